// Asks latchkey's rows. The session travels in cookies that no script can read; only a sign-in by another provider comes
// back with tokens in hand, which this tab keeps and shows.
import { language } from './say.js';
import site from '../site.js';

const patience = 20000;
const kept = 'latchkey:tokens';

const tokens = () => JSON.parse(sessionStorage.getItem(kept) ?? 'null');

export function keepTokens(access, refresh) {
  sessionStorage.setItem(kept, JSON.stringify({ access, refresh }));
}

export function forgetTokens() {
  sessionStorage.removeItem(kept);
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

// status 0: nobody answered. What the visitor chose to read is said each time: letters follow it.
export async function ask(method, path, body, more = {}) {
  const headers = { 'Accept-Language': language, ...more };
  try {
    const answer = await fetch(path.startsWith('/') ? site.api + path : new URL(path), {
      method,
      headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
    return {
      status: answer.status,
      data: parsed(await answer.text()),
      retry: Number(answer.headers.get('Retry-After')) || 0,
    };
  } catch {
    return { status: 0, data: null, retry: 0 };
  }
}

export const good = (answer) => answer.status >= 200 && answer.status < 300;

function askKnown(method, path, body) {
  const own = tokens();
  return ask(method, path, body, own ? { Authorization: `Bearer ${own.access}` } : {});
}

// Also after an address was verified: the session's token says so from then on.
export async function renew() {
  const own = tokens();
  if (!own) return good(await ask('POST', '/session/refresh'));
  const answer = await ask('POST', '/refresh', { refresh_token: own.refresh });
  if (good(answer)) keepTokens(answer.data.access_token, answer.data.refresh_token);
  else forgetTokens();
  return good(answer);
}

// As whoever is signed in; 401 says that nobody is.
export async function askAsMe(method, path, body) {
  const answer = await askKnown(method, path, body);
  if (answer.status !== 401 || !await renew()) return answer;
  return askKnown(method, path, body);
}

export const me = async () => {
  const answer = await askAsMe('GET', '/session');
  return good(answer) ? answer.data : null;
};

export const config = async () => (await ask('GET', '/config')).data
  ?? { registration: 'open', password_min_length: 8, oauth_providers: [], api_keys: false };
