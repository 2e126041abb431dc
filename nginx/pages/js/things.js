// Lists of things that can be done something to.
import { good } from './ask.js';
import { asks, element, problem } from './form.js';
import { say } from './say.js';

// A button that asks once however often it is pressed, tells why not, and otherwise has the list shown anew.
export function act(key, send, after, refused = {}) {
  const trouble = element('span', { className: 'wrong', role: 'alert' });
  const busy = element('span', { className: 'busy', role: 'status' });
  const button = element('button', { type: 'button' }, say(key));
  asks(button, busy, trouble, async (wait) => {
    const answer = await wait(send());
    if (good(answer)) await after(answer.data);
    else trouble.textContent = refused[answer.status] ? say(refused[answer.status]) : problem(answer);
  });
  return element('span', {}, button, busy, trouble);
}

export function list(place, answer, things, shown, none) {
  const items = (things ?? []).map((thing) => {
    const { text: [what, more], acts } = shown(thing);
    for (const one of acts) {
      const button = one.querySelector('button');
      button.setAttribute('aria-label', `${button.textContent}: ${what}`);
    }
    return element('li', {}, element('span', { className: 'what' }, what,
      element('span', { className: 'more' }, more)), ...acts);
  });
  if (!good(answer)) items.push(element('li', { className: 'wrong' }, problem(answer)));
  else if (items.length === 0 && none) items.push(element('li', {}, say(none)));
  place.replaceChildren(...items);
}
