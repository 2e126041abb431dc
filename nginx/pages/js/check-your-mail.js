// The letter is on its way: its code may be typed here, or another one asked for.
import { goOn } from './address.js';
import { ask, forgetTokens, good, me, renew } from './ask.js';
import { part, show, submits } from './form.js';
import { askForLetter, reference } from './reference.js';
import { say, speak } from './say.js';

const wait = 60;   // seconds between two letters

const account = await me();
let email = account?.email ?? sessionStorage.getItem('latchkey:email') ?? '';
speak();

const code = document.getElementById('with-code');
const again = document.getElementById('again');
const countdown = document.getElementById('countdown');

function tell() {
  const known = reference();
  document.getElementById('sent').textContent = email ? say('mail.text', { email }) : say('mail.text-unknown');
  document.getElementById('email').value = email;
  document.getElementById('address').hidden = email !== '';
  document.getElementById('reference').textContent = email && known ? say('mail.reference', { reference: known }) : '';
  code.hidden = !email;
}

function count(left) {
  again.querySelector('button').hidden = left > 0;
  countdown.textContent = left > 0 ? say('mail.countdown', { seconds: left }) : '';
  if (left > 0) setTimeout(count, 1000, left - 1);
}

submits(again, {
  send: (typed) => askForLetter((headers) => {
    email = typed.email;
    return ask('POST', '/resend-verification', typed, headers);
  }, good),
  done: (data, told) => {
    sessionStorage.setItem('latchkey:email', email);
    told.textContent = say('mail.sent');
    tell();
    count(wait);
  },
});

// Whoever has the code is signed in by it.
submits(code, {
  send: (typed) => ask('POST', '/session/code', { email, code: typed.code.replace(/\D/g, '') }),
  refused: { 400: { field: 'code', key: 'mail.wrong-code' }, 422: { field: 'code', key: 'mail.wrong-code' } },
  done: () => {
    forgetTokens();
    show(part('confirmed'));
  },
});

tell();
if (email) count(wait);
document.getElementById('go-on').addEventListener('click', goOn);
// The link may have been opened in another tab.
document.addEventListener('visibilitychange', async () => {
  if (document.hidden || !account || !(await me())?.is_verified) return;
  await renew();
  show(part('confirmed'));
});
if (account?.is_verified) show(part('confirmed'));
