// What went wrong elsewhere, as far as it is known.
import { say, speak } from './say.js';

const known = {
  declined: 'trouble.declined',
  address_unproven: 'trouble.unproven',
  others_identity: 'trouble.others-identity',
  account_disabled: 'sign-in.disabled',
  registration_closed: 'register.closed',
  busy: 'trouble.busy',
  provider_failed: 'trouble.provider',
};

speak();
const told = sessionStorage.getItem('latchkey:trouble') ?? '';
sessionStorage.removeItem('latchkey:trouble');
if (Object.hasOwn(known, told)) document.getElementById('what').textContent = say(known[told]);
