// SPDX-License-Identifier: GPL-3.0-or-later
// node events_page.mjs <page of the hub> <ticket>: a browser's own EventSource with a one-use ticket (S2-35).
import { openPage } from './chromium.mjs';

const [url, ticket] = process.argv.slice(2);
const page = await openPage(url);
try {
  await page.waitFor('document.readyState === "complete"');
  await page.evaluate(`window.got = []; window.source = new EventSource('/events/stream?ticket=${ticket}');
    for (const type of ['connection', 'account_balance_update'])
      source.addEventListener(type, (event) => got.push([type, event.lastEventId, JSON.parse(event.data)])); 0`);
  await page.waitFor('got.length === 1', 'the greeting');
  console.log('ready');
  await page.waitFor('got.length === 2', 'the event');
  for (const [type, id, data] of await page.evaluate('got'))
    console.log(`${type} ${id} ${data.newBalance ?? data.tokenSource}`);
  const again = await page.evaluate(`new Promise((resolve) => {
    const second = new EventSource('/events/stream?ticket=${ticket}');
    second.onerror = () => resolve(second.readyState);
  })`);
  console.log(`a used ticket: readyState ${again}`);
} finally {
  await page.close();
}
