// A new account, where the server lets visitors make one.
import { ask, config, forgetTokens, good } from './ask.js';
import { part, show, submits } from './form.js';
import { advises } from './password.js';
import { offer } from './providers.js';
import { speak } from './say.js';

speak();
const features = await config();
const invite = sessionStorage.getItem('latchkey:token:/invite') ?? '';

if (features.registration === 'open') part('open').hidden = false;
else show(part(features.registration));
if (features.registration !== 'closed') offer(document.querySelector('.providers'), features.oauth_providers, invite);

advises(document.getElementById('password'), features.password_min_length);
submits(document.querySelector('form'), {
  send: async (typed) => {
    const made = await ask('POST', '/register', { ...typed, full_name: typed.full_name || null });
    if (!good(made)) return made;
    sessionStorage.setItem('latchkey:email', typed.email);
    forgetTokens();
    // Should it fail, the next page works all the same.
    await ask('POST', '/session', { email: typed.email, password: typed.password });
    return made;
  },
  refused: { 400: { field: 'email', key: 'register.taken' }, 403: 'register.closed' },
  done: () => location.assign('/check-your-mail'),
});
