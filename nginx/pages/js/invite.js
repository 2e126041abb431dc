// An invitation is taken by whoever is signed in with the address it was sent to.
import { keepReturn, takeToken } from './address.js';
import { askAsMe, me } from './ask.js';
import { part, show, submits } from './form.js';
import { say, speak } from './say.js';

if (location.pathname !== '/invite') history.replaceState(null, '', `/invite${location.search}`);
const token = takeToken();
const account = await me();
speak();

const bad = () => {
  token.spent();
  show(part('bad'));
};

if (!token.value) bad();
else if (account) {
  part('accept').hidden = false;
  document.getElementById('who').textContent = say('invite.who', { email: account.email });
} else {
  part('first').hidden = false;
  keepReturn(`${location.origin}/invite`);
}

submits(document.querySelector('form'), {
  send: async () => {
    const answer = await askAsMe('POST', '/invites/accept', { token: token.value });
    if (answer.status !== 400) return answer;
    bad();
    return { status: 204 };
  },
  refused: { 401: 'trouble.signed-out', 403: 'invite.unverified', 409: 'invite.already' },
  done: (data) => {
    if (!data) return;
    token.spent();
    keepReturn('');
    show(part('done'), say('invite.done', { org: data.name }));
  },
});
