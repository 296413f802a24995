/** Cases in which a hosted program finds the same of its process and machine as any other. */
import type { ConformanceCase } from '../conformance-case.js';

export const SYSTEM_CASES: readonly ConformanceCase[] = [
  {
    name: 'process: types, tag, events, warnings',
    run: async (require) => {
      const process = require('node:process');
      const { EventEmitter, once } = require('node:events');
      const seen: unknown[] = [];
      process.on('mine', (value: unknown) => seen.push(value));
      process.emit('mine', 1);
      setImmediate(() => process.emitWarning('odd', 'MyWarning'));
      const [warning] = await once(process, 'warning');
      process.removeAllListeners('mine');
      return [
        Object.prototype.toString.call(process),
        process instanceof EventEmitter,
        process === globalThis.process,
        seen,
        warning.name,
        warning.message,
        typeof process.pid,
        typeof process.uptime(),
        process.env.SKEWPROOF_NONE ?? 'nothing',
        'SKEWPROOF_NONE' in process.env,
        process.hrtime().length,
        typeof process.hrtime.bigint(),
        process.hrtime([0, 0]).length,
        process.stdout.write(''),
        typeof process.memoryUsage().heapUsed,
        process.umask().toString(8).length > 0,
        process.versions.node === process.version.slice(1),
        process.release.name,
        process.argv.length > 1,
      ];
    },
  },
  {
    name: 'nextTick passes arguments, in order',
    run: (require) =>
      new Promise((resolve) => {
        const order: unknown[] = [];
        const { nextTick } = require('node:process');
        nextTick((...all: unknown[]) => order.push(all), 1, 2);
        nextTick(() => {
          resolve(order);
        });
      }),
  },
  {
    name: 'Date: its prototype, its tag, both ways of calling',
    run: (require) => {
      class Later extends Date {
        extra = 1;
      }
      const { types } = require('node:util');
      const date = new Date(2_023, 0, 2, 3, 4, 5, 6);
      const later = new Later(5);
      return [
        typeof Date(),
        Date.name,
        Date.length,
        date instanceof Date,
        types.isDate(new Date()),
        Object.prototype.toString.call(new Date()),
        new Date(0).toISOString(),
        new Date('2023-01-02T03:04:05Z').getTime(),
        Date.UTC(2_023, 0),
        Date.parse('2023-01-01'),
        later instanceof Date,
        later instanceof Later,
        later.getTime(),
        later.extra,
        new Date().constructor === Date,
        new (new Date().constructor as any)(7).getTime(),
        structuredClone(new Date(9)) instanceof Date,
        new Date(new Date(11)).getTime(),
        Number.isNaN(new Date('x').getTime()),
        Math.abs(new Date().getTime() - Date.now()) < 50,
        Reflect.ownKeys(Date)
          .sort((a, b) => (String(a) < String(b) ? -1 : 1))
          .map(String),
      ];
    },
  },
  {
    name: 'performance: marks and measures',
    run: async (require, { tried }) => {
      const { performance: own } = require('node:perf_hooks');
      own.mark('from', { startTime: 5 });
      own.mark('to', { startTime: 12, detail: { a: 1 } });
      const measured = own.measure('span', 'from', 'to');
      const spans = [
        own.measure('given', { start: 1, end: 4 }),
        own.measure('long', { start: 1, duration: 7 }),
      ];
      const names = own.getEntriesByType('mark').map(({ name }: any) => name);
      own.clearMarks('from');
      return [
        own === performance,
        typeof own.now(),
        Number.isFinite(own.timeOrigin),
        measured.duration,
        measured.startTime,
        measured.entryType,
        spans.map(({ startTime, duration }: any) => [startTime, duration]),
        names,
        own.getEntriesByName('to')[0].detail,
        own.getEntriesByName('from').length,
        ((await tried(() => own.measure('x', 'none'))) as any).error.name,
      ];
    },
  },
  {
    name: 'os: types of its answers',
    run: (require) => {
      const os = require('node:os');
      return [
        os.EOL,
        os.platform(),
        os.type(),
        os.endianness(),
        os.constants.signals.SIGTERM,
        os.cpus().length > 0,
        typeof os.cpus()[0].times.user,
        typeof os.uptime(),
        os.loadavg().length,
        typeof os.userInfo().username,
        os.tmpdir(),
        Object.keys(os).includes('hostname'),
      ];
    },
  },
  {
    name: 'a program that is not installed',
    run: async (require) => {
      const { execFile, spawn, spawnSync, execFileSync } = require('node:child_process');
      const { once } = require('node:events');
      const [failed] = await once(spawn('no-such-program', ['a']), 'error');
      const called = await new Promise<any>((resolve) => {
        execFile('no-such-program', (error: unknown) => {
          resolve(error);
        });
      });
      const synchronous = spawnSync('no-such-program').error;
      let thrown: any;
      try {
        execFileSync('no-such-program');
      } catch (error) {
        thrown = error;
      }
      return [failed, called, synchronous, thrown].map((error) => [
        error.code,
        error.syscall,
        error.path,
        error.errno,
      ]);
    },
  },
  {
    name: 'message channels',
    run: async (require) => {
      const { MessageChannel: Own } = require('node:worker_threads');
      const { port1, port2 } = new MessageChannel();
      const seen: unknown[] = [];
      const sent = { a: [1] };
      const all = new Promise<void>((resolve) => {
        (port2 as any).onmessage = ({ data }: any) => {
          seen.push(data, data === sent);
          if (seen.length === 4) resolve();
        };
      });
      port1.postMessage(sent);
      port1.postMessage('second');
      seen.length = 0;
      await all;
      port1.close();
      const { port1: a, port2: b } = new Own();
      const heard = await new Promise((resolve) => {
        b.once('message', resolve);
        a.postMessage('emitter');
      });
      a.close();
      return [seen, heard];
    },
  },
  {
    name: 'weak references, registries, what a main thread is',
    run: (require) => {
      const target = { a: 1 };
      const registry = new FinalizationRegistry(() => undefined);
      registry.register(target, 1);
      return [
        new WeakRef(target).deref() === target,
        Object.prototype.toString.call(new WeakRef(target)),
        WeakRef.name,
        registry.unregister({}),
        FinalizationRegistry.name,
        require('node:tty').isatty(99),
        require('node:net').isIP('::1'),
        require('node:v8').deserialize(require('node:v8').serialize({ a: 1 })),
      ];
    },
  },
  {
    name: 'require: shared modules, both names, what is not there',
    run: async (require, { tried }) => {
      const { error } = (await tried(() => require('no-such-module'))) as any;
      return [
        require('events') === require('node:events'),
        require('fs') === require('node:fs'),
        require('fs').promises.readFile === require('fs/promises').readFile,
        require('timers').setTimeout === setTimeout,
        require('util').types === require('util/types'),
        typeof require('stream').Readable,
        typeof require('assert').strictEqual,
        require('module').isBuiltin('node:fs'),
        error.code,
        error.message.split('\n')[0],
      ];
    },
  },
  {
    name: 'names that do not resolve',
    run: async (require) => {
      const dns = require('node:dns');
      const [error] = await new Promise<any[]>((resolve) => {
        dns.lookup('127.0.0.1', (...found: unknown[]) => {
          resolve(found);
        });
      });
      const literal = await dns.promises.lookup('127.0.0.1');
      const all = await dns.promises.lookup('127.0.0.1', { all: true });
      return [error, literal, all];
    },
  },
];
