// What tells a letter from others of its kind: drawn here, sent along, and written in the letter. It hangs on nothing, so
// it is the same whether or not there is an account.
const signs = 'BCDFGHJKLMNPQRSTVWXZ23456789';
const kept = 'latchkey:reference';
const even = 256 - 256 % signs.length;

function drawn() {
  let made = '';
  while (made.length < 4) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < even) made += signs[byte % signs.length];
  }
  return made;
}

export const reference = () => sessionStorage.getItem(kept) ?? '';

// Asks for a letter; send gets the headers to send along. The reference of the letter before stays until there is another.
export async function askForLetter(send, good) {
  const fresh = drawn();
  const answer = await send({ 'Latchkey-Reference': fresh });
  if (good(answer)) sessionStorage.setItem(kept, fresh);
  return answer;
}
