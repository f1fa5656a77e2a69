// SPDX-License-Identifier: GPL-3.0-or-later
// node docs_page.mjs <http url of the hub> <user> <password> [screenshot.png]: reads /docs and tries a route there as a
// person does.
import { check, openPage } from './chromium.mjs';

const [hub, user, password, screenshot] = process.argv.slice(2);
const page = await openPage(`${hub}/docs`, { width: 1280 });
const text = (selector) => page.evaluate(`document.querySelector('${selector}').textContent`);
const shown = (word) => page.evaluate(`[...document.querySelectorAll('details:not([hidden]) .path')]
  .some((one) => one.textContent === ${JSON.stringify(word)})`);
try {
  await page.waitFor(`document.querySelectorAll('details').length > 40`, 'the routes');
  await page.type('#user', user);
  await page.type('#password', password);
  await page.click('#login button');
  await page.waitFor(`/Logged in|Refused/.test(document.querySelector('#who').textContent)`, 'an answer to the login');
  check((await text('#who')).includes(`Logged in as ${user}`), 'the page logs in');
  check(await page.evaluate(`document.querySelector('#password').value`) === '', 'it forgets the password');
  check(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length') === 0,
    'the token is nowhere but in memory');

  await page.type('#find', 'bank accounts');
  check(await shown('/api/v1/bank/accounts/{cedula}') && !await shown('/auth/me'), 'Find narrows the list');
  await page.evaluate(`[...document.querySelectorAll('details')].find((one) => !one.hidden &&
    one.querySelector('.method').textContent === 'POST').open = true`);
  await page.waitFor(`document.querySelector('details[open] textarea')`, 'the body to fill in');
  await page.evaluate(`document.querySelector('details[open] textarea').value =
    JSON.stringify({ cedula: '1710034065', nombre: 'Ana' })`);
  await page.click('details[open] button');
  await page.waitFor(`document.querySelector('details[open] .answer').textContent`, 'the answer');
  check((await text('details[open] .answer')).startsWith('201'), 'an account is opened from the page');
  check((await text('details[open] .answer')).includes('"nombre": "Ana"'), 'its answer is shown');
  if (screenshot)
    await page.screenshot(screenshot);
  check(page.complaints.length === 0, `the page has nothing to complain of: ${page.complaints.join('; ')}`);
} catch (error) {
  console.log(error.message, page.complaints);
  process.exitCode = 1;
} finally {
  await page.close();
}
