// A new password, by the token of a letter.
import { takeToken } from './address.js';
import { ask, config } from './ask.js';
import { part, show, submits } from './form.js';
import { advises, sameTwice } from './password.js';
import { speak } from './say.js';

const token = takeToken();
speak();

const bad = () => {
  token.spent();
  show(part('bad'));
};

const known = token.value ? await ask('POST', '/verify-reset-token', { token: token.value }) : { status: 400 };
if (known.status === 400 || known.status === 422) bad();
else part('form').hidden = false;

submits(document.querySelector('form'), {
  send: async (typed) => {
    const answer = await ask('POST', '/reset-password', { token: token.value, new_password: typed.new_password });
    if (answer.status !== 400) return answer;
    bad();
    return { status: 204 };
  },
  check: sameTwice('new_password', 'again'),
  done: (data) => {
    if (!data) return;
    token.spent();
    show(part('done'));
  },
});
advises(document.getElementById('new-password'), (await config()).password_min_length);
