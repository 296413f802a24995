import test from 'ava';
import { Seq } from '../../sim/model/seq.js';
import type { Fault } from '../../sim/world/fault.js';
import { look, puppetStudy, rowOf, scripted, reportLoss, used } from '../_toy.test.js';
import type { Order, PuppetScenario } from '../_toy.test.js';
import type { RecordFate } from './fates.js';
import { runScenario } from './judged-run.js';
import type { RunResult } from './judged-run.js';
import type { Fate } from './verdict.js';

const run = (
  orders: readonly Order[],
  parts: Partial<PuppetScenario> = {},
  untilMs?: number,
): RunResult =>
  runScenario(puppetStudy, scripted(orders, parts), untilMs === undefined ? {} : { untilMs });

/** The use of record 1, metered from 20 ms on; the node then holds `state`. */
const use = (state: unknown = null, parts: Parameters<typeof used>[1] = {}): Order => ({
  at: 20,
  use: used(1, parts),
  state,
});
const HELD = { record: 1 };

/** The only fate of a run; `counted` if there is no other. */
function fateOf(result: RunResult): Omit<RecordFate, 'record'> {
  const { uncounted, totals } = result.fates;
  const total = Object.values(totals).reduce((sum, n) => sum + n, 0);
  if (total !== 1) throw new Error(`${String(total)} fates`);
  const [one] = uncounted;
  if (one === undefined) return { fate: 'counted' };
  const { record: _, ...fate } = one;
  return fate;
}

/** Appends the record to a file on node a, with or without a sync. */
const written = (synced: boolean): Order => ({
  at: 20,
  use: used(1),
  effects: [
    { kind: 'append', file: 'f', entry: HELD },
    ...(synced ? [{ kind: 'sync', file: 'f' } as const] : []),
  ],
});

test('fates - counted: shown once, within the error that the row states', (t) => {
  t.deepEqual(fateOf(run([use(), look([rowOf(1)])])), { fate: 'counted' });
  const late = rowOf(1, { startMs: 15, endMs: 25 });
  t.deepEqual(fateOf(run([use(), look([{ ...late, boundMs: 5 }])])), { fate: 'counted' });
  t.deepEqual(fateOf(run([use(), look([late])], { toleranceMs: 5 })), { fate: 'counted' });
  // A summary row states no dates, so none can be wrong.
  t.deepEqual(fateOf(run([use(), look([{ key: 'k', records: [1], uses: 1 }])])), {
    fate: 'counted',
  });
});

test('fates - misdated: beyond the error stated and tolerated; the larger of two errors counts', (t) => {
  const row = rowOf(1, { startMs: 16, endMs: 13, boundMs: 2 });
  t.deepEqual(fateOf(run([use(), look([row])], { toleranceMs: 3 })), {
    fate: 'misdated',
    offMs: -7,
  });
  t.is(run([use(), look([row])]).violations[0]?.property, 'dates');
});

test('fates - misdated: of two equal errors the start counts', (t) => {
  const off = (...rows: Parameters<typeof look>[0]): number | undefined =>
    run([use(), look(rows)]).fates.uncounted[0]?.offMs;
  t.is(off(rowOf(1, { startMs: 6, endMs: 24 })), -4);
  t.is(off(rowOf(1, { startMs: 6, endMs: 25 })), 5);
});

test('fates - misdated: a use outside its interval, whose end is no part of it', (t) => {
  const of = (fromMs: number, toMs: number): number | undefined =>
    run([use(), look([{ key: 'k', records: [1], uses: 1, interval: { fromMs, toMs } }])]).fates
      .uncounted[0]?.offMs;
  t.is(of(10, 11), undefined);
  t.is(of(5, 40), undefined);
  t.is(of(12, 40), 2);
  t.is(of(0, 10), -1);
  t.is(of(0, 7), -4);
});

test('fates - duplicated: in two rows, or twice in one', (t) => {
  const twice = run([use(), look([rowOf(1), rowOf(1)])]);
  t.deepEqual(fateOf(twice), { fate: 'duplicated' });
  t.is(twice.violations[0]?.property, 'no-duplicates');
  const inOne = run([use(), look([{ key: 'k', records: [1, 1], uses: 2 }])]);
  t.deepEqual(fateOf(inOne), { fate: 'duplicated' });
});

test('fates - phantom: shown, but never used', (t) => {
  const result = run([look([rowOf(1)])]);
  t.deepEqual(fateOf(result), { fate: 'phantom' });
  t.deepEqual(
    result.violations.map(({ property, fate, records }) => ({ property, fate, records })),
    [{ property: 'no-duplicates', fate: 'phantom', records: [1] }],
  );
});

test('fates - pending: the run is not over, and a node holds it', (t) => {
  const result = run([use(HELD), look([], 30)], {}, 500);
  t.deepEqual(fateOf(result), { fate: 'pending', holders: ['a'] });
  t.is(result.verdict, 'pass');
});

test('fates - a look before the faults have ended does not end a run: its verdict is unknown', (t) => {
  const result = run([use(HELD), look([], 30)]);
  t.deepEqual(fateOf(result), { fate: 'pending', holders: ['a'] });
  t.is(result.verdict, 'unknown');
  t.regex(result.reason ?? '', /not looked at/);
});

test('fates - pending: a look after the faults does not end a run that is cut short', (t) => {
  t.is(fateOf(run([use(HELD), look([])], {}, 980)).fate, 'pending');
  t.is(fateOf(run([use(HELD), look([])])).fate, 'stranded');
});

test('fates - stranded: held when the run ends, in a state, on a disk or in flight', (t) => {
  const inState = run([use({ rows: Seq.of([HELD]) }), look([])]);
  t.deepEqual(fateOf(inState), { fate: 'stranded', holders: ['a'] });
  t.is(inState.verdict, 'violation');
  t.deepEqual(fateOf(run([written(true), look([])])), { fate: 'stranded', holders: ['a'] });
  const underWay = run(
    [
      { at: 20, use: used(1) },
      { at: 800, effects: [{ kind: 'send', to: 'b', message: { records: [1] } }] },
      look([]),
    ],
    { link: { latencyMsMin: 500 } },
  );
  t.deepEqual(fateOf(underWay), { fate: 'stranded', holders: ['a→b'] });
});

test('fates - stranded: each holder is named once', (t) => {
  const orders: Order[] = [use([HELD, HELD]), { at: 30, node: 'b', state: HELD }, look([])];
  t.deepEqual(fateOf(run(orders)), { fate: 'stranded', holders: ['a', 'b'] });
});

test('fates - destroyed: no node holds it', (t) => {
  t.deepEqual(fateOf(run([use(), look([])])), { fate: 'destroyed', holders: [] });
  // Even before the run is over: no event can bring it back.
  t.deepEqual(fateOf(run([use()], {}, 500)), { fate: 'destroyed', holders: [] });
});

test('fates - lost-reported: by name, by count, or in unknown number', (t) => {
  for (const coverage of [
    { by: 'records', records: [1] },
    { by: 'count', count: 1 },
    { by: 'unknown' },
  ] as const) {
    const result = run([use(), reportLoss(coverage), look([])]);
    t.deepEqual(fateOf(result), { fate: 'lost-reported', holders: [] });
    t.is(result.verdict, 'pass');
    t.is(result.reports, 1);
  }
});

test('fates - lost-reported: a count covers that number of records, of that node only', (t) => {
  const two: Order[] = [use(), { at: 21, use: used(2) }];
  const fates = (orders: readonly Order[]): readonly Fate[] =>
    run([...two, ...orders, look([])]).fates.uncounted.map(({ fate }) => fate);
  t.deepEqual(fates([reportLoss({ by: 'count', count: 1 })]), ['lost-reported', 'destroyed']);
  t.deepEqual(fates([reportLoss({ by: 'records', records: [2] })]), ['destroyed', 'lost-reported']);
  // The named record does not use up the count.
  t.deepEqual(
    fates([reportLoss({ by: 'records', records: [1] }), reportLoss({ by: 'count', count: 1 })]),
    ['lost-reported', 'lost-reported'],
  );
  const ofB = run([use(null, { node: 'b' }), reportLoss({ by: 'count', count: 1 }), look([])]);
  t.deepEqual(fateOf(ofB), { fate: 'destroyed', holders: [] });
});

test('fates - excused: at an edge, where both outcomes are right', (t) => {
  const optional = use(null, { optional: 'alone' });
  t.deepEqual(fateOf(run([optional, look([])])), { fate: 'excused', excuse: 'optional' });
  t.deepEqual(fateOf(run([optional, look([rowOf(1)])])), { fate: 'counted' });
  t.is(run([optional, look([rowOf(1), rowOf(1)])]).verdict, 'violation');
});

test('fates - excused: the scenario destroyed the disk with the only copy', (t) => {
  const faults: Fault[] = [{ kind: 'wipe', node: 'a', at: 100 }];
  t.deepEqual(fateOf(run([written(true), look([])], { faults })), {
    fate: 'excused',
    excuse: 'disk-destroyed',
  });
});

test('fates - excused: the disk was restored from an image older than the record', (t) => {
  const faults: Fault[] = [
    { kind: 'snapshot', node: 'a', at: 10 },
    { kind: 'restore', node: 'a', at: 100 },
  ];
  t.is(fateOf(run([written(true), look([])], { faults })).excuse, 'disk-destroyed');
  const later: Fault[] = [
    { kind: 'snapshot', node: 'a', at: 50 },
    { kind: 'restore', node: 'a', at: 100 },
  ];
  t.is(fateOf(run([written(true), look([])], { faults: later })).fate, 'stranded');
});

test('fates - no excuse: another node held a copy when the disk was destroyed', (t) => {
  const faults: Fault[] = [{ kind: 'wipe', node: 'a', at: 100 }];
  const orders: Order[] = [
    written(true),
    { at: 30, node: 'b', state: HELD },
    { at: 200, node: 'b', state: null },
    look([]),
  ];
  t.deepEqual(fateOf(run(orders, { faults })), { fate: 'destroyed', holders: [] });
});

test('fates - excused: a power failure before the sync could finish, to the millisecond', (t) => {
  const crash = (at: number, severity: 'power' | 'torn' | 'process' = 'power'): Fault[] => [
    { kind: 'crash', node: 'a', at, severity, downMs: 1 },
  ];
  const fate = (faults: readonly Fault[], syncLatencyMs = 5): Omit<RecordFate, 'record'> =>
    fateOf(run([written(false), look([])], { faults, syncLatencyMs }));
  t.deepEqual(fate(crash(25)), { fate: 'excused', excuse: 'unsynced-at-crash' });
  t.is(fate(crash(26)).fate, 'destroyed');
  // A process crash does not take data that was written.
  t.is(fate(crash(25, 'process')).fate, 'stranded');
  // A power failure of another node excuses nothing.
  t.is(
    fateOf(run([use(), look([])], { faults: [{ ...crash(21)[0], node: 'b' } as Fault] })).fate,
    'destroyed',
  );
});
