// A stand-in for GitHub: the three answers that signing in takes, as its documentation has them, or something else.
//
//   node hub.mjs PORT CERTIFICATE KEY
//
// Listens on loopback, says "ready" when it does, and serves until it is told to end. A code is STEP.WHAT.ID: at STEP
// ("token", "user", "emails") the answer is WHAT of `oddities`, before that all is well; "fine.fine.ID" is well throughout.
// ID is the number of the account, and user-ID@example.com its address. A code is good once, and only with a verifier.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { gzipSync } from 'node:zlib';

const [port, certificate, key] = process.argv.slice(2);
const limit = 256 * 1024;

function json(response, value, status = 200, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  response.end(typeof value === 'string' ? value : JSON.stringify(value));
}

// Valid JSON of so many bytes, whatever it is about.
const padded = (value, size) => {
  const text = JSON.stringify(value);
  return text + ' '.repeat(size - text.length);
};

const oddities = {
  array: (response, value) => json(response, Array.isArray(value) ? {} : [value]),
  redirect: (response) => json(response, '', 302, { Location: `https://localhost:${port}/elsewhere` }),
  // Small on the wire, and more than anybody wants once it is unpacked.
  bomb: (response, value) => json(response, gzipSync(padded(value, 64 * 1024 * 1024)), 200, { 'Content-Encoding': 'gzip' }),
  drip: (response, value) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 100);
    response.on('close', () => clearInterval(timer));
  },
  silence: () => {},
  html: (response, value) => json(response, value, 200, { 'Content-Type': 'text/html' }),
  large: (response, value) => json(response, padded(value, limit + 1)),
  endless: (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const timer = setInterval(() => response.write(' '.repeat(65536)), 1);
    response.on('close', () => clearInterval(timer));
  },
  empty: (response) => json(response, ''),
  half: (response, value) => json(response, JSON.stringify(value).slice(0, -4)),
  twice: (response, value) => json(response, `{"access_token":"a","id":1,"access_token":"b","id":2}`),
  closed: (response) => response.socket.destroy(),
  cut: (response, value) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
    response.write(JSON.stringify(value));
    setTimeout(() => response.socket.destroy(), 50);
  },
  broken: (response, value) => json(response, value, 500),
  null: (response) => json(response, 'null'),
  latin: (response) => { response.writeHead(200, { 'Content-Type': 'application/json' }); response.end(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])); },
  deep: (response) => json(response, '['.repeat(5000) + ']'.repeat(5000)),
  text: (response, value) => json(response, Array.isArray(value) ? ['x'] : { ...value, id: '7', access_token: 7 }),
  header: (response, value) => json(response, { ...value, id: 0, access_token: 'a\r\nX-Admin: yes' }),
  unproven: (response, value) => json(response, Array.isArray(value) ? value.map((e) => ({ ...e, verified: false })) : value),
  secondary: (response, value) => json(response, Array.isArray(value) ? value.map((e) => ({ ...e, primary: false })) : value),
  none: (response, value) => json(response, Array.isArray(value) ? [] : {}),
  full: (response, value) => json(response, padded(value, limit)),   // which is not too much
};

const spent = new Set();

function answer(response, step, plan, value) {
  const [where, what] = plan.split('.');
  if (where === step) return oddities[what](response, value);
  return json(response, value);
}

function token(response, form) {
  const code = form.get('code') ?? '';
  const good = form.get('client_id') === 'hub client' && form.get('client_secret') === 'hub secret' &&
    form.get('code_verifier')?.length === 43 && form.get('redirect_uri') && code.split('.').length === 3;
  if (!good || spent.has(code)) return json(response, { error: 'bad_verification_code', error_description: 'The code is incorrect or expired.' });
  spent.add(code);
  return answer(response, 'token', code, { access_token: `gho_${code}`, scope: 'read:user,user:email', token_type: 'bearer' });
}

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  let body = '';
  request.on('data', (part) => { body += part; });
  request.on('end', () => {
    const plan = (request.headers.authorization ?? '').replace(/^Bearer gho_/, '');
    const id = Number(plan.split('.')[2]);
    const where = `${request.method} ${request.url}`;
    if (where === 'POST /login/oauth/access_token') return token(response, new URLSearchParams(body));
    if (!request.headers['user-agent'] || !plan.includes('.')) return json(response, { message: 'Requires authentication' }, 401);
    if (where === 'GET /api/v3/user') {
      return answer(response, 'user', plan, { login: `user-${id}`, id, name: `User ${id}`, email: 'not-this-one@example.com', avatar_url: `https://avatars.example/${id}` });
    }
    if (where === 'GET /api/v3/user/emails') {
      return answer(response, 'emails', plan, [
        { email: `other-${id}@example.com`, primary: false, verified: true, visibility: null },
        { email: `user-${id}@example.com`, primary: true, verified: true, visibility: 'public' },
      ]);
    }
    return json(response, { message: 'Not Found' }, 404);
  });
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
