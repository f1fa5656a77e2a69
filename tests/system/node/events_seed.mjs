// SPDX-License-Identifier: GPL-3.0-or-later
// node events_seed.mjs <url of the hub> <api key> <access token>: the seed's clients of the event stream (S2-25 … S2-35)
// with the hub's address before their paths. Each line that is printed says who heard what.
import { EventSource as NpmEventSource } from 'eventsource';

const [hub, YOUR_API_KEY, YOUR_JWT_TOKEN] = process.argv.slice(2);

// What the seed takes from its surroundings: an EventSource whose paths are the hub's and that sends headers (S2-35),
// React's and Vue's hooks, a page to show things in.
class EventSource extends NpmEventSource {
  constructor(path, { headers = {} } = {}) {
    super(hub + path, { fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }) });
  }
}
const say = (who, what) => console.log(`${who} ${typeof what === 'string' ? what : JSON.stringify(what)}`);
const updateQRList = (data) => say('updateQRList', data.qrId);
const showPaymentNotification = (data) => say('showPaymentNotification', data.senderName);
const updateBalance = (balance) => say('updateBalance', balance);
const updateQRStatus = (qrId, status) => say('updateQRStatus', `${qrId} ${status}`);
const updateBalanceDisplay = (balance) => say('updateBalanceDisplay', balance);
const states = [];
function useState(first) {
  const slot = states.push(first) - 1;
  return [first, (next) => {
    states[slot] = typeof next === 'function' ? next(states[slot]) : next;
    say('react', { slot, state: Array.isArray(states[slot]) ? states[slot].at(-1) : states[slot] });
  }];
}
const cleanups = [];
const useEffect = (effect) => cleanups.push(effect());
const ref = (value) => ({ value });
const onMounted = (job) => job();
const onUnmounted = (job) => cleanups.push(job);

function listen(name, eventSource) {
  // ---- the seed ("JavaScript/TypeScript"), its console told who speaks ----
  const console = { log: (text, data) => say(name, `${text} ${typeof data === 'string' ? data : JSON.stringify(data)}`),
    error: (text) => say(name, text) };

  // Escuchar eventos de conexión
  eventSource.addEventListener('connection', (event) => {
    const data = JSON.parse(event.data);
    console.log('Conectado:', data);
  });

  // Escuchar eventos de QR creado
  eventSource.addEventListener('qr_created', (event) => {
    const data = JSON.parse(event.data);
    console.log('QR creado:', data);

    // Actualizar UI con nuevo QR
    updateQRList(data);
  });

  // Escuchar eventos de pago
  eventSource.addEventListener('qr_payment', (event) => {
    const data = JSON.parse(event.data);
    console.log('Pago recibido:', data);

    // Mostrar notificación de pago
    showPaymentNotification(data);

    // Actualizar balance
    updateBalance(data.newBalance);
  });

  // Escuchar cambios de estado
  eventSource.addEventListener('qr_status_change', (event) => {
    const data = JSON.parse(event.data);
    console.log('Estado cambiado:', data);

    // Actualizar estado del QR en UI
    updateQRStatus(data.qrId, data.newStatus);
  });

  // Escuchar actualizaciones de balance
  eventSource.addEventListener('account_balance_update', (event) => {
    const data = JSON.parse(event.data);
    console.log('Balance actualizado:', data);

    // Actualizar balance en UI
    updateBalanceDisplay(data.newBalance);
  });

  // Escuchar latidos
  eventSource.addEventListener('heartbeat', (event) => {
    const data = JSON.parse(event.data);
    console.log('Latido:', data.timestamp);
  });

  // Manejar errores
  eventSource.onerror = (error) => {
    console.error('Error en conexión SSE:', error);

    // Reconectar después de 5 segundos
    setTimeout(() => {
      eventSource.close();
      // Reconectar...
    }, 5000);
  };
  // ---- until here ----
}

// ---- the seed ("React Hook"), without its types ----
function useSSEEventsOfReact(token) {
  const [events, setEvents] = useState([]);
  const [isConnected, setIsConnected] = useState(false);
  const [error, setError] = useState(null);

  useEffect(() => {
    if (!token) return;

    const eventSource = new EventSource(`/events/stream?token=${token}`);

    eventSource.onopen = () => {
      setIsConnected(true);
      setError(null);
    };

    eventSource.onerror = () => {
      setIsConnected(false);
      setError('Error de conexión');
    };

    // Escuchar todos los eventos
    const handleEvent = (event) => {
      const eventData = {
        id: event.lastEventId,
        type: event.type,
        data: JSON.parse(event.data),
        timestamp: new Date().toISOString()
      };

      setEvents(prev => [...prev, eventData]);
    };

    // Agregar listeners para cada tipo de evento
    ['connection', 'heartbeat', 'qr_created', 'qr_payment', 'qr_status_change', 'account_balance_update'].forEach(type => {
      eventSource.addEventListener(type, handleEvent);
    });

    return () => {
      eventSource.close();
      setIsConnected(false);
    };
  }, [token]);

  return { events, isConnected, error };
}

// ---- the seed ("Vue.js Composable"), without its types ----
function useSSEEventsOfVue(token) {
  const events = ref([]);
  const isConnected = ref(false);
  const error = ref(null);
  let eventSource = null;

  const connect = () => {
    if (!token) return;

    eventSource = new EventSource(`/events/stream?token=${token}`);

    eventSource.onopen = () => {
      isConnected.value = true;
      error.value = null;
    };

    eventSource.onerror = () => {
      isConnected.value = false;
      error.value = 'Error de conexión';
    };

    const handleEvent = (event) => {
      const eventData = {
        id: event.lastEventId,
        type: event.type,
        data: JSON.parse(event.data),
        timestamp: new Date().toISOString()
      };

      events.value.push(eventData);
    };

    ['connection', 'heartbeat', 'qr_created', 'qr_payment', 'qr_status_change', 'account_balance_update'].forEach(type => {
      eventSource.addEventListener(type, handleEvent);
    });
  };

  const disconnect = () => {
    if (eventSource) {
      eventSource.close();
      eventSource = null;
      isConnected.value = false;
    }
  };

  onMounted(() => {
    connect();
  });

  onUnmounted(() => {
    disconnect();
  });

  return { events, isConnected, error, connect, disconnect };
}
// ---- until here ----

// Método 1: Conectar usando API Key
listen('key', new EventSource(`/events/stream?api-key=${YOUR_API_KEY}`));
// Método 2: Conectar usando JWT Token
listen('token', new EventSource(`/events/stream?token=${YOUR_JWT_TOKEN}`));
// Método 3: Conectar usando Authorization header (JWT)
listen('header', new EventSource('/events/stream', {
  headers: {
    'Authorization': `Bearer ${YOUR_JWT_TOKEN}`
  }
}));
useSSEEventsOfReact(YOUR_JWT_TOKEN);
const vue = useSSEEventsOfVue(YOUR_JWT_TOKEN);

const end = Date.now() + 25_000;
while (vue.events.value.length < 5 && Date.now() < end)
  await new Promise((resolve) => setTimeout(resolve, 10));
for (const { id, type } of vue.events.value)
  say('vue', `${id} ${type}`);
say('vue', `connected ${vue.isConnected.value} error ${vue.error.value}`);
await new Promise((resolve) => setTimeout(resolve, 300)); // the others' last lines
cleanups.forEach((job) => job?.());
say('vue', `connected ${vue.isConnected.value}`);
process.exit(0);
