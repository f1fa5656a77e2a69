// SPDX-License-Identifier: GPL-3.0-or-later
// node use_mqtt.mjs <url>: the seeds' hook useMQTT and its TransactionMonitor (S0-43 to S0-45) as they stand there, with
// React's two functions in small and the broker's address from the command line.
import mqtt from 'mqtt';

const url = process.argv[2];
let rendered = () => {};
function useState(initial) {
  const state = { value: initial };
  return [state, (next) => {
    state.value = typeof next === 'function' ? next(state.value) : next;
    rendered(state.value);
  }];
}
const unmounts = [];
const useEffect = (effect) => unmounts.push(effect());

// ---- the seed ----
function useMQTT(topics) {
  const [client, setClient] = useState(null);
  const [messages, setMessages] = useState([]);

  useEffect(() => {
    // Conectar a broker vía WebSocket
    const mqttClient = mqtt.connect(url);

    mqttClient.on('connect', () => {
      console.log('✅ Conectado a MQTT Broker');
      topics.forEach(topic => {
        mqttClient.subscribe(topic);
      });
    });

    mqttClient.on('message', (topic, payload) => {
      const message = JSON.parse(payload.toString());
      setMessages(prev => [...prev, { topic, message }]);
    });

    setClient(mqttClient);

    return () => {
      mqttClient.end();
    };
  }, []);

  return { client, messages };
}
// ---- its component, on a terminal ----
rendered = (messages) => {
  if (!Array.isArray(messages) || messages.length === 0) return;
  const msg = messages[messages.length - 1];
  console.log(`${msg.message.tipo}: $${msg.message.monto}`);
  if (msg.message.tipo === 'FIN') unmounts.forEach((unmount) => unmount());
};
useMQTT(['banco/transacciones']);
