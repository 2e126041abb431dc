// Opening this page changes nothing, since programs open links too; the button does.
import { goOn, takeToken } from './address.js';
import { ask, renew } from './ask.js';
import { part, show, submits } from './form.js';
import { say, speak } from './say.js';

const token = takeToken();
speak();

const bad = () => show(part('bad'));

submits(document.getElementById('verify'), {
  send: async () => {
    const answer = await ask('POST', '/verify-email', { token: token.value });
    if (answer.status !== 400 && answer.status !== 422) return answer;
    token.spent();
    bad();
    return { status: 200 };
  },
  done: async (data) => {
    if (!data) return;
    token.spent();
    await renew();
    show(part('done'), say(data.message.includes('already') ? 'verify.already' : 'verify.done'));
  },
});
submits(document.getElementById('again'), {
  send: (typed) => ask('POST', '/resend-verification', typed),
  done: (data, told) => { told.textContent = say('mail.sent'); },
});
document.getElementById('go-on').addEventListener('click', goOn);
if (!token.value) bad();
