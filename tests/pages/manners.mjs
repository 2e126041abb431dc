// How the pages behave whatever they are for: errors, keyboards, languages, small screens, weight.
import { strict as assert } from 'node:assert';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

import {
  accessible, account, asked, base, fits, letter, maildir, password, ready, signIn, someone, visitor, words,
} from './world.mjs';

const submit = 'button[type=submit]:visible';

const open = ['/sign-in', '/register', '/check-your-mail', '/verify-email', '/verify-email?token=x', '/forgot-password',
  '/reset-password', '/invite', '/invite?token=x', '/accept-invite?token=x', '/not-me?token=x', '/signed-out', '/trouble'];

async function resettable(page) {
  await page.route('**/api/auth/verify-reset-token', (route) => route.fulfill({ json: { valid: true } }));
  await ready(page, '/reset-password?token=x');
  await page.waitForSelector('#new-password:visible');
}

async function typed(page, email) {
  await page.goto('/sign-in');
  await page.fill('#email', email);
  await page.fill('#password', password);
}

export default {
  async 'what is wrong stands at its field, which is tied to it, and what was typed stays'() {
    const page = await visitor();
    await page.goto('/register');
    await page.fill('#email', 'no address');
    await page.fill('#password', 'short');
    await page.click(submit);
    await page.waitForSelector('#email-wrong:not(:empty)');
    assert.ok((await page.getAttribute('#email', 'aria-describedby')).includes('email-wrong'));
    assert.match(await page.textContent('#password-wrong'), /At least 8/);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'email');
    assert.equal(await page.inputValue('#password'), 'short');
    await page.fill('#email', '');
    await page.click(submit);
    assert.match(await page.textContent('#email-wrong'), /fill this in/);
    await accessible(page);
  },

  async 'a new password is judged by its length, and by what others try first, not by its kinds of characters'() {
    const page = await visitor();
    const told = async (typed) => {
      await page.fill('#password', typed);
      return page.textContent('#password-hint');
    };
    await ready(page, '/register');
    assert.match(await told(''), /At least 8/);
    assert.match(await told('abcde'), /^3 more/);
    for (const typed of ['password1', 'Iloveyou!!', '12345678', '1111111111', 'QWERTZuiop']) {
      assert.match(await told(typed), /others would try/, typed);
    }
    assert.match(await told('hxqmvtkw'), /^Long enough\. /);
    assert.match(await told('correct horse battery'), /^Good and long/);
  },

  async 'a wrong password is told without losing the address'() {
    const { email } = await account();
    const page = await visitor();
    await typed(page, email);
    await page.fill('#password', 'wrong');
    await page.click(submit);
    await page.waitForSelector('[role=alert]:not(:empty)');
    assert.equal(await page.inputValue('#email'), email);
  },

  async 'a double click sends once, and who waits is told so'() {
    const { email } = await account();
    const page = await visitor();
    let sent = 0;
    await page.route('**/api/auth/session', async (route) => {
      sent += route.request().method() === 'POST';
      await new Promise((resolve) => { setTimeout(resolve, 900); });
      await route.continue();
    });
    await typed(page, email);
    await page.dblclick(submit);
    await page.waitForSelector('[role=status]:has-text("One moment")');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account');
    assert.equal(sent, 1);
  },

  async 'who ends a session that takes long to end is told so'() {
    const { email } = await account();
    const page = await visitor();
    await signIn(page, email);
    await signIn(await visitor(), email);
    await page.reload();
    await page.route('**/api/auth/sessions/*', async (route) => {
      await new Promise((resolve) => { setTimeout(resolve, 900); });
      await route.continue();
    });
    await page.click('#sessions button');
    await page.waitForSelector('#sessions [role=status]:has-text("One moment")');
    await page.waitForSelector('#sessions li:nth-child(2)', { state: 'detached' });
  },

  async 'buttons outside of forms send once as well, and tell who has to wait'() {
    const { email } = await account();
    const page = await visitor();
    const slow = async (route) => {
      sent += route.request().method() !== 'GET' || route.request().url().includes('oauth');
      await new Promise((resolve) => { setTimeout(resolve, 900); });
      await (route.request().url().includes('oauth') ? route.abort() : route.continue());
    };
    let sent = 0;
    await page.route('**/api/auth/config', (route) => route.fulfill({
      json: { registration: 'open', password_min_length: 8, oauth_providers: ['google'], api_keys: false },
    }));
    await page.route('**/api/auth/oauth/google', slow);
    await page.goto('/sign-in');
    await page.dblclick('text=Continue with Google');
    await page.waitForSelector('.providers [role=status]:has-text("One moment")');
    await page.waitForSelector('.providers [role=alert]:has-text("cannot be reached")');
    assert.equal(sent, 1);
    await signIn(page, email);
    await page.waitForLoadState('networkidle');
    await page.route('**/api/auth/session', slow);
    await page.dblclick('#sign-out');
    await page.waitForSelector('#sign-out + [role=status]:has-text("One moment")');
    await page.waitForURL('**/signed-out');
    assert.equal(sent, 2);
  },

  async 'a network that fails is told, and trying again works'() {
    const { email } = await account();
    const page = await visitor();
    await typed(page, email);
    await page.route('**/api/auth/session', (route) => route.abort());
    await page.click(submit);
    await page.waitForSelector('[role=alert]:has-text("cannot be reached")');
    assert.equal(await page.inputValue('#password'), password);
    await page.unroute('**/api/auth/session');
    await page.click(submit);
    await page.waitForURL('**/account');
  },

  async 'too many attempts are told with their time'() {
    const page = await visitor();
    await typed(page, 'you@example.com');
    await page.route('**/api/auth/session', (route) => route.fulfill({
      status: 429, headers: { 'Retry-After': '17' }, json: { detail: 'Too many requests' },
    }));
    await page.click(submit);
    await page.waitForSelector('[role=alert]:has-text("17 seconds")');
  },

  async 'without its words a page says what to do'() {
    const page = await visitor();
    await page.route('**/words/*.json', (route) => route.abort());
    await page.goto('/sign-in');
    await page.waitForFunction(() => getComputedStyle(document.querySelector('.lost')).visibility === 'visible');
  },

  async 'signing in takes a keyboard and nothing else'() {
    const { email } = await account();
    const page = await visitor();
    await ready(page, '/sign-in');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'email');
    await page.keyboard.type(email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.type), 'submit');
    assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'solid');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account');
  },

  async 'password managers and telephones know the fields'() {
    const page = await visitor();
    const tokens = async (path) => {
      await ready(page, path);
      return page.evaluate(() => [...document.querySelectorAll('main input')].map((field) => field.autocomplete));
    };
    assert.deepEqual(await tokens('/sign-in'), ['username', 'current-password']);
    assert.deepEqual(await tokens('/register'), ['username', 'name', 'new-password']);
    assert.deepEqual(await tokens('/check-your-mail'), ['one-time-code', 'username']);
    assert.deepEqual(await tokens('/reset-password'), ['new-password', 'new-password']);
  },

  async 'six languages are spoken, chosen by the browser, by hand, and by the account'() {
    for (const language of ['en', 'de', 'fr', 'es', 'zh', 'ar']) {
      const page = await visitor({ locale: language });
      await ready(page, '/sign-in');
      assert.equal(await page.textContent('h1'), words(language)['sign-in.title']);
      assert.equal(await page.getAttribute('html', 'lang'), language);
    }
    const { email } = await account({ language: 'tlh' });
    const page = await visitor({ locale: 'pt-BR' });
    await ready(page, '/sign-in');
    assert.equal(await page.textContent('h1'), words('en')['sign-in.title']);
    await Promise.all([page.waitForNavigation(), page.selectOption('#language', 'fr')]);
    await page.waitForSelector('html[lang=fr]');
    await signIn(page, email);
    await Promise.all([page.waitForNavigation(), page.selectOption('#locale', 'es').then(() => page.click('#profile button'))]);
    await page.waitForSelector('html[lang=es]');
  },

  async 'Arabic runs from right to left'() {
    const page = await visitor({ locale: 'ar-EG', viewport: { width: 320, height: 640 } });
    for (const path of open) {
      await ready(page, path);
      assert.equal(await page.getAttribute('html', 'dir'), 'rtl');
      await fits(page);
      await accessible(page);
    }
  },

  async 'every page is accessible and fits a small telephone, light and dark'() {
    const { email } = await account({ verified: false });
    for (const colorScheme of ['light', 'dark']) {
      const page = await visitor({ colorScheme, locale: 'de', viewport: { width: 320, height: 640 } });
      for (const path of open) {
        await ready(page, path);
        await fits(page);
        await accessible(page);
      }
      await resettable(page);
      await fits(page);
      await accessible(page);
      await signIn(page, email);
      await page.waitForLoadState('networkidle');
      await fits(page);
      await accessible(page);
    }
  },

  async 'the sign-in page with all it loads is light, and its modules are asked for at once'() {
    const page = await visitor();
    const answers = [];
    page.on('response', (answer) => answers.push(answer));
    await ready(page, '/sign-in');
    let bytes = 0;
    for (const answer of answers) bytes += (await answer.body()).length;
    assert.ok(answers.length <= 14, `${answers.length} requests`);
    assert.ok(bytes < 60000, `${bytes} bytes`);
    const html = await fetch(`${base}/sign-in`, { headers: { 'Accept-Language': 'en-GB' } });
    const told = await html.text() + html.headers.get('Link');
    for (const answer of answers) {
      const { pathname } = new URL(answer.url());
      if (/\.(js|css|json)$/.test(pathname)) assert.ok(told.includes(pathname), `${pathname} comes late`);
    }
    // What was told ahead is what is then taken.
    assert.equal(answers.filter((answer) => answer.url().includes('/words/')).length, 1);
    assert.ok(told.includes('/api/auth/config'), 'what the server offers comes late');
    assert.equal(answers.filter((answer) => answer.url().endsWith('/api/auth/config')).length, 1);
  },

  async 'pages tell nobody where they were, fit in no frame, and let nothing inline run'() {
    for (const path of [...open, '/account', '/auth/callback', '/pages/js/say.js']) {
      const { headers, status } = await fetch(base + path);
      assert.equal(status, 200, path);
      const policy = headers.get('Content-Security-Policy');
      assert.match(policy, /default-src 'none'.*frame-ancestors 'none'/, path);
      assert.doesNotMatch(policy, /unsafe|\*|https?:/, path);
      assert.equal(headers.get('Referrer-Policy'), 'no-referrer', path);
      assert.equal(headers.get('X-Content-Type-Options'), 'nosniff', path);
    }
    for (const path of ['/sign-in/', '/nothing', '/pages/nothing.js', '/pages/../nginx.conf']) {
      const answer = await fetch(base + path);
      assert.equal(answer.status, 404, path);
      assert.deepEqual(await answer.json(), { detail: 'Not Found' }, path);
    }
  },

  async "a file of the sysadmin's takes the place of ours"() {
    const page = await visitor();
    await ready(page, '/sign-in');
    assert.equal(await page.textContent('header span'), 'Latchkey sandbox');
    assert.equal((await asked('GET', '/api/auth/config')).registration, 'open');
  },

  async 'a name, a text, a colour and a logo are changed by dropping files, and nothing has to be reloaded'() {
    const own = `${maildir}/../own-pages`;
    const before = readFileSync(`${own}/site.js`);
    try {
      writeFileSync(`${own}/site.js`, `export default {
        api: '/api/auth', name: 'Acme', words: { de: { 'sign-in.title': 'Willkommen bei Acme' } },
      };`);
      writeFileSync(`${own}/site.css`, ':root { --act: #8a1c5b; }');
      writeFileSync(`${own}/logo.svg`, '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>');
      const page = await visitor({ locale: 'de', colorScheme: 'light' });
      await ready(page, '/sign-in');
      assert.equal(await page.title(), 'Willkommen bei Acme · Acme');
      assert.equal(await page.textContent('h1'), 'Willkommen bei Acme');
      const colour = await page.evaluate(() => getComputedStyle(document.querySelector('button[type=submit]')).backgroundColor);
      assert.equal(colour, 'rgb(138, 28, 91)');
      assert.equal(await page.evaluate(() => document.querySelector('header img').naturalWidth), 7);
    } finally {
      writeFileSync(`${own}/site.js`, before);
      for (const name of ['site.css', 'logo.svg']) rmSync(`${own}/${name}`, { force: true });
    }
  },

  async 'an account is made, proven and entered by a keyboard and nothing else'() {
    const page = await visitor();
    const email = someone();
    const at = () => page.evaluate(() => document.activeElement.id || document.activeElement.type);
    const typeInto = async (id, text) => {
      for (let tries = 0; tries < 12 && await at() !== id; ++tries) await page.keyboard.press('Tab');
      assert.equal(await at(), id);
      await page.keyboard.type(text);
    };
    await ready(page, '/register');
    await typeInto('email', email);
    await typeInto('password', password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/check-your-mail');
    await page.waitForSelector('html[data-ready]');
    await typeInto('code', await letter(email, /^(\d{6})\r?$/m));
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-part=confirmed]:visible');
    await page.keyboard.press('Tab');
    assert.equal(await at(), 'go-on');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/account');
    await page.waitForSelector('#sessions li');
    await typeInto('full-name', 'Ada');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#profile .good:not(:empty)');
  },
};
