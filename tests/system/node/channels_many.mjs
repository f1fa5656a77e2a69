// SPDX-License-Identifier: GPL-3.0-or-later
// node channels_many.mjs <ws url> <clients a channel> <events a kind> plain or deflate: many clients of every channel
// (S3-55 … S3-58). Says "ready", then waits for the events that its caller makes; each client must get just its own.
import { WebSocket } from 'ws';

const [url, perChannel, perKind, form] =
  [process.argv[2], Number(process.argv[3]), Number(process.argv[4]), process.argv[5]];
const kinds = { sensors: 'sensor', readings: 'reading', locations: 'location', anomalies: 'anomaly',
  predictions: 'prediction' };
const clients = [];

function expected(channel) {
  return channel === 'general' ? 5 * perKind : perKind;
}

function open(channel) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url}?channel=${channel}&user_id=${channel}-${clients.length}`,
      { perMessageDeflate: form === 'deflate' });
    const client = { socket, channel, first: null, seen: [], pongs: 0 };
    clients.push(client);
    socket.on('error', reject);
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      if (!client.first) {
        client.first = message;
        resolve(client);
      } else if (message.type === 'pong') {
        ++client.pongs;
      } else {
        client.seen.push(message);
      }
    });
  });
}

async function until(holds, what) {
  const end = Date.now() + 20_000;
  while (!clients.every(holds)) {
    if (Date.now() > end)
      throw new Error(`in vain: ${what}: ${clients.map((c) => `${c.channel} ${c.seen.length}`)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

for (const channel of ['general', ...Object.keys(kinds)])
  await Promise.all(Array.from({ length: perChannel }, () => open(channel)));
if (!clients.every((c) => c.first.type === 'connection' && c.first.status === 'connected' && c.first.channel === c.channel))
  throw new Error('the first message is not the connection event');
if (!clients.every((c) => c.socket.extensions === (form === 'deflate' ? 'permessage-deflate' : '')))
  throw new Error(`extensions: ${clients[0].socket.extensions}`);
console.log('ready');

await until((c) => c.seen.length >= expected(c.channel), 'all events');
for (const client of clients)
  client.socket.send('{"action":"ping"}'); // what comes before the pong has been sent before it
await until((c) => c.pongs === 1, 'pongs');
for (const { channel, seen } of clients) {
  if (seen.length !== expected(channel))
    throw new Error(`${channel} got ${seen.length} events, ${expected(channel)} were for it`);
  if (channel !== 'general' && seen.some((m) => m.entity_type !== kinds[channel]))
    throw new Error(`${channel} got another channel's event`);
  const keys = new Set(seen.map((m) => `${m.entity_type} ${m.entity_id}`));
  if (keys.size !== seen.length)
    throw new Error(`${channel} got an event twice`);
}
for (const client of clients)
  client.socket.close();
console.log(`done ${clients.length}`);
