// API keys of other services: typed once, sealed by the server, and never shown again.
import { askAsMe } from './ask.js';
import { submits } from './form.js';
import { say, when } from './say.js';
import { act, list } from './things.js';

const place = document.getElementById('keys');

const masked = (key) => (key.last_four ? `…${key.last_four} · ` : '');

async function showAll() {
  const answer = await askAsMe('GET', '/api-keys');
  list(place, answer, answer.data?.api_keys, (key) => ({
    text: [key.name ? `${key.exchange} · ${key.name}` : key.exchange,
      masked(key) + say('account.stored-at', { when: when(key.created_at) })],
    acts: [act('account.delete', () => askAsMe('DELETE', `/api-keys/${key.id}`), showAll)],
  }), 'account.no-keys');
}

export async function showKeys() {
  const form = document.getElementById('new-key');
  document.getElementById('keys-section').hidden = false;
  submits(form, {
    send: (typed) => askAsMe('POST', '/api-keys', {
      ...typed, name: typed.name || null, passphrase: typed.passphrase || null,
    }),
    refused: { 409: 'account.too-many-keys' },
    done: (data, told) => {
      form.reset();
      told.textContent = say('account.key-stored');
      showAll();
    },
  });
  await showAll();
}
