// A new account, where the server lets visitors make one.
import { ask, config, forgetTokens, good } from './ask.js';
import { part, show, submits } from './form.js';
import { advises } from './password.js';
import { offerSignIn } from './providers.js';
import { askForLetter } from './reference.js';
import { speak } from './say.js';

speak();
const features = await config();
const invite = sessionStorage.getItem('latchkey:token:/invite') ?? '';

// Where invitations are wanted, the one this tab has been opened with is taken by registering.
const byInvite = features.registration === 'invite' && invite !== '';
if (features.registration === 'open' || byInvite) part('open').hidden = false;
else show(part(features.registration));
if (features.registration !== 'closed') offerSignIn(document.querySelector('.providers'), features.oauth_providers, invite);

const made = (typed) => askForLetter((headers) => ask('POST', '/accounts', {
  ...typed,
  full_name: typed.full_name || null,
  invite_token: byInvite ? invite : null,
}, headers), good);

advises(document.getElementById('password'), features.password_min_length);
submits(document.querySelector('form'), {
  send: async (typed) => {
    const answer = await made(typed);
    if (!good(answer)) return answer;
    sessionStorage.setItem('latchkey:email', typed.email);
    if (byInvite) sessionStorage.removeItem('latchkey:token:/invite');
    forgetTokens();
    // Should it fail, the next page works all the same.
    await ask('POST', '/session', { email: typed.email, password: typed.password });
    return answer;
  },
  refused: { 400: 'invite.bad', 403: 'register.closed', 409: { field: 'email', key: 'register.taken' } },
  done: () => location.assign('/check-your-mail'),
});
