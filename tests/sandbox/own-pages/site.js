// What a sysadmin's own file may look like.
export default { api: '/api/auth', name: 'Latchkey sandbox', words: {} };
