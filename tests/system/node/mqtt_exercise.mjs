// SPDX-License-Identifier: GPL-3.0-or-later
// node mqtt_exercise.mjs <url> <4|5>: npm's mqtt through what a client may ask of a broker. One line a step, "ok …" or
// "FAILED …"; "done" and exit code 0 when all held.
import mqtt from 'mqtt';

const [url, level] = process.argv.slice(2);
const protocolVersion = Number(level);
const isFive = protocolVersion === 5;
let failed = false;

function check(name, held, seen = '') {
  failed ||= !held;
  console.log(held ? `ok ${name}` : `FAILED ${name}: ${JSON.stringify(seen)}`);
}

class Client {
  constructor(options) {
    this.messages = [];
    this.waiting = [];
    this.options = { protocolVersion, reconnectPeriod: 0, connectTimeout: 20000, ...options };
  }
  async connect() {
    this.client = mqtt.connect(url, this.options);
    this.client.on('error', () => {});
    this.client.on('message', (topic, payload, packet) => {
      this.messages.push({ topic, payload: payload.toString(), packet });
      this.waiting.splice(0).forEach((wake) => wake());
    });
    this.connack = await new Promise((resolve, reject) => {
      this.client.once('connect', resolve);
      this.client.once('error', reject);
    });
    return this;
  }
  subscribe(topic, options = { qos: 2 }) { return this.client.subscribeAsync(topic, options); }
  publish(topic, payload, options) { return this.client.publishAsync(topic, payload, options); }
  async next() {
    while (this.messages.length === 0) await new Promise((wake) => this.waiting.push(wake));
    return this.messages.shift();
  }
  /// All that was on its way has arrived: a message of our own comes behind it.
  async drained() {
    const topic = `drained/${this.client.options.clientId}`;
    await this.subscribe(topic);
    await this.publish(topic, 'x', { qos: 2 });
    const before = [];
    for (let one = await this.next(); one.topic !== topic; one = await this.next()) before.push(one);
    return before;
  }
  end() { return this.client.endAsync(); }
}

async function levels() {
  const [a, b] = await Promise.all([new Client({ clientId: 'levels-a' }).connect(),
    new Client({ clientId: 'levels-b' }).connect()]);
  const granted = await b.subscribe({ 'l/0': { qos: 0 }, 'l/1': { qos: 1 }, 'l/2': { qos: 2 } });
  check('granted', granted.map((one) => one.qos).join() === '0,1,2', granted);
  for (const published of [0, 1, 2]) {
    for (const wanted of [0, 1, 2]) {
      await a.publish(`l/${wanted}`, `m${published}`, { qos: published });
      const { topic, payload, packet } = await b.next();
      check(`published ${published}, subscribed ${wanted}`, topic === `l/${wanted}` && payload === `m${published}` &&
        packet.qos === Math.min(published, wanted), packet);
    }
  }
  await b.client.unsubscribeAsync(['l/0', 'l/1']);
  await a.publish('l/1', 'gone', { qos: 1 });
  check('unsubscribed', (await b.drained()).length === 0);
  await Promise.all([a.end(), b.end()]);
}

async function retained() {
  const a = await new Client({ clientId: 'retained-a' }).connect();
  await a.publish('r/1', 'kept', { qos: 1, retain: true });
  const b = await new Client({ clientId: 'retained-b' }).connect();
  await b.subscribe('r/#');
  const { packet, payload } = await b.next();
  check('retained', packet.retain && payload === 'kept', packet);
  await a.publish('r/1', '', { qos: 1, retain: true });
  check('deleted', (await b.next()).payload === '');
  await Promise.all([a.end(), b.end()]);
}

async function will() {
  const watcher = await new Client({ clientId: 'will-w' }).connect();
  await watcher.subscribe('w/#');
  const mortal = await new Client({ clientId: 'will-m',
    will: { topic: 'w/m', payload: Buffer.from('gone'), qos: 1, retain: false } }).connect();
  mortal.client.stream.destroy();
  const { payload } = await watcher.next();
  check('will', payload === 'gone', payload);
  mortal.client.end(true);
  await watcher.end();
}

async function session() {
  const kept = { clientId: 'session-a', clean: false, properties: isFive ? { sessionExpiryInterval: 300 } : undefined };
  const first = await new Client(kept).connect();
  check('no session', !first.connack.sessionPresent);
  await first.subscribe('s/#');
  await first.end();
  const publisher = await new Client({ clientId: 'session-p' }).connect();
  for (let i = 0; i < 50; ++i) await publisher.publish('s/x', String(i), { qos: 1 });
  const again = await new Client(kept).connect();
  check('session present', again.connack.sessionPresent);
  const got = [];
  for (let i = 0; i < 50; ++i) got.push(Number((await again.next()).payload));
  check('queued while away, in order', got.every((value, i) => value === i), got);
  await again.end();
  const clean = await new Client({ ...kept, clean: true }).connect();
  check('clean', !clean.connack.sessionPresent);
  await Promise.all([clean.end(), publisher.end()]);
}

async function flood() {
  const [a, b] = await Promise.all([new Client({ clientId: 'flood-a' }).connect(),
    new Client({ clientId: 'flood-b' }).connect()]);
  await b.subscribe('f', { qos: 1 });
  const large = 'x'.repeat(200000);
  await Promise.all([...Array(200).keys()].map((i) => a.publish('f', i === 100 ? large : String(i), { qos: 1 })));
  const got = [];
  for (let i = 0; i < 200; ++i) got.push((await b.next()).payload);
  check('two hundred at once, in order', got.every((text, i) => text === (i === 100 ? large : String(i))));
  await Promise.all([a.end(), b.end()]);
}

async function five() {
  const a = await new Client({ clientId: 'five-a', properties: { topicAliasMaximum: 5 } }).connect();
  const b = await new Client({ clientId: 'five-b' }).connect();
  await b.client.subscribeAsync('p/#', { qos: 1, properties: { subscriptionIdentifier: 7 } });
  await a.publish('p/x', 'y', { qos: 1, properties: { contentType: 'text/plain', responseTopic: 'answer',
    correlationData: Buffer.from('abc'), userProperties: { k: ['1', '2'] }, payloadFormatIndicator: true,
    messageExpiryInterval: 60 } });
  const { properties } = (await b.next()).packet;
  check('properties', properties.contentType === 'text/plain' && properties.responseTopic === 'answer' &&
    properties.correlationData.toString() === 'abc' && properties.userProperties.k.join() === '1,2' &&
    properties.payloadFormatIndicator === true && properties.messageExpiryInterval <= 60 &&
    [properties.subscriptionIdentifier].flat()[0] === 7, properties);
  await a.client.subscribeAsync('own', { qos: 1, nl: true });
  await a.publish('own', 'x', { qos: 1 });
  check('no local', (await a.drained()).length === 0);
  const [c, d] = await Promise.all([new Client({ clientId: 'five-c' }).connect(),
    new Client({ clientId: 'five-d' }).connect()]);
  await Promise.all([c.subscribe('$share/g/job'), d.subscribe('$share/g/job')]);
  for (let i = 0; i < 20; ++i) await b.publish('job', String(i), { qos: 1 });
  const shared = [...await c.drained(), ...await d.drained()].map((one) => Number(one.payload)).sort((x, y) => x - y);
  check('shared: each once', shared.length === 20 && shared.every((value, i) => value === i), shared);
  const named = await new Client({ clientId: '' }).connect();
  check('assigned client id', Boolean(named.connack.properties?.assignedClientIdentifier), named.connack);
  await Promise.all([a, b, c, d, named].map((one) => one.end()));
}

for (const step of [levels, retained, will, session, flood, ...(isFive ? [five] : [])]) await step();
console.log(failed ? 'failed' : 'done');
process.exit(failed ? 1 : 0);
