// SPDX-License-Identifier: GPL-3.0-or-later
// A headless Chromium over its DevTools protocol, in the few words that tests need.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';

const patience = 20_000;

/// Opens `url` in a page of its own. close() ends the browser.
export async function openPage(url, { program = 'chromium', width = 1100, height = 900 } = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'ventanilla-chromium-'));
  const browser = spawn(program, ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0',
    `--user-data-dir=${profile}`, `--window-size=${width},${height}`, '--lang=es', 'about:blank'],
  { stdio: ['ignore', 'ignore', 'pipe'] });
  const endpoint = await new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`no DevTools: ${said}`)), patience);
    browser.stderr.on('data', (data) => {
      said += data;
      const found = said.match(/DevTools listening on (ws:\S+)/);
      if (!found)
        return;
      clearTimeout(timer);
      resolve(found[1]);
    });
    browser.on('error', reject);
  });

  const socket = new WebSocket(endpoint);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let last = 0;
  const waiting = new Map();
  const complaints = [];
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.id) {
      const { resolve, reject } = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error)
        reject(new Error(message.error.message));
      else
        resolve(message.result);
    } else if (message.method === 'Runtime.exceptionThrown') {
      complaints.push(message.params.exceptionDetails.exception?.description ?? message.params.exceptionDetails.text);
    } else if (message.method === 'Log.entryAdded' && message.params.entry.level === 'error') {
      complaints.push(message.params.entry.text);
    }
  });
  const call = (method, params = {}, sessionId = undefined) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    socket.send(JSON.stringify({ id: last, method, params, sessionId }));
  });
  const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const tell = (method, params) => call(method, params, sessionId);
  await tell('Page.enable');
  await tell('Runtime.enable');
  await tell('Log.enable');
  await tell('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  await tell('Page.navigate', { url });

  const page = {
    /// What the page's script found wrong, its Content-Security-Policy too.
    complaints,
    async evaluate(expression) {
      const { result, exceptionDetails } =
        await tell('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails)
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    async waitFor(expression, what = expression) {
      const end = Date.now() + patience;
      let value;
      while (!(value = await page.evaluate(expression).catch(() => undefined))) {
        if (Date.now() > end)
          throw new Error(`in vain: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return value;
    },
    /// As a mouse does it, in the middle of the element.
    async click(selector) {
      const { x, y } = await page.evaluate(`(() => {
        const element = document.querySelector(${JSON.stringify(selector)});
        element.scrollIntoView({ block: 'center' });
        const box = element.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      })()`);
      const mouse = { x, y, button: 'left', clickCount: 1 };
      await tell('Input.dispatchMouseEvent', { ...mouse, type: 'mousePressed' });
      await tell('Input.dispatchMouseEvent', { ...mouse, type: 'mouseReleased' });
    },
    async type(selector, text) {
      await page.click(selector);
      await page.evaluate(`document.querySelector(${JSON.stringify(selector)}).select()`);
      await tell('Input.insertText', { text });
    },
    async screenshot(file) {
      const { data } = await tell('Page.captureScreenshot', { format: 'png' });
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
    async close() {
      await call('Browser.close').catch(() => {});
      socket.close();
      if (browser.exitCode === null)
        await new Promise((resolve) => browser.once('exit', resolve));
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
  return page;
}

export function check(holds, what, silent = false) {
  if (!holds)
    throw new Error(`not so: ${what}`);
  if (!silent)
    console.log(`ok ${what}`);
}
