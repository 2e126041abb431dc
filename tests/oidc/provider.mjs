// An OpenID provider nobody here wrote, with its own pages for login and consent. Whoever signs in as NAME is NAME, with
// the address NAME has, or NAME@example.com; it counts as verified unless NAME begins with "unproven".
//
//   node provider.mjs PORT CERTIFICATE KEY REDIRECT_URI...
//
// Listens on loopback, says "ready" when it does, and serves until it is told to end. Its clients are "rsa" and "ellipse",
// which get ID tokens signed by RS256 and ES256.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

import Provider from 'oidc-provider';

const [port, certificate, key, ...redirects] = process.argv.slice(2);

// It explains at length what production would need.
console.info = () => {};
console.warn = () => {};

const jwk = (type, options, kid) => ({ ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), kid });

const client = (id, algorithm) => ({
  client_id: id,
  client_secret: `${id} secret: +/%&`,
  redirect_uris: redirects,
  id_token_signed_response_alg: algorithm,
});

const provider = new Provider(`https://localhost:${port}`, {
  clients: [client('rsa', 'RS256'), client('ellipse', 'ES256')],
  jwks: {
    keys: [
      { ...jwk('rsa', { modulusLength: 2048 }, 'r1'), alg: 'RS256', use: 'sig' },
      { ...jwk('ec', { namedCurve: 'P-256' }, 'e1'), alg: 'ES256', use: 'sig' },
    ],
  },
  cookies: { keys: ['for tests only'] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  pkce: { required: () => true, methods: ['S256'] },
  async findAccount(ctx, id) {
    const email = id.includes('@') ? id : `${id}@example.com`;
    return {
      accountId: id,
      claims: async () => ({ sub: id, email, email_verified: !id.startsWith('unproven'), name: `The real ${id}` }),
    };
  },
});

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, provider.callback())
  .listen(Number(port), '127.0.0.1', () => console.log('ready'));
