// How long the sign-in page takes in the browser's own timing, from the click to its words and back to what is offered on
// it: node timing.mjs URL MAILDIR PAGES. A figure of tests/bench, never a test.
import { loadavg } from 'node:os';

import { browser, visitor } from './world.mjs';

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

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];

function print(name, list) {
  const middle = median(list);
  const columns = [name.padEnd(34), `${middle.toFixed(0)} ms`.padStart(16), `${limit} ms`.padStart(20),
    (middle / limit).toFixed(2).padStart(7), '< 1.00'.padEnd(7), (middle < limit ? 'ok' : 'MISSED').padEnd(6),
    `median of ${list.length}, worst ${list.at(-1).toFixed(0)} ms, load ${loadavg()[0].toFixed(1)}`];
  console.log(columns.join(' '));
}

const cold = [];
const warm = [];
for (let round = 0; round < rounds; ++round) {
  const page = await visitor();
  await page.addInitScript(watching);
  cold.push(await visited(page));
  warm.push(await visited(page));
  await page.context().close();
}
await browser.close();
print('sign-in page shown, first visit', cold.map((one) => one.shown));
print('sign-in page complete, first visit', cold.map((one) => one.complete));
print('sign-in page complete, once more', warm.map((one) => one.complete));
