/** A program in a world: its timers, its requests, its clock and its end. */
import test from 'ava';
import { AGENT } from './_programs/_agent.js';
import type { Fault } from '../sim/world/fault.js';
import { EPOCH_MS, played, program, server } from './_worlds.test.js';
import { decidingLine } from './decisions/deciding.js';
import { instrumentProgram } from './decisions/instrument.js';
import { readerOf } from './decisions/reader.js';
import type { DecisionRecorder } from './decisions/recorder.js';
import type { Program } from './program.js';
import { outsideMicrotasks } from './realm/node/drain.js';

const TRACKS = [1, 2, 3].map((n) => [n * 1_000, { kind: 'track', record: n }] as const);

test('host model - an agent delivers each record once, dated by its own clock', async (t) => {
  const { server: received } = await outsideMicrotasks(() =>
    played({ code: AGENT, inputs: TRACKS, offsetMs: 5_000 }),
  );
  t.deepEqual(received.records, [1, 2, 3]);
  const { sentAt, batch } = JSON.parse(received.bodies[0] ?? '') as {
    sentAt: string;
    batch: { at: number }[];
  };
  // Its epoch, and 15 s.
  t.is(sentAt, '2023-11-14T22:13:35.000Z');
  t.deepEqual(
    batch.map(({ at }) => at - EPOCH_MS),
    [6_000, 7_000, 8_000],
  );
});

test('host model - a black hole ends in the time limit, a refusal in another try', async (t) => {
  const lossy = server(({ id }, number) =>
    number === 0
      ? undefined
      : number === 1
        ? { kind: 'reset', id }
        : number === 2
          ? { kind: 'response', id, status: 503, headers: [], body: '' }
          : { kind: 'response', id, status: 200, headers: [], body: '' },
  );
  const { server: received, reports } = await outsideMicrotasks(() =>
    played({ code: AGENT, inputs: TRACKS, answers: lossy }),
  );
  t.deepEqual(received.records, [1, 2, 3]);
  t.deepEqual(reports, [
    'console.error: upload failed: The operation was aborted due to timeout\n',
    'console.error: upload failed: fetch failed\n',
    'console.error: upload failed: status 503\n',
  ]);
});

test('host model - equal scenarios give equal hashes', async (t) => {
  const hashes = await outsideMicrotasks(() => {
    const all = new Set<string>();
    for (let run = 0; run < 20; run += 1) all.add(played({ code: AGENT, inputs: TRACKS }).hash);
    return all;
  });
  t.is(hashes.size, 1);
});

test('host model - a run from a microtask is refused', async (t) => {
  await Promise.resolve();
  t.throws(() => played({ code: AGENT }), { message: /SKEW-405.*outsideMicrotasks/ });
});

test('host model - the line that decides, with what set its sides', async (t) => {
  const plain = program(`
    const queue = [];
    exports.track = (marker, record) => { queue.push({ record, until: Date.now() + 5000 }); };
    exports.flush = () => {
      for (const { record, until } of queue.splice(0))
        if (Date.now() < until) fetch('https://collector.example/', { method: 'POST', body: 'sk~' + record + '~' });
    };`);
  const instrumented = await instrumentProgram(plain);
  const reader = await readerOf(instrumented);
  const inputs = [
    [1_000, { kind: 'track', record: 1 }],
    [4_000, { kind: 'flush' }],
  ] as const;
  const loses = (byMs: number, of: Program, recorder?: DecisionRecorder): boolean => {
    const faults: Fault[] = [
      { kind: 'clock', node: 'app', at: 2_000, adjustment: { kind: 'step', byMs } },
    ];
    const { server: received } = played({ of, inputs, faults, ...(recorder && { recorder }) });
    return received.records.length === 0;
  };
  const deciding = await outsideMicrotasks(() => {
    t.deepEqual([loses(1_999, plain), loses(2_000, plain)], [false, true]);
    return decidingLine(
      { program: instrumented, reader, node: 'agent' },
      {
        passing: (recorder) => loses(1_999, instrumented, recorder),
        losing: (recorder) => loses(2_000, instrumented, recorder),
      },
    );
  });
  t.like(deciding, {
    kind: 'decision',
    confirmed: true,
    losing: {
      name: 'program:6  Date.now() < until',
      left: { value: EPOCH_MS + 6_000, clock: 'agent', latchedBy: 'wall clock at program:6' },
      right: {
        value: EPOCH_MS + 6_000,
        stored: EPOCH_MS + 1_000,
        latchedBy: 'Date.now() + 5000 at program:3',
      },
    },
    passing: { left: { value: EPOCH_MS + 5_999 }, held: true },
  });
});

test('adapter - exports under other names, told errors, inputs without a handler', async (t) => {
  const code = `
    const host = {};
    exports.begin = (given) => Object.assign(host, given);
    exports.meter = (marker, record) => { host.told(new RangeError('no room for ' + marker + record)); };
    exports.flushAll = async () => { host.told({ flushed: true }); };
    exports.reload = (value) => { host.told('reload ' + value.n); };`;
  const told = await outsideMicrotasks(() =>
    played({
      code,
      adapter: { start: 'begin', track: 'meter', flush: 'flushAll' },
      inputs: [
        [1, { kind: 'track', record: 5 }],
        [2, { kind: 'flush' }],
        [3, { kind: 'call', name: 'reload', value: { n: 3 } }],
        [4, { kind: 'call', name: 'none' }],
        [5, { kind: 'machine', online: false }],
      ],
    }),
  );
  t.regex(
    told.reports[0] ?? '',
    /^told: RangeError: no room for sk~5~5\n\s+at exports.meter \(program:program:4:/,
  );
  t.deepEqual(told.reports.slice(1), ['told: {"flushed":true}', 'told: reload 3']);
  const [report] = told.effects.filter((effect) => effect.kind === 'report');
  t.deepEqual(report?.report.records, [5]);
});
