# SPDX-License-Identifier: GPL-3.0-or-later
# The seeds' Raspberry Pi program (S1, "Python (Raspberry Pi)") as it stands there, behind what it expects of its
# surroundings: sensors, a command handler, host and port. It ends when the command says so.
import os
import signal
import sys


def read_temperature_sensor():
    return 24.5


def read_humidity_sensor():
    return 61.0


def handle_command(command):
    print(f"Hecho: {command['command']}", flush=True)
    os.kill(os.getpid(), signal.SIGINT)


sys.stdout.reconfigure(line_buffering=True)

# ---- the seed ----
import paho.mqtt.client as mqtt
import json
import time
from datetime import datetime

# Configuración MQTT
MQTT_BROKER = sys.argv[1]
MQTT_PORT = int(sys.argv[2])
MQTT_USER = "device_001"
MQTT_PASSWORD = "secure_password"
MQTT_CLIENT_ID = "RPI_001"

# Topics
TOPIC_DATA = "iot/sensors/RPI_001/data"
TOPIC_COMMANDS = "iot/devices/RPI_001/commands"

def on_connect(client, userdata, flags, rc):
    print(f"Conectado con código: {rc}")
    client.subscribe(TOPIC_COMMANDS)

def on_message(client, userdata, msg):
    print(f"Comando recibido: {msg.payload.decode()}")
    # Procesar comando
    command = json.loads(msg.payload.decode())
    handle_command(command)

def on_disconnect(client, userdata, rc):
    print("Desconectado del broker")
    if rc != 0:
        print("Reconectando...")

# Crear cliente MQTT
client = mqtt.Client(client_id=MQTT_CLIENT_ID)
client.username_pw_set(MQTT_USER, MQTT_PASSWORD)
client.on_connect = on_connect
client.on_message = on_message
client.on_disconnect = on_disconnect

# Conectar al broker
client.connect(MQTT_BROKER, MQTT_PORT, 60)
client.loop_start()

try:
    while True:
        # Leer sensores
        temperature = read_temperature_sensor()
        humidity = read_humidity_sensor()
        
        # Crear payload
        payload = {
            "device_id": "RPI_001",
            "sensors": {
                "temperature": temperature,
                "humidity": humidity
            },
            "timestamp": int(time.time())
        }
        
        # Publicar datos
        client.publish(
            TOPIC_DATA,
            json.dumps(payload),
            qos=1,
            retain=False
        )
        
        print(f"Datos publicados: {payload}")
        time.sleep(60)  # Publicar cada 60 segundos
        
except KeyboardInterrupt:
    print("\nDeteniendo cliente MQTT...")
    client.loop_stop()
    client.disconnect()
