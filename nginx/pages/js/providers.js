// Buttons for those who sign in with an account they have elsewhere, or want to.
import { ask, askAsMe, good } from './ask.js';
import { element, problem } from './form.js';
import { say } from './say.js';

const begun = 'latchkey:begun';

const titles = { google: 'Google', github: 'GitHub' };

export const titleOf = (provider) => titles[provider] ?? provider;

// begin asks where to go.
function offer(place, providers, key, begin) {
  const trouble = element('p', { className: 'trouble', role: 'alert' });
  const buttons = providers.map((provider) => {
    const button = element('button', { type: 'button' }, say(key, { provider: titleOf(provider) }));
    button.addEventListener('click', async () => {
      trouble.textContent = '';
      const answer = await begin(provider);
      const there = good(answer) ? answer.data.authorization_url : '';
      if (/^https?:/.test(there)) location.assign(there);
      else trouble.textContent = problem(answer);
    });
    return button;
  });
  place.replaceChildren(...buttons, trouble);
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
