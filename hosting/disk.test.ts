/** Files of a hosted process on the kernel's disk: crashes, loss of power, full disks, snapshots. */
import test from 'ava';
import type { Fault } from '../sim/world/fault.js';
import type { HostInput } from './host-model.js';
import { played } from './_worlds.test.js';
import { outsideMicrotasks } from './realm/node/drain.js';

const run = (code: string, faults: readonly Fault[] = [], rest: object = {}) =>
  outsideMicrotasks(() => played({ code, faults, endAt: 120_000, ...rest }));

const crash = (at: number, severity: 'process' | 'power' | 'torn'): Fault => ({
  kind: 'crash',
  node: 'app',
  severity,
  downMs: 100,
  at,
});

/** Reports the content of a log at each start, then appends a line to it. */
const log = (write: string): string => `
  const fs = require('fs');
  exports.start = ({ told }) => {
    told(fs.existsSync('/app/log') ? fs.readFileSync('/app/log', 'utf8') : 'nothing');
    ${write}
  };`;
const APPEND = "fs.appendFileSync('/app/log', 'line');";
const SYNCED = `const fd = fs.openSync('/app/log', 'a'); fs.writeSync(fd, 'line'); fs.fsyncSync(fd); fs.closeSync(fd);`;

test('disk - a crash of the process keeps what was written, loss of power what was synced', async (t) => {
  const at = (code: string, severity: 'process' | 'power') =>
    run(code, [crash(1_000, severity)]).then(({ reports }) => reports);
  t.deepEqual(await at(log(APPEND), 'process'), ['told: nothing', 'told: line']);
  t.deepEqual(await at(log(APPEND), 'power'), ['told: nothing', 'told: nothing']);
  t.deepEqual(await at(log(SYNCED), 'power'), ['told: nothing', 'told: line']);
});

test('disk - the operating system writes back after 30 s', async (t) => {
  const at = (ms: number) => run(log(APPEND), [crash(ms, 'power')]).then((r) => r.reports[1]);
  t.is(await at(29_999), 'told: nothing');
  t.is(await at(30_001), 'told: line');
  const ended = log(`${APPEND} process.exit(1);`);
  const { reports } = await run(ended, [crash(31_000, 'power')], { restartMs: 1_000_000 });
  t.deepEqual(reports, ['told: nothing', 'told: line']);
});

test('disk - a rename that was not synced is undone, one that was is not', async (t) => {
  const code = (sync: string) => `
    const fs = require('fs');
    exports.start = ({ told }) => {
      told(fs.readdirSync('/app').map((name) => name + '=' + fs.readFileSync('/app/' + name)));
      if (fs.existsSync('/app/b')) return;
      for (const [path, text] of [['/app/a', 'old'], ['/app/t', 'new']]) {
        const fd = fs.openSync(path, 'w');
        fs.writeSync(fd, text);
        fs.fsyncSync(fd);
        fs.closeSync(fd);
      }
      fs.renameSync('/app/t', '/app/a');
      ${sync}
    };`;
  const after = (sync: string) => run(code(sync), [crash(500, 'power')]).then((r) => r.reports[1]);
  t.is(await after(''), 'told: ["a=old","t=new"]');
  const directory = `const dir = fs.openSync('/app'); fs.fsyncSync(dir); fs.closeSync(dir);`;
  t.is(await after(directory), 'told: ["a=new"]');
  const file = `const fd = fs.openSync('/app/a', 'r+'); fs.fsyncSync(fd); fs.closeSync(fd);`;
  t.is(await after(file), 'told: ["a=new"]');
});

test('disk - a torn write leaves half a line', async (t) => {
  const code = `
    const fs = require('fs');
    exports.start = ({ told }) => {
      told(fs.existsSync('/app/log') ? fs.readFileSync('/app/log', 'utf8') : 'nothing');
      fs.appendFileSync('/app/log', '');
      const fd = fs.openSync('/app/log', 'a');
      fs.fsyncSync(fd);
      for (const line of ['first;', 'second;']) fs.writeSync(fd, line);
    };`;
  const seen = new Set<string>();
  for (let seed = 1; seed <= 12; seed += 1)
    seen.add((await run(code, [crash(500, 'torn')], { seed })).reports[1] ?? '');
  t.deepEqual([...seen].sort(), ['told: fir', 'told: first;sec']);
});

test('disk - a process that waits for its sync has done nothing after it when the power fails', async (t) => {
  const code = `
    const fs = require('fs');
    exports.start = ({ told }) => {
      const fd = fs.openSync('/app/log', 'a');
      told('start ' + fs.readFileSync('/app/log'));
      fs.writeSync(fd, 'x');
      fs.fsyncSync(fd);
      told('synced');
      fetch('http://a/');
    };`;
  const crashes: Fault = { ...crash(0, 'power'), intoSyncMs: 5 } as Fault;
  const undisturbed = await run(code, [], { syncLatencyMs: 10 });
  t.deepEqual(undisturbed.reports, ['told: start ', 'told: synced']);
  const { reports, server } = await run(
    `setTimeout(() => { ${code} exports.start(given); }, 10); let given; exports.start = (g) => { given = g; };`,
    [crashes],
    { syncLatencyMs: 10 },
  );
  t.deepEqual(reports, ['told: start ', 'told: start ', 'told: synced']);
  t.is(server.bodies.length, 1);
});

test('disk - an asynchronous sync answers when the disk does', async (t) => {
  const code = `
    const fs = require('fs');
    exports.start = async ({ told }) => {
      const handle = await fs.promises.open('/app/log', 'a');
      await handle.write('x');
      await handle.sync();
      told('synced at ' + performance.now());
      await fs.promises.writeFile('/app/other', 'y', { flush: true });
      told('flushed at ' + performance.now());
      const stream = fs.createWriteStream('/app/third', { flush: true });
      stream.end('z', () => told('finished at ' + performance.now()));
    };`;
  const { reports } = await run(code, [], { syncLatencyMs: 40 });
  t.deepEqual(reports, ['told: synced at 40', 'told: flushed at 80', 'told: finished at 120']);
});

const FULL: Fault = { kind: 'disk-full', node: 'app', forMs: 1_000, at: 1_000 };

test('disk - a full disk of which the process hears refuses writes by ENOSPC', async (t) => {
  const inputs: readonly (readonly [number, HostInput])[] = [
    [1_000, { kind: 'machine', diskFull: true }],
    [2_000, { kind: 'machine', diskFull: false }],
  ];
  const code = `
    const fs = require('fs');
    exports.start = ({ told }) => {
      fs.writeFileSync('/app/log', 'a');
      setInterval(() => {
        try { fs.appendFileSync('/app/log', 'b'); } catch (error) { told(error.code + ' ' + error.syscall); }
        told(fs.readFileSync('/app/log', 'utf8'));
      }, 600);
    };`;
  const { reports } = await run(code, [FULL], { inputs, endAt: 2_500 });
  t.deepEqual(reports, [
    'told: ab',
    'told: ENOSPC write',
    'told: ab',
    'told: ENOSPC write',
    'told: ab',
    'told: abb',
  ]);
});

test('disk - one of which it does not hear loses the first write, and no more', async (t) => {
  const code = `
    const fs = require('fs');
    exports.start = ({ told }) => {
      fs.writeFileSync('/app/log', 'a');
      let n = 0;
      setInterval(() => {
        n += 1;
        try { fs.appendFileSync('/app/log', String(n)); told('wrote ' + n); } catch (error) { told(error.code + ' ' + n); }
      }, 300);
      setTimeout(() => told(fs.readFileSync('/app/log', 'utf8')), 2_950);
    };`;
  const { reports, disk } = await run(code, [FULL], { endAt: 2_990 });
  t.deepEqual(
    reports,
    [
      ...['wrote 1', 'wrote 2', 'wrote 3', 'wrote 4', 'ENOSPC 5', 'ENOSPC 6', 'ENOSPC 7'],
      ...['wrote 8', 'wrote 9', 'a12389'],
    ].map((text) => `told: ${text}`),
  );
  t.is(JSON.stringify(disk['/app/log']).match(/"bytes"/g)?.length, 6);
});

test('disk - a restored snapshot, a wiped disk', async (t) => {
  const code = `
    const fs = require('fs');
    exports.start = ({ told }) => {
      fs.mkdirSync('/app/d', { recursive: true });
      const fd = fs.openSync('/app/d/n', 'a');
      fs.writeSync(fd, 'x');
      fs.fsyncSync(fd);
      told(fs.readFileSync('/app/d/n', 'utf8') + ' ' + fs.statSync('/app/d/n').mtime.toISOString().slice(17));
    };`;
  const { reports } = await run(code, [
    { kind: 'snapshot', node: 'app', at: 1_000 },
    { kind: 'restart', node: 'app', at: 2_000 },
    { kind: 'restart', node: 'app', at: 3_000 },
    { kind: 'restore', node: 'app', at: 4_000 },
    { kind: 'wipe', node: 'app', at: 5_000 },
  ]);
  t.deepEqual(reports, [
    'told: x 20.000Z',
    'told: xx 22.000Z',
    'told: xxx 23.000Z',
    'told: xx 24.000Z',
    'told: x 25.000Z',
  ]);
});

test('disk - records are found in what is on it', async (t) => {
  const code = `
    const { appendFileSync, renameSync } = require('fs');
    exports.start = ({ track }) => track((marker) => {
      appendFileSync('/app/a', require('zlib').gzipSync(JSON.stringify({ marker })));
      renameSync('/app/a', '/app/b');
    });`;
  const { disk } = await run(code, [], { inputs: [[5, { kind: 'track', record: 42 }]] });
  t.regex(JSON.stringify(disk['/app/b']), /"records":\[42\]/);
  t.is(JSON.stringify(disk['/app/a']), '[]');
});
