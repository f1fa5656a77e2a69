// SPDX-License-Identifier: GPL-3.0-or-later
// node channels_page.mjs <http url of the hub> [screenshot.png]: works /websocket_client.html as a person does
// (S3-38 … S3-42, S3-56, S3-68). The hub runs in profile lab.
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { check, openPage } from './chromium.mjs';

const [hub, screenshot] = process.argv.slice(2);
const page = await openPage(`${hub}/websocket_client.html`);
const text = (selector) => page.evaluate(`document.querySelector('${selector}').textContent`);
const test = (channel, message) =>
  fetch(`${hub}/api/v1/ws/test-event?channel=${channel}&message=${encodeURIComponent(message)}`, { method: 'POST' });
const row = (part) => `[...document.querySelectorAll('#list tr')].some(
  (row) => !row.hidden && row.textContent.includes(${JSON.stringify(part)}))`;
try {
  await page.waitFor(`document.querySelector('#connect')?.textContent === 'Conectar'`);
  check(await page.evaluate('document.documentElement.lang') === 'es', 'the page speaks Spanish');
  check(await page.evaluate(`document.querySelector('#url').value`) === `${hub.replace('http', 'ws')}/api/v1/ws`,
    'S3-39 the URL field holds the hub that served it');
  check(await page.evaluate(`[...document.querySelector('#channel').options].map((o) => o.value).join()`) ===
    'general,sensors,readings,locations,anomalies,predictions', 'S3-40 every channel can be chosen');

  await page.click('#connect');
  await page.waitFor(`document.querySelector('#status').dataset.state === 'on'`, 'connected');
  await page.waitFor(row('connected'), 'the connection event');
  check((await text('#status')).includes('Conectado'), 'S3-41 Conectar connects');

  await test('general', 'Prueba <b>uno</b>');
  await page.waitFor(row('Prueba <b>uno</b>'), 'the row of the test event');
  check(await page.evaluate(`document.querySelector('#list b') === null`), 'S3-42 a row appears, as text alone');
  await page.type('#message', 'desde la página');
  await page.click('#send');
  await page.waitFor(row('desde la página'), 'the row of the page\'s own test event');
  await page.waitFor(`document.querySelector('#notice').textContent === 'Enviado; clientes que lo recibieron: 1.'`);
  check(/system_event\s*2/.test(await text('#counts')), 'events are counted by type');

  await page.type('#filter', 'uno');
  check(await page.evaluate(row('uno')) && !await page.evaluate(row('desde la página')), 'the filter hides rows');
  await page.evaluate(`(() => { const f = document.querySelector('#filter'); f.value = '';
    f.dispatchEvent(new Event('input')); })()`);

  await page.evaluate(`(() => { const c = document.querySelector('#channel'); c.value = 'sensors';
    c.dispatchEvent(new Event('change')); })()`);
  await page.waitFor(row('unsubscribed'), 'the answer to the change of channel');
  await test('general', 'not for sensors');
  await test('sensors', 'for sensors');
  await page.waitFor(row('for sensors'), 'an event of the other channel');
  check(!await page.evaluate(row('not for sensors')), 'S3-56 another channel, its events alone');
  if (screenshot)
    await page.screenshot(screenshot);

  await page.click('#language');
  check(await text('#connect') === 'Connect', 'the page speaks English');
  await page.click('#clear');
  check(await page.evaluate(`document.querySelectorAll('#list tr').length`) === 0, 'the list can be cleared');
  await page.click('#disconnect');
  await page.waitFor(`document.querySelector('#status').dataset.state === 'off'`, 'disconnected');
  const stats = await (await fetch(`${hub}/api/v1/ws/stats`)).json();
  check(stats.total_channels === 0, 'the hub has nobody left');

  await page.type('#url', `${hub.replace('http', 'ws')}/api/v1/nothing`);
  await page.click('#connect');
  await page.waitFor(`document.querySelector('#notice').textContent.startsWith('Could not connect')`);
  check(true, 'S3-74 what cannot be reached is told');

  // S3-68: a server of our own that loses each client at once.
  const lossy = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(lossy, 'listening');
  let visits = 0;
  lossy.on('connection', (socket) => (++visits < 3 ? socket.close(1012, 'restart') : undefined));
  await page.type('#url', `ws://127.0.0.1:${lossy.address().port}/api/v1/ws`);
  await page.click('#connect');
  for (const end = Date.now() + 20_000; visits < 3; await new Promise((resolve) => setTimeout(resolve, 20)))
    check(Date.now() < end, `in time: ${visits} visits`, true);
  await page.waitFor(`document.querySelector('#status').dataset.state === 'on'`, 'connected again');
  check(true, 'S3-68 the page reconnects by itself');
  await page.click('#disconnect');
  lossy.close();
  for (const client of lossy.clients)
    client.terminate();
  check(page.complaints.every((line) => line.includes('/api/v1/nothing')), `no complaints: ${page.complaints}`);
} finally {
  await page.close();
}
console.log('done');
