// What the page's own address brought, and where to go from here.
import site from '../site.js';

const back = 'latchkey:return';

// Takes the token out of the address at once, so that it stands in no history, no screenshot and no copied link. The tab
// keeps it for a reload, until it is spent.
export function takeToken(name = 'token') {
  const place = `latchkey:${name}:${location.pathname}`;
  const came = new URLSearchParams(location.search).get(name);
  if (location.search || location.hash) history.replaceState(null, '', location.pathname);
  if (came) sessionStorage.setItem(place, came);
  return {
    value: sessionStorage.getItem(place) ?? '',
    spent: () => sessionStorage.removeItem(place),
  };
}

export function keepReturn(address) {
  if (address) sessionStorage.setItem(back, address);
  else sessionStorage.removeItem(back);
}

// The server judges where a return address may lead.
export function goOn() {
  const address = sessionStorage.getItem(back);
  keepReturn('');
  location.assign(address ? `${site.api}/session/renew?return=${encodeURIComponent(address)}` : '/account');
}
