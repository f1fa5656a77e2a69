// SPDX-License-Identifier: GPL-3.0-or-later
// socket.io-client as a page in Chromium loads it, from another origin than the hub's.
// usage: node socketio_browser.mjs <hub's url> <token>; prints "ok browser" or why not.
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { check, openPage } from './chromium.mjs';

const [url, token] = process.argv.slice(2);
const library = new URL('./node_modules/socket.io-client/dist/socket.io.min.js', import.meta.url);

const server = createServer((request, response) => {
  if (request.url === '/socket.io.js') {
    response.setHeader('Content-Type', 'text/javascript');
    createReadStream(library).pipe(response);
  } else {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>S4</title><script src="/socket.io.js"></script>');
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

let failed = false;
const page = await openPage(`http://127.0.0.1:${server.address().port}/`);
try {
  await page.waitFor('typeof io === "function"');
  for (const transports of [['polling', 'websocket'], ['websocket'], ['polling']]) {
    const name = transports.join('+');
    const shown = await page.evaluate(`new Promise((resolve, reject) => {
      const socket = io(${JSON.stringify(`${url}/mqtt`)},
        { auth: { token: ${JSON.stringify(token)} }, transports: ${JSON.stringify(transports)}, forceNew: true });
      const seen = [];
      setTimeout(() => reject(new Error('in vain: ' + JSON.stringify(seen))), 20000);
      socket.on('connect_error', (error) => reject(error));
      socket.on('connect', () => socket.emit('mqtt:subscribe', { topic: 'page/#', qos: 1 }));
      socket.on('mqtt:subscribe:success', () =>
        socket.emit('mqtt:publish', { topic: 'page/1', payload: { text: 'hola', bytes: 3 }, qos: 1 }));
      socket.on('mqtt:message', async (message) => {
        seen.push(message.payload.text);
        const answer = await socket.timeout(10000).emitWithAck('mqtt:publish',
          { topic: 'other', payload: new Uint8Array([1, 2, 255]), qos: 1 });
        const used = socket.io.engine.transport.name;
        socket.close();
        resolve({ seen, success: answer.success, used });
      });
    })`);
    check(shown.seen.join() === 'hola' && shown.success, `S4-34 ${name}: subscribed, published, heard, answered`);
  }
  const refused = await page.evaluate(`new Promise((resolve) => {
    const socket = io(${JSON.stringify(`${url}/mqtt`)}, { auth: { token: 'wrong' }, forceNew: true });
    socket.on('connect_error', (error) => { socket.close(); resolve(error.message); });
  })`);
  check(refused === 'Unauthorized', 'S4-34 a wrong token');
  check(page.complaints.length === 0, `no complaints: ${page.complaints.join('; ')}`);
} catch (error) {
  console.log(`failed browser: ${error.stack}`);
  failed = true;
}
await page.close();
server.close();
if (!failed)
  console.log('ok browser');
process.exit(failed ? 1 : 0);
