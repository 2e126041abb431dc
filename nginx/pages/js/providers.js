// Buttons for those who sign in with an account they have elsewhere, or want to.
import { ask, askAsMe, good } from './ask.js';
import { asks, element, problem } from './form.js';
import { say } from './say.js';

const begun = 'latchkey:begun';

const titles = { google: 'Google', github: 'GitHub' };

export const titleOf = (provider) => titles[provider] ?? provider;

// begin asks where to go.
function offer(place, providers, key, begin) {
  const trouble = element('p', { className: 'trouble', role: 'alert' });
  const busy = element('p', { className: 'busy', role: 'status' });
  const buttons = providers.map((provider) => {
    const button = element('button', { type: 'button' }, say(key, { provider: titleOf(provider) }));
    asks(button, busy, trouble, async (wait) => {
      const answer = await wait(begin(provider));
      const there = good(answer) ? answer.data.authorization_url : '';
      if (/^https?:/.test(there)) location.assign(there);
      else trouble.textContent = problem(answer);
    });
    return button;
  });
  place.replaceChildren(...buttons, busy, trouble);
  place.hidden = providers.length === 0;
}

export function offerSignIn(place, providers, invite) {
  const query = invite ? `?invite_token=${encodeURIComponent(invite)}` : '';
  offer(place, providers, 'sign-in.with', (provider) => {
    sessionStorage.setItem(begun, provider);
    return ask('GET', `/oauth/${encodeURIComponent(provider)}${query}`);
  });
}

export function offerLinking(place, providers) {
  offer(place, providers, 'account.link', (provider) => askAsMe('POST', '/identities', { provider }));
}

// Whether this tab is waiting for a provider: tokens that come without having been asked for are somebody else's.
export function wasBegun() {
  const provider = sessionStorage.getItem(begun);
  sessionStorage.removeItem(begun);
  return provider !== null;
}
