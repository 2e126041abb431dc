// The words of the page, from one catalogue per language. Names stay as they are: a text is put in as text, never as HTML.
import site from '../site.js';

export const languages = {
  en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', zh: '中文', ar: 'العربية',
};

const kept = 'latchkey:language';

const spoken = (tag) => {
  const base = String(tag ?? '').toLowerCase().split(/[-_]/)[0];
  return Object.hasOwn(languages, base) ? base : undefined;
};

export const language = spoken(localStorage.getItem(kept)) ?? (navigator.languages ?? []).map(spoken).find(Boolean) ?? 'en';

// An account's locale, or what was chosen below; shown from the next page on.
export function keepLanguage(tag) {
  const chosen = spoken(tag);
  if (chosen) localStorage.setItem(kept, chosen);
  return chosen;
}

const never = () => new Promise(() => {});

// Without them the page stays hidden, and the sheet shows what stands there for that.
async function catalogue() {
  try {
    const answer = await fetch(`/pages/words/${language}.json`);
    return answer.ok ? { ...await answer.json(), ...site.words[language] } : await never();
  } catch {
    return never();
  }
}

const words = await catalogue();

export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const when = (time) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));

function languageChoice() {
  const select = document.createElement('select');
  select.id = 'language';
  for (const [tag, name] of Object.entries(languages)) {
    const option = new Option(name, tag, false, tag === language);
    option.lang = tag;
    select.append(option);
  }
  select.addEventListener('change', () => {
    keepLanguage(select.value);
    location.reload();
  });
  const label = document.createElement('label');
  label.htmlFor = 'language';
  label.textContent = say('page.language');
  const footer = document.createElement('footer');
  footer.append(label, select);
  document.body.append(footer);
}

export function speak() {
  const root = document.documentElement;
  root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
  for (const place of document.querySelectorAll('[data-say]')) place.textContent = say(place.dataset.say);
  document.querySelector('header span').textContent = site.name;
  document.title = `${document.querySelector('h1').textContent} · ${site.name}`;
  languageChoice();
  root.dataset.ready = '';
}
