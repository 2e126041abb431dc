// A sign-in that the account's owner knows nothing of: ended by the token of the letter that told of it.
import { takeToken } from './address.js';
import { ask } from './ask.js';
import { part, show, submits } from './form.js';
import { speak } from './say.js';

const token = takeToken();
speak();

const bad = () => {
  token.spent();
  show(part('bad'));
};

submits(document.querySelector('form'), {
  send: async () => {
    const answer = await ask('POST', '/sessions/not-me', { token: token.value });
    if (answer.status !== 400 && answer.status !== 422) return answer;
    bad();
    return { status: 204 };
  },
  done: (data) => {
    if (!data) return;
    token.spent();
    show(part('done'));
  },
});
if (!token.value) bad();
