/**
 * The collector of garbage, memory of earlier runs and the host's counters show in no run: each program here
 * tells what would depend on them, and `disturb` collects and allocates at random meanwhile.
 */
import { AsyncResource } from 'node:async_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import test from 'ava';
import { played } from './_worlds.test.js';
import { outsideMicrotasks } from './realm/node/drain.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Changes what a program must not see; every other run is left alone. */
function disturb(run: number): void {
  if (run % 2 === 0) return;
  collect();
  for (let i = 0; i < 50 * run; i += 1) Buffer.allocUnsafe(1 + ((i * run) % 99)).fill(run);
  for (let i = 0; i < run; i += 1) new AsyncResource('host').asyncId();
}

const RUNS = 6;

/** Outcomes of several runs: hashes, and what the program said. */
const outcomes = (body: string): Promise<readonly string[]> =>
  outsideMicrotasks(() => {
    const code = `exports.start = ({ told }) => {
      const later = (afterMs, task) => setTimeout(() => { disturb(); task(); }, afterMs);
      ${body}
    };`;
    const all = Array.from({ length: RUNS }, (_, run) => {
      Object.assign(globalThis, {
        disturb: () => {
          disturb(run);
        },
      });
      const { hash, reports } = played({ code });
      return `${hash} ${reports.join()}`;
    });
    Reflect.deleteProperty(globalThis, 'disturb');
    return [...new Set(all)];
  });

/** Programs, and the text that each of their runs must say. */
const PLANTED = {
  'a signal that a request follows': [
    `const controller = new AbortController();
     const request = new Request(new Request('https://a.example/', { signal: controller.signal }));
     later(10, () => {});
     later(20, () => { controller.abort(); told(request.signal.aborted); });`,
    'told: true',
  ],
  'a signal of several': [
    `const controller = new AbortController();
     AbortSignal.any([controller.signal]).addEventListener('abort', () => told('aborted'));
     later(10, () => {});
     later(20, () => controller.abort());`,
    'told: aborted',
  ],
  'a signal without a resource': [
    `const controller = new AbortController();
     require('util').aborted(controller.signal, {}).then(() => told('aborted'));
     later(10, () => {});
     later(20, () => controller.abort());`,
    'told: aborted',
  ],
  'a weak reference of the real global object': [
    `const { WeakRef } = Function('return this')();
     const ref = new WeakRef({});
     later(10, () => {});
     later(20, () => told(ref.deref() !== undefined));`,
    'told: true',
  ],
  'memory that is not filled': [
    `later(10, () => told([Buffer.allocUnsafe(16).toString('hex'), Buffer.allocUnsafeSlow(8).toString('hex')]));`,
    `told: ["${'0'.repeat(32)}","${'0'.repeat(16)}"]`,
  ],
  'memory around a small buffer': [
    `later(10, () => told([...new Uint8Array(Buffer.from('abc').buffer), Buffer.from([1, 2]).byteOffset]));`,
    'told: [97,98,99,0]',
  ],
  'ids of asynchronous contexts': [
    `const { executionAsyncId, AsyncResource } = require('async_hooks');
     later(10, () => told([executionAsyncId(), new AsyncResource('x').asyncId()]));`,
    'told: [1,2]',
  ],
  'a channel of diagnostics that nothing holds': [
    `const { channel } = require('diagnostics_channel');
     channel('planted').seen = (channel('planted').seen ?? 0) + 1;
     later(10, () => {});
     later(20, () => told(channel('planted').seen));`,
    'told: 1',
  ],
  'code that the engine compiles in threads': [
    `WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))
       .then((module) => told(module instanceof WebAssembly.Module));`,
    'told: true',
  ],
  'a warning that Node gives once': [
    `process.on('warning', told);
     new Buffer(1);
     new URL('http://a.example/').searchParams.append('a', 'b');
     require('util')._extend({}, {});
     const { EventEmitter } = require('events');
     const many = new EventEmitter().setMaxListeners(1);
     many.on('x', () => {}).on('x', () => {});
     later(10, () => told('done'));`,
    undefined,
  ],
  'bytes that threads compress': [
    `const { gzip, createGzip } = require('zlib');
     const stream = new Blob(['x'.repeat(99)]).stream().pipeThrough(new CompressionStream('gzip'));
     Promise.all([
       new Response(stream).arrayBuffer(), require('util').promisify(gzip)('x'),
       crypto.subtle.digest('SHA-256', new Uint8Array(3)), require('dns').promises.lookup('a.example'),
     ]).then(([a, b, c, d]) => told([a.byteLength, b.length, c.byteLength, d.family]));`,
    'told: [24,21,32,4]',
  ],
} as const satisfies Record<string, readonly [body: string, said: string | undefined]>;

for (const [name, [body, said]] of Object.entries(PLANTED))
  test.serial(`collected - ${name}: one run, whatever the host collects`, async (t) => {
    const all = await outcomes(body);
    t.is(all.length, 1, all.join('\n'));
    if (said !== undefined) t.is(all[0]?.slice(all[0].indexOf(' ') + 1), said);
  });

test.serial('collected - a planted weak reference of the host shows', async (t) => {
  Object.assign(globalThis, { HostRef: WeakRef });
  const all = await outcomes(`const ref = new HostRef({});
    later(10, () => {});
    later(20, () => told(ref.deref() !== undefined));`);
  Reflect.deleteProperty(globalThis, 'HostRef');
  t.is(all.length, 2);
});

test('contexts - timers, requests and files carry the context of their caller', async (t) => {
  const code = `exports.start = ({ told, track }) => {
    const { AsyncLocalStorage } = require('async_hooks');
    const storage = new AsyncLocalStorage();
    track((marker) => storage.run(marker, () => {
      setTimeout(() => told(['timer', storage.getStore()]), 10);
      setImmediate(() => told(['immediate', storage.getStore()]));
      fetch('https://a.example/').then(() => told(['fetch', storage.getStore()]));
      require('http').get('http://a.example/', () => told(['http', storage.getStore()]));
      require('fs').readFile('/none', () => told(['file', storage.getStore()]));
    }));
    setInterval(() => told(['outside', storage.getStore() ?? 'none']), 40_000);
  };`;
  const { reports } = await outsideMicrotasks(() =>
    played({ code, inputs: [[1_000, { kind: 'track', record: 7 }]] }),
  );
  const kinds = ['fetch', 'file', 'http', 'immediate', 'timer'];
  t.deepEqual([...reports].sort(), [
    ...kinds.map((kind) => `told: ["${kind}","sk~7~"]`).slice(0, 4),
    'told: ["outside","none"]',
    'told: ["timer","sk~7~"]',
  ]);
});
