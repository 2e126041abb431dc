// The way in. Where to go afterwards is the server's to judge.
import { goOn, keepReturn } from './address.js';
import { ask, config, forgetTokens } from './ask.js';
import { submits } from './form.js';
import { offerSignIn } from './providers.js';
import { speak } from './say.js';

keepReturn(new URLSearchParams(location.search).get('return') ?? '');
speak();
submits(document.querySelector('form'), {
  send: (typed) => ask('POST', '/session', typed),
  refused: { 401: 'sign-in.wrong', 403: 'sign-in.disabled' },
  done: () => {
    forgetTokens();
    goOn();
  },
});

const features = await config();
offerSignIn(document.querySelector('.providers'), features.oauth_providers);
document.getElementById('register').hidden = features.registration === 'closed';
