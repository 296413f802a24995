/** Preflights of a page's requests to another origin, in a hosted page and in a real browser. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import { chromium } from 'playwright-core';
import { pagePlayed } from '../../_pages.test.js';
import { server } from '../../_worlds.test.js';
import { CHROMIUM } from './_chromium.test.js';

/** Requests of a page, one after another; `TO` is the other origin. Its text is played on both sides. */
const ASKS = `async (to) => {
  const json = { 'content-type': 'application/json' };
  const ask = (path, init) => fetch(to + path, init).then((r) => r.text(), () => 'failed');
  await ask('/plain', { method: 'POST', body: 'x' });
  await ask('/form', { method: 'POST', body: new URLSearchParams('a=1') });
  await ask('/json', { method: 'POST', body: '{}', headers: json });
  await ask('/json', { method: 'POST', body: '{}', headers: json });
  await ask('/header', { headers: { 'X-Own': '1', 'A-b': '2', accept: 'text/plain' } });
  await ask('/put', { method: 'PUT', body: 'x' });
  await ask('/opaque', { method: 'POST', body: 'x', mode: 'no-cors', headers: json });
  await ask('/refused', { method: 'DELETE' });
  await new Promise((done) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', to + '/xhr');
    xhr.setRequestHeader('content-type', 'application/json; charset=utf-8');
    xhr.onloadend = done;
    xhr.send('{}');
  });
  navigator.sendBeacon(to + '/beacon', 'x');
  await new Promise((done) => setTimeout(done, 200));
  navigator.sendBeacon(to + '/beacon', new Blob(['{}'], { type: 'application/json' }));
  await new Promise((done) => setTimeout(done, 500));
}`;

type Headers = Readonly<Record<string, unknown>>;

/** A request as its server sees it. */
const seen = (method: string, path: string, headers: Headers): string =>
  [
    method,
    path,
    headers['access-control-request-method'],
    headers['access-control-request-headers'],
  ]
    .filter((part) => part !== undefined)
    .map(String)
    .join(' ');

async function hosted(): Promise<readonly string[]> {
  const all: string[] = [];
  await pagePlayed(`exports.start = () => { (${ASKS})('https://in.example'); };`, {
    endAt: 60_000,
    link: { latencyMsMin: 1, latencyMsMax: 1 },
    answers: server(({ id, method, url, headers }) => {
      const { pathname } = new URL(url);
      all.push(seen(method, pathname, Object.fromEntries(headers)));
      const status = pathname === '/refused' && method === 'OPTIONS' ? 403 : 200;
      return { kind: 'response', id, status, headers: [], body: '' };
    }),
  });
  return all;
}

const listening = (one: Server): Promise<number> =>
  new Promise((resolve) => {
    one.listen(0, '127.0.0.1', () => {
      resolve((one.address() as AddressInfo).port);
    });
  });

async function real(path: string): Promise<readonly string[]> {
  const all: string[] = [];
  const to = createServer((request, response) => {
    const { method = '', url = '' } = request;
    all.push(seen(method, url, request.headers));
    response.writeHead(url === '/refused' && method === 'OPTIONS' ? 403 : 200, {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
    });
    response.end();
  });
  const own = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html>');
  });
  const browser = await chromium.launch({
    executablePath: path,
    args: ['--headless', '--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${String(await listening(own))}/`);
    await page.evaluate(`(${ASKS})('http://127.0.0.1:${String(await listening(to))}')`);
    return all;
  } finally {
    await browser.close();
    to.closeAllConnections();
    to.close();
    own.closeAllConnections();
    own.close();
  }
}

test.serial(
  'web preflight - asked for what no form sends, remembered, and as a browser does',
  async (t) => {
    const requests = await hosted();
    t.deepEqual(requests, [
      'POST /plain',
      'POST /form',
      'OPTIONS /json POST content-type',
      'POST /json',
      'POST /json',
      'OPTIONS /header GET a-b,x-own',
      'GET /header',
      'OPTIONS /put PUT',
      'PUT /put',
      'POST /opaque',
      'OPTIONS /refused DELETE',
      'OPTIONS /xhr POST content-type',
      'POST /xhr',
      'POST /beacon',
      'OPTIONS /beacon POST content-type',
      'POST /beacon',
    ]);
    if (CHROMIUM !== undefined) t.deepEqual(await real(CHROMIUM), requests);
  },
);

test('web preflight - one that fails is a failure of the request, which never leaves', async (t) => {
  const { reports, server: at } = await pagePlayed(
    `exports.start = ({ track, told }) => track((marker) => fetch('https://in.example/', {
      method: 'POST', body: JSON.stringify({ marker }), headers: { 'content-type': 'application/json' } })
      .then(() => told('sent'), (error) => told(error.name)));`,
    {
      inputs: [[1_000, { kind: 'track', record: 1 }]],
      answers: server(({ id, method }) =>
        method === 'OPTIONS'
          ? { kind: 'reset', id }
          : { kind: 'response', id, status: 200, headers: [], body: '' },
      ),
    },
  );
  t.deepEqual(reports, ['told: TypeError']);
  t.deepEqual(at.records, []);
});
