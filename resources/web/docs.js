// SPDX-License-Identifier: GPL-3.0-or-later
// Reads openapi.json and lets one try the routes. The token lives in a variable, never in storage or in an address.
'use strict';

const byId = (id) => document.getElementById(id);
const methods = ['get', 'post', 'put', 'patch', 'delete', 'x-upgrade'];
let described = {};
let token = '';

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A schema in one short line, as people read it. */
function shown(schema, depth = 0) {
  if (!schema || Object.keys(schema).length === 0) return 'any';
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    return depth > 0 ? name : shown(described.components.schemas[name]);
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((one) => shown(one, depth + 1)).join(' | ');
  if (schema.type === 'array') return `[${shown(schema.items, depth + 1)}]`;
  if (schema.type !== 'object') return Array.isArray(schema.type) ? schema.type.join(' | ') : schema.type;
  const needed = schema.required || [];
  const indent = '  '.repeat(depth + 1);
  const members = Object.entries(schema.properties || {})
    .map(([name, value]) => `${indent}${name}${needed.includes(name) ? '' : '?'}: ${shown(value, depth + 1)}`);
  if (schema.additionalProperties) members.push(`${indent}*: ${shown(schema.additionalProperties, depth + 1)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${'  '.repeat(depth)}}`;
}

/** A body to begin with: the required members. */
function example(schema) {
  if (!schema) return '';
  if (schema.$ref) return example(described.components.schemas[schema.$ref.split('/').pop()]);
  const value = (one) => {
    if (one.$ref) return value(described.components.schemas[one.$ref.split('/').pop()]);
    if (one.enum) return one.enum[0];
    const type = Array.isArray(one.type) ? one.type[0] : one.type;
    return { integer: 0, number: 0, boolean: false, array: [], object: {} }[type] ?? '';
  };
  const wanted = (schema.required || []).map((name) => [name, value(schema.properties[name])]);
  return JSON.stringify(Object.fromEntries(wanted), null, 2);
}

function parameterTable(parameters, inputs) {
  const table = element('table', {}, element('tr', {}, ...['Parameter', 'Where', 'Form', 'Value']
    .map((text) => element('th', { textContent: text, scope: 'col' }))));
  for (const one of parameters) {
    const input = element('input', { name: one.name, autocomplete: 'off' });
    input.setAttribute('aria-label', one.name);
    inputs.push({ parameter: one, input });
    const form = shown(one.schema, 1) + (one.description ? ` (${one.description})` : '');
    table.append(element('tr', {}, element('td', { textContent: one.name + (one.required ? ' *' : '') }),
      element('td', { textContent: one.in }), element('td', { textContent: form }), element('td', {}, input)));
  }
  return table;
}

async function send(method, path, inputs, body, answer) {
  const query = new URLSearchParams();
  const headers = {};
  let target = path;
  for (const { parameter, input } of inputs) {
    if (parameter.in === 'path') target = target.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    else if (input.value === '') continue;
    else if (parameter.in === 'query') query.append(parameter.name, input.value);
    else headers[parameter.name] = input.value;
  }
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers['Content-Type'] = 'application/json';
  const address = target + (query.size ? `?${query}` : '');
  const began = performance.now();
  try {
    const response = await fetch(address, { method, headers, body: body ? body.value : undefined, cache: 'no-store' });
    const text = await response.text();
    let pretty = text;
    try { pretty = JSON.stringify(JSON.parse(text), null, 2); } catch { /* it is no JSON: shown as it is */ }
    answer.textContent = `${response.status} ${response.statusText} · ${Math.round(performance.now() - began)} ms\n\n${pretty}`;
  } catch (error) {
    answer.textContent = `Not reached: ${error.message}`;
  }
}

/** The part of a route that is made when it is opened first. */
function detail(method, path, operation) {
  const box = element('div');
  const inputs = [];
  if (operation['x-roles']) box.append(element('p', { className: 'roles', textContent: `Roles: ${operation['x-roles'].join(', ')}` }));
  if (operation.parameters) box.append(parameterTable(operation.parameters, inputs));
  let body = null;
  const schema = operation.requestBody?.content['application/json'].schema;
  if (schema) {
    body = element('textarea', { value: example(schema), spellcheck: false });
    body.setAttribute('aria-label', 'Body');
    box.append(element('h4', { textContent: 'Body' }), element('pre', { textContent: shown(schema) }), body);
  }
  for (const [status, answer] of Object.entries(operation.responses || {})) {
    const media = Object.entries(answer.content || {})[0];
    const form = media ? (media[1].schema ? shown(media[1].schema) : media[0]) : '';
    box.append(element('h4', { textContent: `${status === 'default' ? 'Else' : status} ${answer.description}` }));
    if (form && status !== 'default') box.append(element('pre', { textContent: form }));
  }
  const streams = Object.values(operation.responses || {}).some((one) => one.content && one.content['text/event-stream']);
  if (method === 'x-upgrade' || streams) {
    box.append(element('p', { className: 'roles', textContent: 'A stream: open it with a WebSocket or EventSource client.' }));
    return box;
  }
  const answer = element('pre', { className: 'answer', textContent: '' });
  const button = element('button', { type: 'button', textContent: 'Send' });
  button.addEventListener('click', () => send(method.toUpperCase(), path, inputs, body, answer));
  box.append(button, answer);
  return box;
}

function routeElement(method, path, operation) {
  const word = method === 'x-upgrade' ? 'WS' : method.toUpperCase();
  const line = element('summary', {}, element('span', { className: 'method', textContent: word }),
    element('span', { className: 'path', textContent: path }), element('span', { className: 'what', textContent: operation.summary }));
  const box = element('details', {}, line);
  box.dataset.words = `${word} ${path} ${operation.summary} ${operation.tags.join(' ')}`.toLowerCase();
  box.addEventListener('toggle', () => {
    if (box.open && box.childElementCount === 1) box.append(detail(method, path, operation));
  });
  return box;
}

function show() {
  byId('version').textContent = described.info.version;
  const groups = new Map();
  for (const [path, item] of Object.entries(described.paths)) {
    for (const method of methods.filter((one) => item[one])) {
      const group = item[method].tags[0];
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(routeElement(method, path, item[method]));
    }
  }
  byId('routes').replaceChildren(...[...groups].sort(([a], [b]) => a.localeCompare(b))
    .map(([name, routes]) => element('section', {}, element('h2', { textContent: name }), ...routes)));
}

byId('find').addEventListener('input', (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const route of document.querySelectorAll('details')) route.hidden = !words.every((word) => route.dataset.words.includes(word));
  for (const section of document.querySelectorAll('section')) section.hidden = !section.querySelector('details:not([hidden])');
});
byId('token').addEventListener('input', (event) => { token = event.target.value.trim(); });
byId('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  const who = byId('who');
  if (!byId('user').value) {
    who.textContent = token ? 'Token taken.' : 'Give a token, or a user and a password.';
    return;
  }
  const body = JSON.stringify({ username: byId('user').value, password: byId('password').value });
  try {
    const response = await fetch('/auth/login', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    const answer = await response.json();
    token = answer.access_token || '';
    byId('token').value = token;
    byId('password').value = '';
    who.className = token ? '' : 'bad';
    who.textContent = token ? `Logged in as ${answer.user.username} (${answer.user.role}).` : answer.detail || 'Refused.';
  } catch (error) {
    who.className = 'bad';
    who.textContent = `Not reached: ${error.message}`;
  }
});

fetch('/openapi.json').then((response) => response.json()).then((document) => {
  described = document;
  show();
}).catch((error) => {
  byId('routes').replaceChildren(element('p', { className: 'bad', textContent: `The description cannot be read: ${error.message}` }));
});
