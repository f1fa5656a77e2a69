# SPDX-License-Identifier: GPL-3.0-or-later
# python3 channels_seed.py <ws url>: the seed's Python client (S3-37), with the address from the command line.
import functools
import sys

print = functools.partial(print, flush=True)

# ---- the seed ----
import asyncio
import websockets
import json

async def listen_to_events():
    uri = sys.argv[1]
    
    async with websockets.connect(uri) as websocket:
        print("Conectado al WebSocket")
        
        async for message in websocket:
            data = json.loads(message)
            print(f"Evento recibido: {data}")
            
            if data['type'] == 'entity_event':
                print(f"Entidad {data['entity_type']} {data['event_type']}: ID {data['entity_id']}")

# Ejecutar
asyncio.run(listen_to_events())
