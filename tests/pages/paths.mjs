// The paths through the pages, from the first click to the last.
import { strict as assert } from 'node:assert';

import { account, asked, base, letter, password, signIn, signInElsewhere, someone, visitor } from './world.mjs';

const submit = 'button[type=submit]:visible';
const text = (page, selector) => page.locator(selector).first().textContent();

async function tokens(email) {
  const { access_token: access } = await asked('POST', '/api/auth/login', { email, password });
  return { Authorization: `Bearer ${access}` };
}

const verified = async (email) => (await asked('GET', '/api/auth/me', undefined, await tokens(email))).is_verified;

export default {
  async 'a guarded page is reached by registering, with the code of the letter'() {
    const page = await visitor();
    const email = someone();
    await page.goto('/guarded/here?a=1');
    await page.waitForURL('**/sign-in?return=*');
    await page.click('#register a');
    await page.fill('#email', email);
    await page.fill('#password', password);
    await page.click(submit);
    await page.waitForURL('**/check-your-mail');
    await page.waitForSelector('#countdown:not(:empty)');
    assert.match(await text(page, '#countdown'), /\d+ seconds/);
    assert.equal(await page.locator('#again button').isVisible(), false);
    const code = await letter(email, /^(\d{6})\r?$/m);
    await page.fill('#code', code === '000000' ? '000001' : '000000');
    await page.click('#with-code button');
    await page.waitForSelector('#code[aria-invalid=true]');
    await page.fill('#code', code);
    await page.click('#with-code button');
    await page.click('#go-on');
    await page.waitForURL('**/guarded/here?a=1');
    assert.equal(await verified(email), true);
  },

  async 'of several letters the one that belongs to the page is known by its reference, in every language'() {
    for (const language of ['en', 'de', 'fr', 'es', 'zh', 'ar']) {
      const email = someone();
      const page = await visitor({ locale: language });
      await page.goto('/register');
      await page.fill('#email', email);
      await page.fill('#password', password);
      await page.click(submit);
      await page.waitForURL('**/check-your-mail');
      const shown = async () => {
        await page.waitForSelector('#reference:not(:empty)');
        return (await text(page, '#reference')).match(/[B-Z2-9]{4}/)[0];
      };
      const first = await shown();
      assert.ok(await letter(email, new RegExp(`[^B-Z2-9](${first})[^B-Z2-9]`)));
      await page.reload();
      assert.equal(await shown(), first);
      await page.evaluate(() => document.querySelector('#again button').click());
      await page.waitForSelector('#again .good:not(:empty)');
      const second = await shown();
      assert.notEqual(second, first);
      const code = await letter(email, new RegExp(`^(\\d{6})\\r?$[^]*[^B-Z2-9]${second}[^B-Z2-9]`, 'm'));
      await page.fill('#code', code);
      await page.click('#with-code button');
      await page.waitForSelector('#go-on:visible');
      assert.equal(await verified(email), true);
    }
  },

  async 'an address that nobody has gets a reference as well'() {
    const page = await visitor();
    await page.goto('/check-your-mail');
    await page.waitForSelector('#again button:visible');
    assert.equal(await text(page, '#reference'), '');
    await page.fill('#email', someone('nobody'));
    await page.click('#again button');
    await page.waitForSelector('#reference:not(:empty)');
    assert.match(await text(page, '#reference'), /[B-Z2-9]{4}/);
    await page.waitForSelector('#code:visible');
  },

  async 'an account keeps the language it was made in, and letters follow it'() {
    const email = someone();
    const page = await visitor({ locale: 'fr' });
    await page.goto('/register');
    await page.selectOption('#language', 'es');
    await page.waitForSelector('html[lang=es][data-ready]');
    await page.fill('#email', email);
    await page.fill('#password', password);
    await page.click(submit);
    await page.waitForURL('**/check-your-mail');
    assert.ok(await letter(email, /(Content-Language: es)/));
    await asked('POST', '/api/auth/forgot-password', { email }, { 'Accept-Language': 'de' });
    assert.ok(await letter(email, /(Content-Language: es)[^]*reset-password/));
    await page.goto('/account');
    await page.waitForSelector('#sessions li');
    assert.equal(await page.inputValue('#locale'), 'es');
  },

  async 'an API key is stored, its secret never shown again, and deleted'() {
    const { email } = await account();
    const page = await visitor();
    await signIn(page, email);
    await page.waitForSelector('#keys-section:visible');
    await page.waitForSelector('#keys li:has-text("None.")');
    await page.click('#new-key button');
    await page.waitForSelector('#exchange[aria-invalid=true]');
    await page.fill('#exchange', 'binance');
    await page.fill('#key-name', 'trading');
    await page.fill('#api-key', 'AKEY-0123-7Qwx');
    await page.fill('#key-secret', 'very s3cret');
    await page.click('#new-key button');
    await page.waitForSelector('#keys li:has-text("binance · trading")');
    assert.match(await text(page, '#keys li'), /…7Qwx/);
    assert.equal(await page.inputValue('#key-secret'), '');
    await page.reload();
    await page.waitForSelector('#keys li:has-text("…7Qwx")');
    assert.doesNotMatch(await page.content(), /very s3cret|0123/);
    await page.click('#keys button');
    await page.waitForSelector('#keys li:has-text("None.")');
  },

  async 'where API keys are not kept, none are asked for'() {
    const { email } = await account();
    const page = await visitor();
    await page.route('**/api/auth/config', (route) => route.fulfill({
      json: { registration: 'open', password_min_length: 8, oauth_providers: [], api_keys: false },
    }));
    await signIn(page, email);
    await page.waitForLoadState('networkidle');
    assert.equal(await page.locator('#keys-section').isVisible(), false);
    assert.equal(await page.locator('#linking').isVisible(), false);
  },

  async 'a device is named in the language of its owner'() {
    const { email } = await account({ language: 'tlh' });
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
    for (const [locale, name] of [['en', 'Firefox on Linux'], ['de', 'Firefox unter Linux'], ['ar', 'Firefox على Linux']]) {
      const page = await visitor({ locale, userAgent });
      await signIn(page, email);
      await page.waitForSelector(`#sessions li:has-text("${name}")`);
    }
  },

  async 'another way to sign in is added at the provider it belongs to, from inside a session'() {
    const { email } = await account();
    const page = await visitor();
    await page.route('**/api/auth/config', (route) => route.fulfill({
      json: { registration: 'open', password_min_length: 8, oauth_providers: ['google', 'github'], api_keys: true },
    }));
    let status = 502;
    await page.route('**/api/auth/identities', (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      assert.deepEqual(route.request().postDataJSON(), { provider: 'google' });
      return route.fulfill({ status, json: { authorization_url: `${base}/auth/callback?error=others_identity` } });
    });
    await signIn(page, email);
    await page.waitForSelector('#linking button:has-text("Connect GitHub")');
    await page.click('text=Connect Google');
    await page.waitForSelector('#linking [role=alert]:not(:empty)');
    status = 200;
    await page.click('text=Connect Google');
    await page.waitForURL('**/trouble');
    await page.waitForSelector('#what:has-text("another account here")');
    assert.equal(await page.evaluate(() => location.search), '');
  },

  async 'a guarded page is reached by signing in'() {
    const { email } = await account();
    const page = await visitor();
    await page.goto('/guarded/there');
    await page.fill('#email', email);
    await page.fill('#password', password);
    await page.click(submit);
    await page.waitForURL('**/guarded/there');
  },

  async 'a return address elsewhere is not followed'() {
    const { email } = await account();
    const page = await visitor();
    await page.goto('/sign-in?return=https%3A%2F%2Felsewhere.example%2F');
    await page.fill('#email', email);
    await page.fill('#password', password);
    const gone = page.waitForRequest('**/session/renew?return=*');
    await page.click(submit);
    const answer = await (await gone).response();
    assert.ok((await answer.headerValue('Location')).startsWith(`${base}/`));
  },

  async 'a link confirms an address by its button, not by being opened, and says when that was done before'() {
    const { email, token } = await account({ verified: false });
    const page = await visitor();
    await page.goto(`/verify-email?token=${token}`);
    await page.waitForSelector(submit);
    assert.equal(page.url(), `${base}/verify-email`);
    assert.equal(await verified(email), false);
    await page.reload();
    await page.click(submit);
    await page.waitForSelector('[data-part=done]:visible');
    assert.equal(await verified(email), true);
    await page.goto(`/verify-email?token=${token}`);
    await page.click(submit);
    await page.waitForSelector('[data-part=done]:visible');
    assert.match(await text(page, '[data-part=done] p'), /Already done/);
  },

  async 'a link that is no good offers another letter'() {
    const { email } = await account({ verified: false });
    const page = await visitor();
    await page.goto('/verify-email?token=nonsense');
    await page.click(submit);
    await page.fill('#email', email);
    await page.click('#again button');
    await page.waitForSelector('.good:not(:empty)');
    assert.ok(await letter(email, /verify-email\?token=(\S+)/));
  },

  async 'a forgotten password is replaced by the link of a letter'() {
    const { email } = await account();
    const page = await visitor();
    await page.goto('/sign-in');
    await page.click('text=Forgot your password?');
    await page.fill('#email', email);
    await page.click(submit);
    await page.waitForSelector('[data-part=done]:visible');
    const link = await letter(email, /(\/reset-password\?token=\S+)/);
    await page.goto(link);
    await page.fill('#new-password', 'another horse battery');
    assert.equal(page.url(), `${base}/reset-password`);
    await page.fill('#again', 'another horse');
    await page.click(submit);
    assert.match(await text(page, '#again-wrong'), /differ/);
    await page.fill('#again', 'another horse battery');
    await page.click(submit);
    await page.waitForSelector('[data-part=done]:visible');
    await signIn(page, email, 'another horse battery');
    await page.goto(link);
    await page.waitForSelector('[data-part=bad]:visible');
  },

  async 'an account is changed, and its sessions end, here and elsewhere'() {
    const { email } = await account();
    const page = await visitor();
    const other = await visitor();
    await signIn(page, email);
    await signIn(other, email);
    await page.fill('#full-name', 'Ada <b>Lovelace</b>');
    await page.click('#profile button');
    await page.waitForSelector('#profile .good:not(:empty)');
    await page.reload();
    await page.waitForSelector('#sessions li:nth-child(2)');
    assert.equal(await page.inputValue('#full-name'), 'Ada <b>Lovelace</b>');
    assert.equal(await page.locator('#sessions button').count(), 1);
    await page.click('#sessions button');
    await page.waitForSelector('#sessions li:nth-child(2)', { state: 'detached' });
    await other.reload();
    await other.waitForURL('**/sign-in?return=*');
    await page.fill('#current-password', 'wrong');
    await page.fill('#new-password', 'another horse battery');
    await page.fill('#again', 'another horse battery');
    await page.click('#password button');
    await page.waitForSelector('#current-password[aria-invalid=true]');
    await page.fill('#current-password', password);
    await page.click('#password button');
    await page.waitForSelector('#password .good:not(:empty)');
    await page.click('#sign-out');
    await page.waitForURL('**/signed-out');
    await page.goto('/account');
    await page.waitForURL('**/sign-in?return=*');
    await signIn(page, email, 'another horse battery');
  },

  async 'all other devices are signed out at once'() {
    const { email } = await account();
    const page = await visitor();
    const other = await visitor();
    await signIn(other, email);
    await signIn(page, email);
    await page.click('#end-others button');
    await page.waitForSelector('#sessions li:nth-child(2)', { state: 'detached' });
    await other.goto('/guarded/');
    await other.waitForURL('**/sign-in?return=*');
  },

  async 'an organization is made, somebody is invited and accepts, with tokens of a sign-in elsewhere too'() {
    const { email } = await account();
    const { email: guest } = await account();
    const page = await visitor();
    await signIn(page, email);
    const name = `Engines ${email}`;
    await page.fill('#org-name', name);
    await page.click('#new-org button');
    await page.waitForSelector(`h3:has-text("${name}")`);
    await page.fill('#org-name', name);
    await page.click('#new-org button');
    await page.waitForSelector('#org-name[aria-invalid=true]');
    await page.fill('#orgs input[name=email]', guest);
    await page.click('#orgs form button');
    await page.waitForSelector(`#orgs li li:has-text("${guest}")`);
    const link = await letter(guest, /(\/invite\?token=\S+)/);
    const invited = await visitor();
    await invited.goto(link);
    await invited.waitForSelector('[data-part=first]:visible');
    assert.equal(invited.url(), `${base}/invite`);
    await signInElsewhere(invited, guest);
    assert.equal(await invited.evaluate(() => location.search), '');
    await invited.goto('/invite');
    await invited.click(submit);
    await invited.waitForSelector('[data-part=done]:visible');
    assert.ok((await text(invited, '[data-part=done] p')).includes(name));
    await page.reload();
    await page.click(`#orgs li:has-text("${guest}") button:has-text("Remove")`);
    await page.waitForSelector(`#orgs li li:has-text("${guest}")`, { state: 'detached' });
  },

  async 'tokens nobody asked for sign nobody in'() {
    const { email } = await account();
    const { access_token: access, refresh_token: refresh } =
      await asked('POST', '/api/auth/login', { email, password });
    const page = await visitor();
    await page.goto(`/auth/callback?access_token=${access}&refresh_token=${refresh}`);
    await page.waitForURL('**/trouble');
    await page.goto('/account');
    await page.waitForURL('**/sign-in?return=*');
  },

  async 'who was not it presses a button'() {
    const page = await visitor();
    let sent = '';
    let status = 200;
    await page.route('**/api/auth/sessions/not-me', (route) => {
      sent = route.request().postData();
      return route.fulfill({ status, json: { message: 'as the row words it' } });
    });
    await page.goto('/not-me?token=abc');
    await page.waitForSelector(submit);
    assert.equal(page.url(), `${base}/not-me`);
    assert.equal(sent, '');
    await page.click(submit);
    await page.waitForSelector('[data-part=done]:visible');
    assert.equal(sent, '{"token":"abc"}');
    status = 400;
    await page.goto('/not-me?token=abc');
    await page.click(submit);
    await page.waitForSelector('[data-part=bad]:visible');
  },

  async 'where registration is closed or by invitation, no form is offered'() {
    for (const registration of ['closed', 'invite']) {
      const page = await visitor();
      await page.route('**/api/auth/config', (route) => route.fulfill({
        json: { registration, password_min_length: 8, oauth_providers: [] },
      }));
      await page.goto('/register');
      await page.waitForSelector(`[data-part=${registration}]:visible`);
      assert.equal(await page.locator('form').isVisible(), false);
    }
  },

  async 'where registration is by invitation, whoever has one gets an account'() {
    const page = await visitor();
    let sent = {};
    await page.route('**/api/auth/config', (route) => route.fulfill({
      json: { registration: 'invite', password_min_length: 8, oauth_providers: [] },
    }));
    await page.route('**/api/auth/accounts', (route) => {
      sent = route.request().postDataJSON();
      return route.fulfill({ status: 400, json: { detail: 'Invalid or expired invite' } });
    });
    await page.goto('/invite?token=an-invite');
    await page.click('[data-part=first] a[href="/register"]');
    await page.fill('#email', someone());
    await page.fill('#password', password);
    await page.click(submit);
    await page.waitForSelector('form .trouble:has-text("invitation")');
    assert.equal(sent.invite_token, 'an-invite');
  },
};
