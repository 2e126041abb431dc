// Whether the address has an account is not told.
import { ask } from './ask.js';
import { part, show, submits } from './form.js';
import { speak } from './say.js';

speak();
submits(document.querySelector('form'), {
  send: (typed) => ask('POST', '/forgot-password', typed),
  done: () => show(part('done')),
});
