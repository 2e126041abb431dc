// Everything about the account of whoever is signed in.
import { ask, askAsMe, config, forgetTokens, good, me } from './ask.js';
import { asks, element, problem, submits } from './form.js';
import { showKeys } from './keys.js';
import { showOrgs } from './orgs.js';
import { advises, sameTwice } from './password.js';
import { offerLinking, titleOf } from './providers.js';
import { keepLanguage, language, languages, say, speak, when } from './say.js';
import { act, list } from './things.js';

const account = await me();
if (!account) location.replace(`/sign-in?return=${encodeURIComponent(location.href)}`);

function profile() {
  const form = document.getElementById('profile');
  for (const [tag, name] of Object.entries(languages)) {
    const option = new Option(name, tag);
    option.lang = tag;
    form.elements.locale.append(option);
  }
  form.elements.full_name.value = account.full_name ?? '';
  form.elements.username.value = account.username ?? '';
  form.elements.locale.value = keepLanguage(account.locale) ?? language;
  document.getElementById('email').textContent = account.email;
  document.getElementById('unverified').hidden = account.is_verified;
  document.getElementById('verified').hidden = !account.is_verified;
  submits(form, {
    send: (typed) => askAsMe('PUT', '/me', {
      full_name: typed.full_name || null,
      username: typed.username || null,
      locale: typed.locale,
    }),
    refused: { 409: { field: 'username', key: 'account.username-taken' } },
    done: (data, told) => {
      told.textContent = say('account.saved');
      if (keepLanguage(data.locale) !== language) location.reload();
    },
  });
}

async function password(features) {
  const form = document.getElementById('password');
  form.hidden = !account.has_password;
  document.getElementById('no-password').hidden = account.has_password;
  form.elements.username.value = account.email;
  submits(form, {
    send: (typed) => askAsMe('PUT', '/me/password', {
      current_password: typed.current_password,
      new_password: typed.new_password,
    }),
    check: sameTwice('new_password', 'again'),
    refused: { 400: { field: 'current_password', key: 'account.wrong-current' } },
    done: (data, told) => {
      form.reset();
      form.elements.username.value = account.email;
      told.textContent = say('account.password-changed');
      showSessions();
    },
  });
  advises(form.elements.new_password, features.password_min_length);
}

function device({ program, system }) {
  if (program && system) return say('device.on', { program, system });
  if (system) return say('device.unknown-browser', { system });
  return program ?? say('account.unknown-device');
}

const sessionText = (session) => [
  device(session),
  `${session.current ? `${say('account.this-one')} · ` : ''}${session.address} · ${
    say('account.last-used', { when: when(session.last_used_at) })}`,
];

async function showSessions() {
  const place = document.getElementById('sessions');
  const answer = await askAsMe('GET', '/sessions');
  list(place, answer, answer.data?.sessions, (session) => ({
    text: sessionText(session),
    acts: session.current ? [] : [act('account.end', () => askAsMe('DELETE', `/sessions/${session.id}`), showSessions)],
  }));
}

async function showIdentities(features) {
  const place = document.getElementById('identities');
  const answer = await askAsMe('GET', '/identities');
  const there = (answer.data?.identities ?? []).map((identity) => identity.provider);
  offerLinking(document.getElementById('linking'), features.oauth_providers.filter((name) => !there.includes(name)));
  list(place, answer, answer.data?.identities, (identity) => ({
    text: [titleOf(identity.provider), identity.email ?? ''],
    acts: [act('account.remove', () => askAsMe('DELETE', `/identities/${identity.id}`), () => showIdentities(features),
      { 409: 'account.last-way' })],
  }), 'account.no-identities');
}

async function leave(trouble, wait) {
  const answer = await wait(ask('DELETE', '/session'));
  if (!good(answer)) {
    trouble.textContent = problem(answer);
    return;
  }
  forgetTokens();
  location.assign('/signed-out');
}

if (account) {
  profile();
  speak();
  document.getElementById('end-others').append(
    act('account.end-others', () => askAsMe('DELETE', '/sessions'), showSessions),
  );
  const trouble = element('p', { className: 'trouble', role: 'alert' });
  const busy = element('p', { className: 'busy', role: 'status' });
  document.getElementById('sign-out').after(busy, trouble);
  asks(document.getElementById('sign-out'), busy, trouble, (wait) => leave(trouble, wait));
  const features = await config();
  await Promise.all([password(features), showSessions(), showIdentities(features), showOrgs(account),
    features.api_keys && showKeys()]);
}
