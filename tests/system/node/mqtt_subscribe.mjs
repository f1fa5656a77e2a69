// SPDX-License-Identifier: GPL-3.0-or-later
// node mqtt_subscribe.mjs <url> <topic> [user] [password]: npm's mqtt as the seed's useMQTT hook uses it (S0-43, S0-44).
// Prints "connected", then one line a message: topic, a space, the payload. "refused <code>" and ends when refused.
import mqtt from 'mqtt';

const [url, topic, username, password] = process.argv.slice(2);
const client = mqtt.connect(url, { username, password, reconnectPeriod: 0, connectTimeout: 5000 });
client.on('connect', () => {
  console.log('connected');
  client.subscribe(topic, { qos: 1 }, (error, granted) => {
    console.log(error ? `subscribe failed ${error.message}` : `subscribed ${granted[0]?.qos}`);
  });
});
client.on('message', (name, payload, packet) => console.log(`${packet.retain ? 'retained ' : ''}${name} ${payload}`));
client.on('error', (error) => {
  console.log(`refused ${error.code ?? error.message}`);
  process.exit(2);
});
client.on('close', () => {
  console.log('closed');
  process.exit(3);
});
