// Advice on a new password while it is typed: by its length, and by those that everybody tries first. It refuses nothing.
import { hint, wrong } from './form.js';
import { say } from './say.js';

const long = 16;

// What stands at the top of all lists of leaked passwords, without what is put behind it.
const tried = new Set(`
  aaaaaaaa abcdefgh abcdefghi access admin administrator adobe amanda andrea andrew angel anthony apple arsenal
  asdfasdf asdfghjk asdfghjkl ashley azerty azertyuiop bailey barcelona baseball batman beautiful blink bonjour
  buster butterfly changeme charlie cheese chelsea chocolate chouchou computer cookie corvette daniel danielle
  default dragon estrella facebook family ferrari flower football freedom friends gateway ginger google guest
  hallo hannah harley hello hockey hottie iloveyou internet jasmine jennifer jessica jessie jordan joshua
  justin killer letmein liverpool london loulou love lovely loveme maggie manchester marina marseille martin
  maria master matrix matthew maverick mercedes michael michelle midnight minecraft monkey mustang mynoob
  nicole nirvana passw0rd passwort password patrick pepper pokemon princess purple qazwsx qazwsxedc qwer qwert
  qwerty qwertyui qwertyuiop qwertz qwertzuiop ranger robert samantha samsung samuel schatz secret shadow
  silver simple slipknot soccer sophie spiderman starwars steelers summer sunshine superman superstar tequiero
  test testtest thomas thunder tigger tinkle trustno trustnoone victoria welcome whatever william winter
  woaini yankees zaq zaqwsx zxcvbn zxcvbnm`.trim().split(/\s+/));

const digits = '01234567890123456789 98765432109876543210';

function isTriedFirst(text) {
  const plain = text.toLowerCase();
  const one = new Set(plain).size <= 2;
  return one || digits.includes(plain) || tried.has(plain) || tried.has(plain.replace(/[^\p{L}]+$/u, ''));
}

export function advises(field, least) {
  const tell = () => {
    const length = [...field.value].length;
    if (length === 0) hint(field, say('hint.password', { n: least }));
    else if (length < least) hint(field, say('hint.short', { n: least - length }));
    else if (isTriedFirst(field.value)) hint(field, say('hint.common'));
    else hint(field, say(length < long ? 'hint.fair' : 'hint.long'));
  };
  field.addEventListener('input', tell);
  tell();
}

export const sameTwice = (first, second) => (fields) => {
  if (fields[first].value !== fields[second].value) wrong(fields[second], say('wrong.differ'));
};
