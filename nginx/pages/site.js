// What a sysadmin may say otherwise: a file site.js in /etc/latchkey/pages takes the place of this one.
export default {
  // Where the contracts shipfastai and latchkey are mounted.
  api: '/api/auth',
  // What stands beside the logo.
  name: 'Latchkey',
  // Single texts: { de: { 'sign-in.title': 'Willkommen' } }. The keys: words/en.json.
  words: {},
};
