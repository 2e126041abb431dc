// One person's whole way, from the first look to a lost password, in every language the pages speak.
import { strict as assert } from 'node:assert';

import { letter, password, ready, someone, visitor, words } from './world.mjs';

const submit = 'button[type=submit]:visible';
const secret = 'another horse battery';

// A visitor who expects to be spoken to in their language, from right to left where it is written so.
async function speaker(language) {
  const page = await visitor({ locale: language });
  const sees = async (title) => {
    await page.waitForSelector(`html[data-ready][lang=${language}]`);
    assert.equal(await page.textContent('h1'), words(language)[title]);
    assert.equal(await page.getAttribute('html', 'dir'), language === 'ar' ? 'rtl' : 'ltr');
  };
  return { page, sees };
}

async function signIn({ page, sees }, email, typed) {
  await sees('sign-in.title');
  await page.fill('#email', email);
  await page.fill('#password', typed);
  await page.click(submit);
}

async function register({ page, sees }, email) {
  await ready(page, '/sign-in');
  await page.click('#register a');
  await page.waitForURL('**/register');
  await sees('register.title');
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.click(submit);
  await page.waitForURL('**/check-your-mail');
  await sees('mail.title');
  await page.goto(await letter(email, /(\/verify-email\?token=\S+)/));
  await sees('verify.title');
  await page.click(submit);
  await page.click('#go-on');
  await page.waitForURL('**/account');
  await sees('account.title');
}

async function signOutAndIn(person, email) {
  const { page, sees } = person;
  await page.click('#sign-out');
  await page.waitForURL('**/signed-out');
  await sees('signed-out.title');
  await page.goto('/guarded/way');
  await page.waitForURL('**/sign-in?return=*');
  await signIn(person, email, password);
  await page.waitForURL('**/guarded/way');
}

// In another browser.
async function endTheSession(language, email) {
  const other = await speaker(language);
  await other.page.goto('/sign-in');
  await signIn(other, email, password);
  await other.page.waitForURL('**/account');
  await other.page.waitForSelector('#sessions li:nth-child(2)');
  await other.page.click('#sessions button');
  await other.page.waitForSelector('#sessions li:nth-child(2)', { state: 'detached' });
}

async function resetPassword(person, email) {
  const { page, sees } = person;
  await page.click('main a[href="/forgot-password"]');
  await page.waitForURL('**/forgot-password');
  await sees('forgot.title');
  await page.fill('#email', email);
  await page.click(submit);
  await page.waitForSelector('[data-part=done]:visible');
  await page.goto(await letter(email, /(\/reset-password\?token=\S+)/));
  await sees('reset.title');
  await page.fill('#new-password', secret);
  await page.fill('#again', secret);
  await page.click(submit);
  await page.waitForSelector('[data-part=done]:visible');
  await page.click('[data-part=done] a');
  await page.waitForURL('**/sign-in');
  await signIn(person, email, secret);
  await page.waitForURL('**/account');
  await sees('account.title');
}

const whole = (language) => async () => {
  const email = someone();
  const person = await speaker(language);
  await register(person, email);
  await signOutAndIn(person, email);
  await endTheSession(language, email);
  await person.page.goto('/guarded/way');
  await person.page.waitForURL('**/sign-in?return=*');
  await resetPassword(person, email);
  await person.page.goto('/guarded/way');
  assert.equal(new URL(person.page.url()).pathname, '/guarded/way');
};

export default Object.fromEntries(['en', 'de', 'fr', 'es', 'zh', 'ar'].map((language) => [
  `registered, verified, signed in, let in, signed out from elsewhere, the password reset: all of it in ${language}`,
  whole(language),
]));
