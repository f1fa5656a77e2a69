// SPDX-License-Identifier: GPL-3.0-or-later
// npm `ws` as a peer of bench_gateway: whatever is POSTed goes to every client. Prints its port.
//   node ws_server.mjs <folder of the package.json whose packages are used> <bytes of the JSON answer>
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const { WebSocketServer } = createRequire(path.join(process.argv[2], 'package.json'))('ws');
const json = JSON.stringify({ text: 'x'.repeat(Number(process.argv[3]) - 11) });

const server = http.createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': json.length });
    response.end(json);
    return;
  }
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    for (const client of sockets.clients) client.send(body);
    response.writeHead(200, { 'Content-Length': 2 });
    response.end('ok');
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
server.keepAliveTimeout = 300_000;
server.listen(0, '127.0.0.1', 8192, () => console.log(server.address().port));
