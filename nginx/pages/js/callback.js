// Back from a provider, with tokens in the address: they leave it before anything else happens.
import { goOn, takeToken } from './address.js';
import { keepTokens } from './ask.js';
import { wasBegun } from './providers.js';
import { speak } from './say.js';

const came = new URLSearchParams(location.search);
takeToken('nothing');
speak();
if (wasBegun() && came.get('access_token') && came.get('refresh_token')) {
  keepTokens(came.get('access_token'), came.get('refresh_token'));
  goOn();
} else {
  sessionStorage.setItem('latchkey:trouble', came.get('error') ?? '');
  location.replace('/trouble');
}
