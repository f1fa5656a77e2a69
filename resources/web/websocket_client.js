// SPDX-License-Identifier: GPL-3.0-or-later
// The test client of the WebSocket channels (S3-38 … S3-42). What the hub sends goes into the page as text alone.
'use strict';

const words = {
  es: {
    title: 'Cliente WebSocket', url: 'Dirección', channel: 'Canal', user: 'Usuario (etiqueta, opcional)',
    token: 'Token (opcional en laboratorio)', connect: 'Conectar', disconnect: 'Desconectar',
    again: 'Reconectar al perder la conexión', testMessage: 'Mensaje de prueba', send: 'Enviar evento de prueba',
    counts: 'Eventos recibidos', events: 'Eventos', filter: 'Filtrar', pause: 'Pausar', clear: 'Limpiar',
    time: 'Hora', type: 'Tipo', what: 'Suceso', text: 'Contenido', empty: 'Aún no ha llegado ningún evento.',
    off: 'Desconectado', wait: 'Conectando…', on: 'Conectado', other: 'English', total: 'Total',
    defaultMessage: 'Prueba', badUrl: 'La dirección no es válida: se espera ws://máquina:puerto/api/v1/ws',
    lost: 'La conexión se cerró (código {0}) {1}',
    refused: 'No se pudo conectar: compruebe la dirección, el token y que el servidor esté en marcha.',
    retry: 'Se intentará de nuevo en {0} s.', sent: 'Enviado; clientes que lo recibieron: {0}.', notSent: 'No se envió: {0}',
    shown: 'Se muestran {0} de {1}; se guardan los últimos {2}.',
  },
  en: {
    title: 'WebSocket client', url: 'Address', channel: 'Channel', user: 'User (a label, optional)',
    token: 'Token (optional in a lab)', connect: 'Connect', disconnect: 'Disconnect',
    again: 'Reconnect when the connection is lost', testMessage: 'Test message', send: 'Send a test event',
    counts: 'Events received', events: 'Events', filter: 'Filter', pause: 'Pause', clear: 'Clear',
    time: 'Time', type: 'Type', what: 'Event', text: 'Content', empty: 'No event has come yet.',
    off: 'Disconnected', wait: 'Connecting…', on: 'Connected', other: 'Español', total: 'Total',
    defaultMessage: 'Test', badUrl: 'This is no valid address: ws://host:port/api/v1/ws is expected',
    lost: 'The connection was closed (code {0}) {1}',
    refused: 'Could not connect: check the address, the token, and that the server runs.',
    retry: 'Trying again in {0} s.', sent: 'Sent; clients that got it: {0}.', notSent: 'Not sent: {0}',
    shown: '{0} of {1} shown; the last {2} are kept.',
  },
};
const mostKept = 500;
const longestWait = 30; // seconds between two attempts

const $ = (id) => document.getElementById(id);
let language = 'es';
let socket = null;
let subscribed = '';  // the channel of the connection
let wanted = false;   // the user wants to be connected
let attempts = 0;
let timer = null;
let state = 'off';
const kept = [];      // newest first: {row, text}
const counts = new Map();

function t(key, ...values) {
  return values.reduce((text, value, i) => text.replace(`{${i}}`, String(value)), words[language][key]).trim();
}

function translate() {
  document.documentElement.lang = language;
  document.title = `${t('title')} · Ventanilla`;
  for (const element of document.querySelectorAll('[data-t]'))
    element.textContent = t(element.dataset.t);
  $('language').textContent = t('other');
  setState(state);
  showCounts();
  showFiltered();
}

function setState(next) {
  state = next;
  $('status').textContent = t(next) + (next === 'on' ? ` · ${subscribed}` : '');
  $('status').dataset.state = next;
  $('connect').disabled = next !== 'off';
  $('disconnect').disabled = next === 'off';
}

function notice(text, isGood = false) {
  $('notice').textContent = text;
  $('notice').classList.toggle('good', isGood);
}

// The address with channel, label and token; null when it is none. With a token the secure endpoint is meant.
function address() {
  let url;
  try {
    url = new URL($('url').value.trim());
  } catch {
    return null;
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:')
    return null;
  const token = $('token').value.trim();
  if (token && url.pathname.endsWith('/ws'))
    url.pathname += '/secure';
  url.searchParams.set('channel', $('channel').value);
  if ($('user').value.trim())
    url.searchParams.set('user_id', $('user').value.trim());
  if (token)
    url.searchParams.set(token.startsWith('vk_') ? 'api-key' : 'token', token);
  return url;
}

function connect() {
  clearTimeout(timer);
  const url = address();
  if (!url) {
    wanted = false;
    setState('off');
    notice(t('badUrl'));
    return;
  }
  setState('wait');
  subscribed = $('channel').value;
  let opened = false;
  const mine = new WebSocket(url);
  socket = mine;
  mine.onopen = () => {
    opened = true;
    attempts = 0;
    notice('');
    setState('on');
  };
  mine.onmessage = (event) => receive(event.data);
  mine.onclose = (event) => {
    if (socket !== mine)
      return;
    socket = null;
    if (!wanted) {
      setState('off');
      return;
    }
    const why = opened ? t('lost', event.code, event.reason) : t('refused');
    // A token that is over stays so.
    if (!$('again').checked || event.code === 4401 || (!opened && attempts === 0)) {
      wanted = false;
      setState('off');
      notice(why);
      return;
    }
    const wait = Math.min(longestWait, 2 ** attempts++);
    setState('wait');
    notice(`${why} ${t('retry', wait)}`);
    timer = setTimeout(connect, wait * 1000);
  };
}

function disconnect() {
  wanted = false;
  clearTimeout(timer);
  const old = socket;
  socket = null;
  old?.close(1000);
  setState('off');
  notice('');
}

// Another channel on the same connection: first the new one, then without the old one, so nothing is missed.
function changeChannel() {
  const next = $('channel').value;
  if (socket?.readyState !== WebSocket.OPEN || next === subscribed)
    return;
  socket.send(JSON.stringify({ action: 'subscribe', channel: next }));
  socket.send(JSON.stringify({ action: 'unsubscribe', channel: subscribed }));
  subscribed = next;
  setState(state);
}

function describe(message) {
  switch (message.type) {
    case 'entity_event':
      return [`${message.entity_type} ${message.event_type}`,
              `#${message.entity_id} ${JSON.stringify(message.data ?? {})}`];
    case 'system_event':
      return [message.level ?? '', message.message ?? ''];
    case 'connection':
    case 'subscribed':
    case 'unsubscribed':
      return [message.status ?? message.type, message.channel ?? ''];
    case 'error':
      return [message.code ?? '', message.message ?? ''];
    default:
      return ['', JSON.stringify(message)];
  }
}

function receive(text) {
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    message = { type: '?', message: text };
  }
  const type = String(message.type ?? '?');
  counts.set(type, (counts.get(type) ?? 0) + 1);
  showCounts();
  if ($('pause').checked)
    return;
  const at = message.timestamp ? new Date(message.timestamp) : new Date();
  const time = Number.isNaN(at.getTime()) ? '' : at.toLocaleTimeString(language, { hour12: false });
  add(message, [time, type, ...describe(message)]);
}

function add(message, cells) {
  const row = document.createElement('tr');
  row.className = 'new';
  row.dataset.type = cells[1];
  if (message.type === 'error' || message.level)
    row.dataset.level = message.level ?? 'error';
  for (const cell of cells)
    row.insertCell().textContent = cell;
  kept.unshift({ row, text: cells.join(' ').toLowerCase() });
  $('list').prepend(row);
  for (const old of kept.splice(mostKept))
    old.row.remove();
  showFiltered();
}

function showFiltered() {
  const wantedText = $('filter').value.trim().toLowerCase();
  let shown = 0;
  for (const item of kept) {
    item.row.hidden = wantedText !== '' && !item.text.includes(wantedText);
    shown += item.row.hidden ? 0 : 1;
  }
  $('empty').hidden = kept.length > 0;
  $('shown').textContent = t('shown', shown, kept.length, mostKept);
}

function showCounts() {
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  $('counts').replaceChildren();
  for (const [name, count] of [[t('total'), total], ...counts]) {
    const pair = document.createElement('div');
    pair.append(document.createElement('dt'), document.createElement('dd'));
    pair.firstChild.textContent = name;
    pair.lastChild.textContent = String(count);
    $('counts').append(pair);
  }
}

function clear() {
  kept.splice(0);
  $('list').replaceChildren();
  counts.clear();
  showCounts();
  showFiltered();
}

async function sendTest() {
  const url = address();
  if (!url) {
    notice(t('badUrl'));
    return;
  }
  const rest = new URL(url.origin.replace(/^ws/, 'http'));
  rest.pathname = `${url.pathname.replace(/\/secure$/, '')}/test-event`;
  rest.searchParams.set('channel', $('channel').value);
  rest.searchParams.set('message', $('message').value.trim() || t('defaultMessage'));
  const token = $('token').value.trim();
  try {
    const answer = await fetch(rest, { method: 'POST', headers: token ? { Authorization: `Bearer ${token}` } : {} });
    const body = await answer.json();
    notice(answer.ok ? t('sent', body.recipients) : t('notSent', body.detail ?? answer.status), answer.ok);
  } catch (error) {
    notice(t('notSent', error.message));
  }
}

$('url').value = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/ws`;
$('connection').addEventListener('submit', (event) => {
  event.preventDefault();
  wanted = true;
  attempts = 0;
  connect();
});
$('test').addEventListener('submit', (event) => {
  event.preventDefault();
  sendTest();
});
$('disconnect').addEventListener('click', disconnect);
$('channel').addEventListener('change', changeChannel);
$('filter').addEventListener('input', showFiltered);
$('clear').addEventListener('click', clear);
$('language').addEventListener('click', () => {
  language = language === 'es' ? 'en' : 'es';
  translate();
});
translate();
