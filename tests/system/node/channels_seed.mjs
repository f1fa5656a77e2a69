// SPDX-License-Identifier: GPL-3.0-or-later
// node channels_seed.mjs <ws url>: the seed's JavaScript client (S3-36), with the address from the command line.
import { WebSocket } from 'ws';

const url = process.argv[2];

// ---- the seed ----
const ws = new WebSocket(url);

ws.onopen = function(event) {
    console.log('Conectado al WebSocket');
};

ws.onmessage = function(event) {
    const data = JSON.parse(event.data);
    console.log('Evento recibido:', data);
    
    // Manejar diferentes tipos de eventos
    if (data.type === 'entity_event') {
        handleEntityEvent(data);
    } else if (data.type === 'system_event') {
        handleSystemEvent(data);
    }
};

function handleEntityEvent(event) {
    console.log(`${event.entity_type} ${event.event_type}:`, event.data);
}

function handleSystemEvent(event) {
    console.log(`Sistema [${event.level}]: ${event.message}`);
}
// ---- end of the seed ----

ws.onclose = (event) => console.log(`closed ${event.code}`);
ws.onerror = (event) => console.log(`failed: ${event.message}`);
