// How long the sign-in page takes in the browser's own timing, from the click to its words and back to what is offered on
// it, beside what this browser takes for a page with one word: node timing.mjs URL MAILDIR PAGES. A figure of
// tests/bench, never a test.
import { rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';

import { browser, maildir, visitor } from './world.mjs';

const limit = 100;   // milliseconds on loopback
const rounds = 30;

// By the page's own clock, whose zero is the start of the navigation.
const watching = () => {
  new MutationObserver(() => {
    if (document.documentElement?.dataset.ready !== undefined) globalThis.readyAt ??= performance.now();
  }).observe(document, { attributes: true, subtree: true });
};

async function visited(page) {
  await page.goto('/sign-in');
  await page.waitForSelector('html[data-ready]');
  await page.waitForLoadState('networkidle');
  return page.evaluate(() => {
    const all = performance.getEntriesByType('resource');
    return { shown: globalThis.readyAt, complete: Math.max(globalThis.readyAt, ...all.map((one) => one.responseEnd)) };
  });
}

async function painted(page) {
  await page.goto('/signed-out');
  const entry = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  return entry.jsonValue();
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];

// Without a limit: what there is to compare with.
function print(name, list, limited = true) {
  const middle = median(list);
  const verdict = [`${limit} ms`.padStart(20), (middle / limit).toFixed(2).padStart(7), '< 1.00'.padEnd(7),
    (middle < limit ? 'ok' : 'MISSED').padEnd(6)].join(' ');
  console.log([name.padEnd(34), `${middle.toFixed(0)} ms`.padStart(16), limited ? verdict : ' '.repeat(43),
    `median of ${list.length}, worst ${list.at(-1).toFixed(0)} ms, load ${loadavg()[0].toFixed(1)}`].join(' '));
}

const bare = `${maildir}/../own-pages/signed-out.html`;
writeFileSync(bare, '<!DOCTYPE html><title>-</title><link rel="stylesheet" href="/pages/style.css"><p>Hello');
// A tab that showed a page of this site before, and kept nothing of it: what the page itself takes, without the start of
// a process for the tab.
async function forgetful(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await session.detach();
}

const floor = [];
const empty = [];
const cold = [];
const warm = [];
for (let round = 0; round < rounds; ++round) {
  const page = await visitor();
  await page.addInitScript(watching);
  cold.push(await visited(page));
  warm.push(await visited(page));
  await page.context().close();
  const other = await visitor();
  floor.push(await painted(other));
  await other.addInitScript(watching);
  await forgetful(other);
  empty.push(await visited(other));
  await other.context().close();
}
rmSync(bare);
await browser.close();
print('a page with one word, first visit', floor, false);
print('sign-in page shown, nothing cached', empty.map((one) => one.shown));
print('sign-in page complete, nothing cached', empty.map((one) => one.complete));
print('sign-in page shown, first visit', cold.map((one) => one.shown));
print('sign-in page complete, first visit', cold.map((one) => one.complete));
print('sign-in page complete, once more', warm.map((one) => one.complete));
