// What the tests of the pages share: a browser that notes what it must not see, accounts, and their letters.
import { strict as assert } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { chromium } from 'playwright-core';

export const [base, maildir, sources, pattern = ''] = process.argv.slice(2);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const patience = 30000; // milliseconds, on a machine that has much else to do
export const password = 'correct horse battery';

export const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
});

// What no page may do: break its policy, throw, or ask another host.
export const offences = [];

function watch(page) {
  page.on('pageerror', (error) => offences.push(`${page.url()}: ${error}`));
  page.on('console', (line) => {
    if (/Content Security Policy|Refused to/i.test(line.text())) offences.push(`${page.url()}: ${line.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(base)) offences.push(`${page.url()} asks ${request.url()}`);
  });
}

const contexts = new Set();

export async function visitor(options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', baseURL: base, ...options });
  contexts.add(context);
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  watch(page);
  return page;
}

export async function leaveAll() {
  for (const context of contexts) await context.close();
  contexts.clear();
}

export const someone = (name = 'v') => `${name}${randomBytes(6).toString('hex')}@example.com`;

export async function asked(method, path, body, headers = {}) {
  const answer = await fetch(base + path, {
    method,
    headers: { ...headers, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return answer.status === 204 ? null : answer.json();
}

// A part of a letter as its reader sees it: beyond ASCII it travels as quoted-printable (RFC 2045 section 6.7).
function plain(part) {
  if (!part.includes('Content-Transfer-Encoding: quoted-printable')) return part;
  return part.replace(/=\r?\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString());
}

// What a letter to this address says that nobody read yet; the pattern's first group, or all of them.
const read = new Set();

export async function letter(to, what) {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    for (const name of readdirSync(`${maildir}/new`)) {
      if (read.has(name)) continue;
      const text = readFileSync(`${maildir}/new/${name}`, 'utf8').split(/^--/m).map(plain).join('--');
      const found = text.includes(`To: ${to}`) && text.match(what);
      if (!found) continue;
      read.add(name);
      return found.length > 2 ? found.slice(1) : found[1];
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error(`no letter to ${to} with ${what}`);
}

export async function account({ verified = true, language = 'en' } = {}) {
  const email = someone();
  await asked('POST', '/api/auth/register', { email, password }, { 'Accept-Language': language });
  const token = await letter(email, /verify-email\?token=(\S+)/);
  if (verified) await asked('POST', '/api/auth/verify-email', { token });
  return { email, token };
}

export async function signIn(page, email, secret = password) {
  await page.goto('/sign-in');
  await page.fill('#email', email);
  await page.fill('#password', secret);
  await page.click('button[type=submit]');
  await page.waitForURL('**/account');
  await page.waitForSelector('#sessions li');
}

// As a provider's sign-in ends: with tokens in the address of a page that waits for them.
export async function signInElsewhere(page, email) {
  const tokens = await asked('POST', '/api/auth/login', { email, password });
  const back = `${base}/auth/callback?access_token=${tokens.access_token}&refresh_token=${tokens.refresh_token}`;
  await page.route('**/api/auth/config', (route) => route.fulfill({
    json: { registration: 'open', password_min_length: 8, oauth_providers: ['google'] },
  }));
  await page.route('**/api/auth/oauth/google', (route) => route.fulfill({ json: { authorization_url: back, state: 's' } }));
  await page.goto('/sign-in');
  await page.click('text=Continue with Google');
  await page.waitForURL('**/account');
  await page.waitForSelector('#sessions li');
}

export const words = (language) => JSON.parse(readFileSync(`${sources}/words/${language}.json`, 'utf8'));

export async function ready(page, path) {
  await page.goto(path);
  await page.waitForSelector('html[data-ready]');
  await page.waitForLoadState('networkidle');
}

export async function accessible(page) {
  // From outside of the page: its policy lets no script of ours in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(' ')}`);
  assert.deepEqual(told, [], page.url());
}

export async function fits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${page.url()} is ${over} pixels too wide`);
}
