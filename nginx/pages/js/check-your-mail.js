// The letter is on its way: its code may be typed here, or another one asked for.
import site from '../site.js';
import { goOn } from './address.js';
import { ask, me, renew } from './ask.js';
import { part, show, submits } from './form.js';
import { say, speak } from './say.js';

const wait = 60;   // seconds between two letters

const account = await me();
const email = account?.email ?? sessionStorage.getItem('latchkey:email') ?? '';
speak();
const told = site.codes ? say('mail.text-code', { email }) : say('mail.text', { email });
document.getElementById('sent').textContent = email ? told : say('mail.text-unknown');
document.getElementById('email').value = email;
document.getElementById('address').hidden = email !== '';

const confirmed = async () => {
  await renew();
  show(part('confirmed'));
};

const again = document.getElementById('again');
const countdown = document.getElementById('countdown');

function count(left) {
  again.querySelector('button').hidden = left > 0;
  countdown.textContent = left > 0 ? say('mail.countdown', { seconds: left }) : '';
  if (left > 0) setTimeout(count, 1000, left - 1);
}

submits(again, {
  send: (typed) => ask('POST', '/resend-verification', typed),
  done: (data, told) => {
    told.textContent = say('mail.sent');
    count(wait);
  },
});
if (email) count(wait);

const code = document.getElementById('with-code');
code.hidden = !site.codes || !email;
submits(code, {
  send: (typed) => ask('POST', new URL(site.codes, location.origin).href, { email, code: typed.code.replace(/\D/g, '') }),
  refused: { 400: { field: 'code', key: 'mail.wrong-code' }, 422: { field: 'code', key: 'mail.wrong-code' } },
  done: confirmed,
});

document.getElementById('go-on').addEventListener('click', goOn);
// The link may have been opened in another tab.
document.addEventListener('visibilitychange', async () => {
  if (!document.hidden && account && (await me())?.is_verified) confirmed();
});
if (account?.is_verified) show(part('confirmed'));
