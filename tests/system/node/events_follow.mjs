// SPDX-License-Identifier: GPL-3.0-or-later
// node events_follow.mjs <url of a stream>: npm's EventSource with its own reconnection; prints "id type newBalance".
import { EventSource } from 'eventsource';

const source = new EventSource(process.argv[2]);
for (const type of ['connection', 'account_balance_update', 'qr_created', 'qr_payment', 'qr_status_change', 'resync'])
  source.addEventListener(type, (event) => console.log(`${event.lastEventId} ${type} ${JSON.parse(event.data).newBalance ?? ''}`));
source.onerror = () => console.log('interrupted');
