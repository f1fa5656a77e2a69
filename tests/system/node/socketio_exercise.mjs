// SPDX-License-Identifier: GPL-3.0-or-later
// Unmodified socket.io-client against the hub's namespace /mqtt.
// usage: node socketio_exercise.mjs <case> <url> <token> [second token]; prints "ok <case>" or why not.
import { io } from 'socket.io-client';

const [name, url, token, other] = process.argv.slice(2);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function check(condition, what) {
  if (!condition) throw new Error(what);
}

function equal(actual, expected, what) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}

/// The next event of that name.
function next(socket, event, limit = 20000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event} came`)), limit);
    socket.once(event, (value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

function open(options = {}, who = token) {
  return io(`${url}/mqtt`, { auth: { token: who }, forceNew: true, ...options });
}

async function connected(options = {}, who = token) {
  const socket = open(options, who);
  socket.on('connect_error', (error) => {
    if (!socket.quiet) console.error(`connect_error ${error.message}`);
  });
  const status = next(socket, 'mqtt:status');
  await next(socket, 'connect');
  socket.firstStatus = await status;
  return socket;
}

async function subscribe(socket, topic, qos = 0) {
  const done = next(socket, 'mqtt:subscribe:success');
  socket.emit('mqtt:subscribe', { topic, qos });
  return done;
}

/// Everything of S4-34 … S4-46 on one transport.
async function exercise(options, transport) {
  const socket = await connected(options);
  check(/^famemely_\d+$/.test(socket.firstStatus.clientId), 'S4-26 client id');
  equal(Object.keys(socket.firstStatus), ['isConnected', 'clientId', 'connectedAt', 'reconnectAttempts'], 'S4-35 status');
  check(socket.firstStatus.isConnected, 'S4-35 connected');
  const asked = next(socket, 'mqtt:status');
  socket.emit('mqtt:status');
  equal(await asked, socket.firstStatus, 'S4-36 asked');

  equal(await subscribe(socket, 'sensors/#', 1), { success: true, topic: 'sensors/#', qos: 1 }, 'S4-41');
  const listed = next(socket, 'mqtt:subscriptions');
  socket.emit('mqtt:subscriptions');
  equal(await listed, [{ topic: 'sensors/#', qos: 1 }], 'S4-45');

  for (const payload of [{ temperature: 25.5, unit: 'C' }, 'plain text', 42, null, [1, [2]], true, 'ñandú €']) {
    const message = next(socket, 'mqtt:message');
    const published = next(socket, 'mqtt:publish:success');
    socket.emit('mqtt:publish', { topic: 'sensors/temperature', payload, qos: 0 });
    const success = await published;
    check(success.success && success.topic === 'sensors/temperature' && success.qos === 0, 'S4-38');
    const got = await message;
    equal(Object.keys(got), ['topic', 'payload', 'qos', 'timestamp'], 'S4-42 members');
    equal([got.topic, got.payload, got.qos], ['sensors/temperature', payload, 0], 'S4-42');
    check(!Number.isNaN(Date.parse(got.timestamp)), 'S4-42 timestamp');
  }
  const binary = next(socket, 'mqtt:message');
  socket.emit('mqtt:publish', { topic: 'sensors/raw', payload: Buffer.from([0xff, 0x00, 0x80]), qos: 1 });
  equal((await binary).payload, { $binary: '/wCA' }, 'S4-42 binary');

  const answer = await socket.timeout(20000).emitWithAck('mqtt:publish', { topic: 'sensors/x', payload: 1, qos: 2 });
  check(answer.success && answer.qos === 2, 'acknowledged');
  const refused = next(socket, 'mqtt:publish:error');
  socket.emit('mqtt:publish', { topic: 'a/#', payload: 1 });
  check((await refused).message.includes('topic'), 'S4-39');
  const bad = await socket.timeout(20000).emitWithAck('mqtt:subscribe', { topic: 'a/#/b' });
  check(!bad.success && bad.message.startsWith('Failed to subscribe'), 'S4-67');
  const nothing = await socket.timeout(20000).emitWithAck('mqtt:unsubscribe', { topic: 'never' });
  equal([nothing.success, nothing.code], [false, 'not_found'], 'S4-44 error');

  const left = next(socket, 'mqtt:unsubscribe:success');
  socket.emit('mqtt:unsubscribe', { topic: 'sensors/#' });
  equal(await left, { success: true, topic: 'sensors/#' }, 'S4-44');
  let late = 0;
  socket.on('mqtt:message', () => (late += 1));
  await socket.timeout(20000).emitWithAck('mqtt:publish', { topic: 'sensors/x', payload: 1, qos: 1 });
  await socket.timeout(20000).emitWithAck('mqtt:status');
  equal(late, 0, 'S4-43 nothing after the end');
  if (transport) equal(socket.io.engine.transport.name, transport, 'transport');
  const gone = next(socket, 'disconnect');
  socket.close();
  equal(await gone, 'io client disconnect', 'S4-46 disconnect');
}

const cases = {
  async default() {
    await exercise({}, 'websocket'); // polling first, then the upgrade
  },
  async websocket() {
    await exercise({ transports: ['websocket'] }, 'websocket');
  },
  async polling() {
    await exercise({ transports: ['polling'] }, 'polling');
  },
  /// Messages that flow while the transport changes: none lost, none twice, in order.
  async upgrade() {
    const source = await connected({ transports: ['websocket'] });
    for (let round = 0; round < 5; round += 1) {
      const socket = await connected();
      const got = [];
      socket.on('mqtt:message', (message) => got.push(message.payload));
      await socket.timeout(20000).emitWithAck('mqtt:subscribe', { topic: `up/${round}`, qos: 1 });
      for (let i = 0; i < 200; i += 1) {
        source.emit('mqtt:publish', { topic: `up/${round}`, payload: i, qos: 1 });
        if (i % 20 === 0) await wait(1);
      }
      for (let i = 0; i < 400 && got.length < 200; i += 1) await wait(25);
      equal(got, [...Array(200).keys()], 'in order, each once');
      socket.close();
    }
    source.close();
  },
  async refused() {
    for (const bad of ['', 'nonsense', `${token}x`, undefined]) {
      const socket = io(`${url}/mqtt`, { auth: bad === undefined ? {} : { token: bad }, forceNew: true });
      const error = await next(socket, 'connect_error');
      equal(error.message, 'Unauthorized', 'S4-34 bad token');
      socket.close();
    }
    const unknown = io(`${url}/none`, { auth: { token }, forceNew: true });
    equal((await next(unknown, 'connect_error')).message, 'Invalid namespace', 'unknown namespace');
    unknown.close();
    const root = io(url, { forceNew: true });
    await next(root, 'connect');
    root.close();
  },
  /// Two users: what each may, and that one hears what the other may not.
  async rights() {
    const admin = await connected();
    const teller = await connected({}, other);
    const denied = await teller.timeout(20000).emitWithAck('mqtt:subscribe', { topic: '$SYS/#' });
    equal([denied.success, denied.code], [false, 'permission_denied'], 'S4-58');
    const bank = await teller.timeout(20000).emitWithAck('mqtt:publish', { topic: 'banco/transacciones', payload: 1 });
    equal([bank.success, bank.code], [false, 'permission_denied'], 'S4-57');
    const system = await admin.timeout(20000).emitWithAck('mqtt:subscribe', { topic: '$SYS/#' });
    check(system.success, 'S4-58 an administrator may');
    const heard = [[], []];
    admin.on('mqtt:message', (message) => heard[0].push(message.topic));
    teller.on('mqtt:message', (message) => heard[1].push(message.topic));
    await teller.timeout(20000).emitWithAck('mqtt:subscribe', { topic: 'chat/room1', qos: 1 });
    await admin.timeout(20000).emitWithAck('mqtt:subscribe', { topic: 'chat/room1', qos: 1 });
    await admin.timeout(20000).emitWithAck('mqtt:publish', { topic: 'chat/room1', payload: 'hi', qos: 1 });
    for (let i = 0; i < 400 && !(heard[0].includes('chat/room1') && heard[1].includes('chat/room1')); i += 1) await wait(25);
    check(heard[0].includes('chat/room1') && heard[1].includes('chat/room1'), 'both hear the room');
    check(!heard[1].some((topic) => topic.startsWith('$SYS')), 'S4-59 not what is not his');
    admin.close();
    teller.close();
  },
  /// What is retained comes to who has just subscribed, and to nobody else again.
  async retained() {
    const first = await connected();
    const heard = [[], []];
    await first.timeout(20000).emitWithAck('mqtt:publish', { topic: 'kept/a', payload: 'x', qos: 1, retain: true });
    first.on('mqtt:message', (message) => heard[0].push(message.payload));
    await first.timeout(20000).emitWithAck('mqtt:subscribe', { topic: 'kept/+' });
    for (let i = 0; i < 400 && heard[0].length === 0; i += 1) await wait(25);
    const second = await connected();
    second.on('mqtt:message', (message) => heard[1].push(message.payload));
    await second.timeout(20000).emitWithAck('mqtt:subscribe', { topic: 'kept/+' });
    for (let i = 0; i < 400 && heard[1].length === 0; i += 1) await wait(25);
    await second.timeout(20000).emitWithAck('mqtt:publish', { topic: 'kept/a', payload: 'y', qos: 1 });
    for (let i = 0; i < 400 && heard[0].length + heard[1].length < 4; i += 1) await wait(25);
    equal(heard, [['x', 'y'], ['x', 'y']], 'S4-65');
    first.close();
    second.close();
  },
  /// The seed's React component without React, adapted for the address alone (S4-46).
  async react() {
    const seen = [];
    let status = 'disconnected';
    const newSocket = open();
    newSocket.on('connect', () => {
      status = 'connected';
      newSocket.emit('mqtt:subscribe', { topic: 'chat/room1', qos: 1 });
    });
    newSocket.on('mqtt:message', (message) => seen.push(message));
    newSocket.on('disconnect', () => (status = 'disconnected'));
    await next(newSocket, 'mqtt:subscribe:success');
    equal(status, 'connected', 'status');
    newSocket.emit('mqtt:publish', {
      topic: 'chat/room1',
      payload: { text: 'Hello!', user: 'current-user', timestamp: new Date() },
      qos: 1,
    });
    for (let i = 0; i < 400 && seen.length === 0; i += 1) await wait(25);
    equal(seen.map((message) => message.payload.text), ['Hello!'], 'shown');
    equal(seen[0].qos, 1, 'QoS');
    newSocket.close();
    equal(status, 'disconnected', 'unmounted');
  },
  /// Stays while the hub goes and comes back at the same port: prints "lost" and "back".
  async restart() {
    const socket = open({ reconnectionDelay: 100, reconnectionDelayMax: 500 });
    await next(socket, 'connect');
    console.log('ready');
    await next(socket, 'disconnect', 60000);
    console.log('lost');
    await next(socket, 'connect', 60000);
    check((await socket.timeout(20000).emitWithAck('mqtt:subscribe', { topic: 'again' })).success, 'subscribed again');
    const message = next(socket, 'mqtt:message');
    socket.emit('mqtt:publish', { topic: 'again', payload: 1 });
    equal((await message).payload, 1, 'and heard');
    socket.close();
  },
  /// Stays until it is sent away: prints how.
  async stay() {
    const socket = await connected(other === 'polling' ? { transports: ['polling'] } : {});
    socket.quiet = true;
    await subscribe(socket, 'stay/#');
    console.log('ready');
    const error = next(socket, 'connect_error', 60000);
    console.log(`disconnected ${await next(socket, 'disconnect', 60000)}`);
    console.log(`then ${(await error).message}`);
    socket.close();
  },
  /// Prints each message as JSON until killed.
  async listen() {
    const socket = await connected();
    socket.on('mqtt:message', (message) => console.log(`message ${JSON.stringify(message)}`));
    if (other) await subscribe(socket, other, 1);
    console.log('ready');
    await wait(120000);
  },
};

try {
  await cases[name]();
  console.log(`ok ${name}`);
  process.exit(0);
} catch (error) {
  console.log(`failed ${name}: ${error.stack}`);
  process.exit(1);
}
