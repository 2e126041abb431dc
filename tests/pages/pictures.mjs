// Takes the pictures of docs/pages: node pictures.mjs URL MAILDIR PAGES FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';

import { account, asked, browser, leaveAll, letter, password, pattern as folder, ready, signIn, visitor } from './world.mjs';

const desk = { viewport: { width: 720, height: 620 } };
const phone = { viewport: { width: 360, height: 660 } };
const dark = { colorScheme: 'dark' };

// A small one, of all there is to see.
async function take(page, name) {
  await page.waitForLoadState('networkidle');
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: page.viewportSize().width, height: Math.max(height, page.viewportSize().height) });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
  writeFileSync(`${folder}/${name}.webp`, Buffer.from(data, 'base64'));
}

async function withProviders(page) {
  await page.route('**/api/auth/config', (route) => route.fulfill({
    json: { registration: 'open', password_min_length: 8, oauth_providers: ['google', 'github'], api_keys: true },
  }));
}

async function waysIn() {
  for (const [name, options] of [
    ['sign-in', desk], ['sign-in-dark', { ...desk, ...dark }], ['sign-in-ar', { ...phone, locale: 'ar' }],
    ['sign-in-zh', { ...phone, ...dark, locale: 'zh' }],
  ]) {
    const page = await visitor(options);
    await withProviders(page);
    await ready(page, '/sign-in');
    await take(page, name);
  }
}

async function newcomers() {
  const page = await visitor(phone);
  await ready(page, '/register');
  await page.fill('#email', 'ada at example.com');
  await page.fill('#password', 'horse');
  await page.click('form button');
  await page.waitForSelector('#email-wrong:not(:empty)');
  await take(page, 'register-phone');
  await page.fill('#email', 'ada@example.com');
  await page.fill('#password', password);
  await page.click('form button');
  await page.waitForURL('**/check-your-mail');
  await page.waitForSelector('html[data-ready]');
  await take(page, 'check-your-mail-phone');
}

async function forgetful() {
  const { email } = await account();
  const page = await visitor({ ...phone, ...dark, locale: 'de' });
  await asked('POST', '/api/auth/forgot-password', { email });
  await ready(page, await letter(email, /(\/reset-password\?token=\S+)/));
  await page.fill('#new-password', password);
  await page.fill('#again', 'correct horse');
  await page.click('form button');
  await take(page, 'reset-password-de-dark-phone');
}

async function owner() {
  const email = 'lovelace@example.com';
  await asked('POST', '/api/auth/register', { email, password });
  await asked('POST', '/api/auth/verify-email', { token: await letter(email, /verify-email\?token=(\S+)/) });
  const other = await visitor({ userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1' });
  await signIn(other, email);
  const page = await visitor(desk);
  await withProviders(page);
  await signIn(page, email);
  await page.fill('#full-name', 'Ada Lovelace');
  await page.click('#profile button');
  await page.waitForSelector('#profile .good:not(:empty)');
  await page.fill('#org-name', 'Analytical Engines');
  await page.click('#new-org button');
  await page.fill('#orgs input[name=email]', 'charles@example.com');
  await page.click('#orgs form button');
  await page.waitForSelector('#orgs li li:has-text("charles@")');
  await page.fill('#exchange', 'binance');
  await page.fill('#key-name', 'trading');
  await page.fill('#api-key', 'AKEY-0123-7Qwx');
  await page.fill('#key-secret', 'made up');
  await page.click('#new-key button');
  await page.waitForSelector('#keys li:has-text("7Qwx")');
  await take(page, 'account');
}

mkdirSync(folder, { recursive: true });
for (const scene of [waysIn, newcomers, forgetful, owner]) {
  await scene();
  await leaveAll();
}
await browser.close();
