// Forms: sent once whatever is pressed how often, nothing typed gets lost, and what is wrong stands at its field.
import { good } from './ask.js';
import { say } from './say.js';

const quick = 300;   // milliseconds, below which nobody has to be told to wait

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role') made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

export function problem(answer) {
  if (answer.status === 0) return say('trouble.network');
  if (answer.status === 429) return say('trouble.often', { seconds: answer.retry || 60 });
  if (answer.status >= 502) return say('trouble.busy');
  return say('trouble.unknown');
}

function wordOf(item) {
  const limits = item.ctx ?? {};
  if (item.type === 'missing') return say('wrong.missing');
  if (item.type === 'string_too_short') return say('wrong.short', { n: limits.min_length });
  if (item.type === 'string_too_long') return say('wrong.long', { n: limits.max_length });
  return item.loc.at(-1) === 'email' ? say('wrong.email') : say('wrong.value');
}

// The line below a field, tied to it.
function line(field, kind) {
  const id = `${field.id}-${kind}`;
  const found = document.getElementById(id);
  if (found) return found;
  const made = element('p', { id, className: kind });
  field.closest('.field').append(made);
  field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby') ?? ''} ${id}`.trim());
  return made;
}

export function hint(field, text) {
  line(field, 'hint').textContent = text;
}

export function wrong(field, text) {
  line(field, 'wrong').textContent = text;
  if (text) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
}

function clear(form) {
  form.trouble.textContent = form.done.textContent = '';
  for (const field of form.fields) wrong(field, '');
}

// What the server refused, at its fields where it named some of ours.
function showRefusal(form, answer, refused) {
  const known = refused[answer.status];
  if (known) {
    const field = known.field && form.element.elements[known.field];
    if (field) wrong(field, say(known.key));
    else form.trouble.textContent = say(known.key ?? known);
  } else if (answer.status === 422 && Array.isArray(answer.data?.detail)) {
    for (const item of answer.data.detail) {
      const field = form.element.elements[item.loc.at(-1)];
      if (field) wrong(field, wordOf(item));
      else form.trouble.textContent = say('trouble.unknown');
    }
  } else {
    form.trouble.textContent = problem(answer);
  }
}

function showEmpty(form) {
  for (const field of form.fields) if (field.required && !field.value) wrong(field, say('wrong.missing'));
}

// What an answer that lets wait says meanwhile.
export async function waited(place, coming) {
  const slow = setTimeout(() => { place.textContent = say('busy.wait'); }, quick);
  const answer = await coming;
  clearTimeout(slow);
  place.textContent = '';
  return answer;
}

// A button that asks once however often it is pressed, and says when that takes long.
export function asks(button, busy, trouble, send) {
  let sending = false;
  button.addEventListener('click', async () => {
    if (sending) return;
    sending = true;
    trouble.textContent = '';
    button.setAttribute('aria-disabled', 'true');
    await send((coming) => waited(busy, coming));
    button.removeAttribute('aria-disabled');
    sending = false;
  });
}

const firstWrong = (form) => form.fields.find((field) => field.getAttribute('aria-invalid'));

// send gets what was typed and answers as ask does. refused: status -> key, or {field, key}. check may call wrong.
export function submits(place, { send, check = () => {}, refused = {}, done }) {
  const button = place.querySelector('button[type=submit]');
  const form = {
    element: place,
    fields: [...place.elements].filter((field) => field.closest('.field')),
    trouble: element('p', { className: 'trouble', role: 'alert' }),
    busy: element('p', { className: 'busy', role: 'status' }),
    done: element('p', { className: 'good', role: 'status' }),
  };
  place.noValidate = true;
  place.prepend(form.trouble, form.done);
  place.append(form.busy);
  let sending = false;
  place.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (sending) return;
    clear(form);
    showEmpty(form);
    check(place.elements);
    if (firstWrong(form)) {
      firstWrong(form).focus();
      return;
    }
    sending = true;
    button.setAttribute('aria-disabled', 'true');
    const answer = await waited(form.busy, send(Object.fromEntries(new FormData(place))));
    button.removeAttribute('aria-disabled');
    sending = false;
    if (good(answer)) done(answer.data, form.done);
    else showRefusal(form, answer, refused);
    firstWrong(form)?.focus();
  });
}

// Shows one of the page's parts in place of another, and leads those who only hear it there.
export function show(part, text) {
  for (const other of part.parentElement.children) if (other.dataset.part !== undefined) other.hidden = other !== part;
  if (text !== undefined) part.querySelector('p').textContent = text;
  part.tabIndex = -1;
  part.focus();
}

export const part = (name) => document.querySelector(`[data-part="${name}"]`);
