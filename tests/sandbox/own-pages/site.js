// The sandbox mounts hydracore at /auth, and hydracore knows codes.
export default { api: '/api/auth', codes: '/auth/verify-email', name: 'Latchkey sandbox', words: {} };
