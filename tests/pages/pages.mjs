// Runs the tests of the pages and tells TAP: node pages.mjs URL MAILDIR PAGES [PATTERN]
import manners from './manners.mjs';
import paths from './paths.mjs';
import whole from './whole.mjs';
import { browser, leaveAll, offences, pattern } from './world.mjs';

let failed = 0;
let ran = 0;
const chosen = Object.entries({ ...whole, ...paths, ...manners }).filter(([sentence]) => sentence.includes(pattern));

const close = [
  'no page broke its policy, threw, or asked another host',
  () => { if (offences.length) throw new Error(offences.join('\n')); },
];

for (const [sentence, test] of [...chosen, close]) {
  ++ran;
  const began = Date.now();
  try {
    await test();
    console.log(`ok ${ran} - ${sentence} # ${Date.now() - began} ms`);
  } catch (error) {
    ++failed;
    console.log(`not ok ${ran} - ${sentence}\n${String(error.stack).replace(/^/gm, '# ')}`);
  }
  await leaveAll();
}
await browser.close();
console.log(`1..${ran}`);
process.exitCode = failed || chosen.length === 0 ? 1 : 0;
