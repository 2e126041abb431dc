// Buttons for those who sign in with an account they have elsewhere.
import { ask, good } from './ask.js';
import { element, problem } from './form.js';
import { say } from './say.js';

const begun = 'latchkey:begun';

const titles = { google: 'Google', github: 'GitHub' };

async function leave(provider, invite, trouble) {
  const query = invite ? `?invite_token=${encodeURIComponent(invite)}` : '';
  const answer = await ask('GET', `/oauth/${encodeURIComponent(provider)}${query}`);
  const there = good(answer) ? answer.data.authorization_url : '';
  if (!/^https?:/.test(there)) {
    trouble.textContent = problem(answer);
    return;
  }
  sessionStorage.setItem(begun, provider);
  location.assign(there);
}

// Whether this tab is waiting for a provider: tokens that come without having been asked for are somebody else's.
export function wasBegun() {
  const provider = sessionStorage.getItem(begun);
  sessionStorage.removeItem(begun);
  return provider !== null;
}

export function offer(place, providers, invite) {
  if (providers.length === 0) return;
  const trouble = element('p', { className: 'trouble', role: 'alert' });
  for (const provider of providers) {
    const button = element('button', { type: 'button' }, say('sign-in.with', { provider: titles[provider] ?? provider }));
    button.addEventListener('click', () => leave(provider, invite, trouble));
    place.append(button);
  }
  place.append(trouble);
  place.hidden = false;
}
