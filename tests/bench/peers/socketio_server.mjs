// SPDX-License-Identifier: GPL-3.0-or-later
// npm `socket.io` as a peer of bench_gateway: whatever is POSTed goes to every client of the namespace /mqtt. Prints its
// port.
//   node socketio_server.mjs <folder of the package.json whose packages are used>
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const { Server } = createRequire(path.join(process.argv[2], 'package.json'))('socket.io');

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    space.emit('mqtt:message', { topic: 'bench', payload: body, qos: 0, timestamp: new Date().toISOString() });
    response.writeHead(200, { 'Content-Length': 2 });
    response.end('ok');
  });
});
const io = new Server(server, { perMessageDeflate: false });
const space = io.of('/mqtt');
server.keepAliveTimeout = 300_000;
server.listen(0, '127.0.0.1', 8192, () => console.log(server.address().port));
