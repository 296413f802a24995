/** A program as the server side, a program against a program, and several servers by host name. */
import test from 'ava';
import { hashOf } from '../sim/hash/hash.js';
import type { Model } from '../sim/model/node.js';
import type { NodeSpec } from '../sim/world/spec.js';
import { World } from '../sim/world/world.js';
import type { HostInput, HostState } from './host-model.js';
import { hostModel } from './host-model.js';
import type { HttpMessage } from './network/http.js';
import { played } from './_worlds.test.js';
import { outsideMicrotasks } from './realm/node/drain.js';

const SERVER = `
  const http = require('http');
  exports.start = ({ told }) => {
    http.createServer((req, res) => {
      let body = '';
      req.on('data', (chunk) => { body += chunk; });
      req.on('end', () => {
        told(req.method + ' ' + req.url + ' ' + body);
        if (body.includes('sk~2~')) res.writeHead(429, { 'retry-after': '30' });
        res.end('ok ' + new Date().toISOString());
      });
    }).listen(8080);
  };`;
const CLIENT = `
  exports.start = ({ track, told }) => track(async (marker) => {
    const res = await fetch('http://ingest:8080/v1?x=1', { method: 'POST', body: marker });
    told([res.status, res.headers.get('retry-after'), res.headers.get('date'), await res.text()]);
  });`;

const hosted = (
  name: string,
  code: string,
  server: string,
): Model<HostState, HttpMessage, HostInput> =>
  hostModel({ program: { name, platform: 'node', code, hash: hashOf(code) }, server });

/** @returns what the programs said, by node */
function played2(
  nodes: readonly NodeSpec<HttpMessage, HostInput>[],
  faults: never[] = [],
): string[] {
  const told: string[] = [];
  const inputs = [1, 2].map((record) => ({
    at: record * 1_000,
    node: 'client',
    input: { kind: 'track', record } as const,
  }));
  const world = new World<HttpMessage, HostInput>(
    {
      seed: 1,
      nodes,
      defaultLink: { latencyMsMin: 10, latencyMsMax: 10 },
      sources: [{ next: () => inputs.shift() }],
      faults,
      healAt: 5_000,
      endAt: 5_000,
    },
    {
      strict: true,
      observers: [
        {
          onEffect: (_at, node, effect) => {
            if (effect.kind === 'report')
              told.push(`${node} ${String(effect.report.details['text'])}`);
          },
        },
      ],
    },
  );
  world.run();
  return told;
}

test('server - a program answers a program, each by its own clock', async (t) => {
  const told = await outsideMicrotasks(() =>
    played2([
      { name: 'client', model: hosted('client', CLIENT, 'ingest') },
      {
        name: 'ingest',
        model: hosted('ingest', SERVER, 'client'),
        clock: { offsetMs: 86_400_000 },
      },
    ]),
  );
  t.deepEqual(told, [
    'ingest POST /v1?x=1 sk~1~',
    'client [200,null,"Fri, 02 Jan 1970 00:00:01 GMT","ok 1970-01-02T00:00:01.010Z"]',
    'ingest POST /v1?x=1 sk~2~',
    'client [429,"30","Fri, 02 Jan 1970 00:00:02 GMT","ok 1970-01-02T00:00:02.010Z"]',
  ]);
});

test('server - a node that listens nowhere refuses the connection', async (t) => {
  const client = CLIENT.replace('await fetch', 'await fetch').replace(
    'exports.start = ({ track, told }) => track(async (marker) => {',
    "exports.start = ({ track, told }) => track(async (marker) => { process.on('unhandledRejection', (e) => told(e.cause.code));",
  );
  const told = await outsideMicrotasks(() =>
    played2([
      { name: 'client', model: hosted('client', client, 'ingest') },
      { name: 'ingest', model: hosted('ingest', '', 'client') },
    ]),
  );
  t.true(told.includes('client ECONNREFUSED'), told.join());
});

test('server - by host name; one that no node answers for does not resolve', async (t) => {
  const code = `exports.start = async ({ told }) => {
    for (const host of ['a', 'b']) {
      try { told((await fetch('http://' + host + '/')).status); } catch (error) { told(error.cause.code); }
    }
    require('dns').lookup('b', (error) => told(error.code));
    require('http').get('http://b/').on('error', (error) => told(error.code + ' ' + error.syscall));
  };`;
  const { reports } = await outsideMicrotasks(() => played({ code, server: { a: 'server' } }));
  t.deepEqual(
    reports,
    ['200', 'ENOTFOUND', 'ENOTFOUND', 'ENOTFOUND getaddrinfo'].map((text) => `told: ${text}`),
  );
});
