/** Limits of each excuse: the last case that it covers, and the first that it does not. */
import test from 'ava';
import type { Fault } from '../../sim/world/fault.js';
import { look, puppetStudy, rowOf, scripted, reportLoss, used } from '../_toy.test.js';
import type { Order, PuppetScenario } from '../_toy.test.js';
import { runScenario } from './judged-run.js';
import type { RunResult } from './judged-run.js';

const run = (orders: readonly Order[], parts: Partial<PuppetScenario> = {}): RunResult =>
  runScenario(puppetStudy, scripted(orders, parts));

const fates = (result: RunResult): readonly string[] =>
  result.fates.uncounted.map(({ record, fate, excuse }) =>
    [String(record), fate, ...(excuse === undefined ? [] : [excuse])].join(' '),
  );

const broken = (result: RunResult): readonly string[] =>
  result.violations.map(({ property, fate }) => `${property} ${fate}`);

const use: Order = { at: 20, use: used(1) };
const kept: Order = {
  ...use,
  effects: [
    { kind: 'append', file: 'f', entry: { record: 1 } },
    { kind: 'sync', file: 'f' },
  ],
};

test('excuses - a count covers only records used before the report, or until its stated time', (t) => {
  t.deepEqual(fates(run([use, reportLoss({ by: 'unknown' }, 19), look([])])), ['1 destroyed']);
  t.deepEqual(fates(run([use, reportLoss({ by: 'unknown' }, 20), look([])])), ['1 lost-reported']);
  const until = (usedUntilMs: number): RunResult =>
    run([use, reportLoss({ by: 'unknown', usedUntilMs }), look([])]);
  t.deepEqual(fates(until(20)), ['1 lost-reported']);
  t.deepEqual(fates(until(19)), ['1 destroyed']);
});

test('excuses - an unfounded report covers no record and is itself a violation', (t) => {
  const result = run([use, reportLoss({ by: 'unfounded', why: 'it is its own disk' }), look([])]);
  t.deepEqual(broken(result), ['conservation destroyed', 'reports-true counted']);
  t.is(result.violations[1]?.detail, 'it is its own disk');
});

test('excuses - a node that still holds a reported record is not live', (t) => {
  const result = run([
    { ...use, state: { record: 1 } },
    reportLoss({ by: 'records', records: [1] }),
    look([]),
  ]);
  t.deepEqual(broken(result), ['eventual-delivery lost-reported']);
  t.is(result.verdict, 'not-live');
});

test('excuses - records of one edge are all counted or none is', (t) => {
  const optional = { optional: { edge: 3 } } as const;
  const two: Order[] = [
    { at: 20, use: used(1, optional) },
    { at: 21, use: used(2, optional) },
  ];
  t.deepEqual(fates(run([...two, look([])])), ['1 excused optional', '2 excused optional']);
  t.deepEqual(fates(run([...two, look([rowOf(2)])])), ['1 destroyed']);
  const apart: Order[] = [{ at: 20, use: used(1, { optional: { edge: 2 } }) }, ...two.slice(1)];
  t.deepEqual(fates(run([...apart, look([rowOf(2)])])), ['1 excused optional']);
});

const CRASH = { kind: 'crash', node: 'a', severity: 'power', downMs: 1 } as const;

test('excuses - a suspended machine finishes no sync', (t) => {
  const sleep: Fault = { kind: 'suspend', node: 'a', at: 22, forMs: 100 };
  const at = (crashAt: number, faults: readonly Fault[] = [sleep]): readonly string[] =>
    fates(
      run([use, look([])], { syncLatencyMs: 5, faults: [...faults, { ...CRASH, at: crashAt }] }),
    );
  t.deepEqual(at(122), ['1 excused unsynced-at-crash']);
  t.deepEqual(at(123), ['1 destroyed']);
  t.deepEqual(at(26, []), ['1 destroyed']);
  // Awake for less than a millisecond in between.
  const again: Fault = { kind: 'suspend', node: 'a', at: 122, forMs: 50 };
  t.deepEqual(at(172, [sleep, again]), ['1 excused unsynced-at-crash']);
  t.deepEqual(at(173, [sleep, again]), ['1 destroyed']);
});

test('excuses - the disk that held it was replaced, and the node with a copy lost power before its sync', (t) => {
  const heard: Order = {
    at: 24,
    node: 'b',
    effects: [
      { kind: 'append', file: 'f', entry: { record: 1 } },
      { kind: 'sync', file: 'f' },
    ],
  };
  const at = (wipeAt: number, crashAt: number): readonly string[] =>
    fates(
      run([kept, heard, look([])], {
        syncLatencyMs: 5,
        faults: [
          { kind: 'wipe', node: 'a', at: wipeAt },
          { ...CRASH, node: 'b', at: crashAt },
        ],
      }),
    );
  t.deepEqual(at(26, 28), ['1 excused disk-destroyed']);
  // A durable copy would have survived the crash.
  t.deepEqual(at(26, 32), ['1 stranded']);
});

test('excuses - a full disk refused it and the process ended at once', (t) => {
  const full: Fault = { kind: 'disk-full', node: 'a', at: 10, forMs: 10 };
  const soft = (at: number): Fault => ({ ...CRASH, severity: 'process', at });
  t.deepEqual(fates(run([use, look([])], { faults: [full, soft(20)] })), [
    '1 excused unwritten-at-crash',
  ]);
  t.deepEqual(fates(run([use, look([])], { faults: [full, soft(21)] })), ['1 destroyed']);
  const earlier: Fault = { ...full, forMs: 9 };
  t.deepEqual(fates(run([use, look([])], { faults: [earlier, soft(20)] })), ['1 destroyed']);
});

test('excuses - a full disk refused it, and the machine was suspended before it could note that', (t) => {
  const full: Fault = { kind: 'disk-full', node: 'a', at: 10, forMs: 10 };
  const sleep: Fault = { kind: 'suspend', node: 'a', at: 20, forMs: 3 };
  const at = (crashAt: number, faults: readonly Fault[]): readonly string[] =>
    fates(
      run([use, look([])], { syncLatencyMs: 5, faults: [...faults, { ...CRASH, at: crashAt }] }),
    );
  t.deepEqual(at(28, [full, sleep]), ['1 excused unsynced-at-crash']);
  t.deepEqual(at(29, [full, sleep]), ['1 destroyed']);
  // Data that no disk refused was written before the suspension.
  t.deepEqual(at(28, [{ ...full, forMs: 9 }, sleep]), ['1 destroyed']);
});

test('excuses - a restore without an image destroys nothing, and excuses nothing later', (t) => {
  const faults: Fault[] = [
    { kind: 'restore', node: 'a', at: 30 },
    { ...CRASH, at: 100 },
  ];
  const gone: Order = {
    at: 50,
    effects: [
      { kind: 'remove', file: 'f' },
      { kind: 'sync', file: 'f' },
    ],
  };
  t.deepEqual(fates(run([kept, gone, look([])], { faults })), ['1 destroyed']);
});

test('excuses - a gap that another node could detect must be reported', (t) => {
  const of = (record: number, endMs: number): Order => ({
    at: endMs,
    use: used(record, { history: 0, startMs: endMs - 1, endMs }),
  });
  const row = (record: number, endMs: number): ReturnType<typeof rowOf> =>
    rowOf(record, { startMs: endMs - 1, endMs });
  const faults: Fault[] = [{ kind: 'wipe', node: 'a', at: 100 }];
  const fatesOf = (orders: readonly Order[], shown: Order): readonly string[] =>
    fates(run([{ ...kept, use: used(1, { history: 0 }) }, ...orders, shown], { faults }));
  /** Records of node a that b holds when the disk is destroyed. */
  const witness: Order[] = [of(2, 25), { at: 26, node: 'b', state: { record: 2 } }];
  const back = of(3, 300);
  const both = look([row(2, 25), row(3, 300)]);
  t.deepEqual(fatesOf([...witness, back], both), ['1 destroyed']);
  t.deepEqual(fatesOf([...witness, back, reportLoss({ by: 'unknown' }, 400)], both), [
    '1 lost-reported',
  ]);
  // A node without later records, or one that never hears from the node again, cannot detect the
  // gap.
  t.deepEqual(fatesOf([back], look([row(3, 300)])), ['1 excused disk-destroyed']);
  t.deepEqual(fatesOf(witness, look([row(2, 25)])), ['1 excused disk-destroyed']);
});

test('excuses - a gap is not detected by a node whose own disk was replaced first', (t) => {
  const { effects = [] } = kept;
  const wipe = (node: string, at: number): Fault => ({ kind: 'wipe', node, at });
  const later = used(2, { history: 0, startMs: 24, endMs: 25 });
  const back = used(3, { history: 0, startMs: 299, endMs: 300 });
  const fatesOf = (seen: readonly Order[], faults: readonly Fault[]): readonly string[] => {
    const orders: Order[] = [
      { at: 20, use: used(1, { history: 0 }), effects },
      { at: 25, use: later },
      { at: 30, node: 'b', effects: [{ kind: 'send', to: 'a', message: 'welcome' }] },
      ...seen,
      // A copy such as that of a console shows that record 2 exists, and detects nothing.
      { at: 90, node: 'c', state: { record: 2 } },
      { at: 300, use: back },
      look([rowOf(2, { startMs: 24, endMs: 25 }), rowOf(3, { startMs: 299, endMs: 300 })]),
    ];
    return fates(run(orders, { faults: [...faults, wipe('a', 100)] }));
  };
  const uploaded = (at: number): Order => ({
    at,
    node: 'b',
    effects: [
      { kind: 'append', file: 'f', entry: { record: 2 } },
      { kind: 'sync', file: 'f' },
    ],
  });
  const silent = ['1 destroyed'];
  const excused = ['1 excused disk-destroyed'];
  t.deepEqual(fatesOf([], []), silent);
  t.deepEqual(fatesOf([], [wipe('b', 60)]), excused);
  t.deepEqual(fatesOf([uploaded(40)], [wipe('b', 60)]), excused);
  t.deepEqual(fatesOf([uploaded(70)], [wipe('b', 60)]), silent);
  // A copy in memory is knowledge while it is there.
  const inMemory: Order = { at: 70, node: 'b', state: { record: 2 } };
  t.deepEqual(fatesOf([inMemory], [wipe('b', 60)]), silent);
  t.deepEqual(fatesOf([inMemory, { ...inMemory, at: 80, state: null }], [wipe('b', 60)]), excused);
  // What an image holds is known again.
  const restored = (imageAt: number): Fault[] => [
    { kind: 'snapshot', node: 'b', at: imageAt },
    { kind: 'restore', node: 'b', at: 60 },
  ];
  t.deepEqual(fatesOf([uploaded(40)], restored(50)), silent);
  t.deepEqual(fatesOf([uploaded(40)], restored(39)), excused);
  t.deepEqual(fatesOf([uploaded(40)], [...restored(50), wipe('b', 70)]), excused);
});

test('excuses - two faults destroyed it before the second disk had synced it', (t) => {
  const wipe: Fault = { kind: 'wipe', node: 'a', at: 100 };
  const crash: Fault = { ...CRASH, node: 'b', at: 120 };
  const copied = (sync: boolean): Order => ({
    at: 90,
    node: 'b',
    effects: [
      { kind: 'append', file: 'f', entry: { record: 1 } },
      ...(sync ? [{ kind: 'sync', file: 'f' } as const] : []),
    ],
  });
  const erased: Order = { at: 110, node: 'b', effects: [{ kind: 'remove', file: 'f' }] };
  const of = (orders: readonly Order[], faults: readonly Fault[]): readonly string[] =>
    fates(run([kept, ...orders, look([])], { faults }));
  t.deepEqual(of([copied(false)], [wipe, crash]), ['1 excused disk-destroyed']);
  // A second power failure of a machine that is down takes nothing more, and the excuse remains.
  const again: Fault = { ...crash, downMs: 9 };
  t.deepEqual(of([copied(false)], [wipe, again, { ...crash, at: 122 }]), [
    '1 excused disk-destroyed',
  ]);
  // A disk holds it at the end: it could have been delivered.
  t.deepEqual(of([copied(false)], [wipe]), ['1 stranded']);
  t.deepEqual(of([copied(true)], [wipe, crash]), ['1 stranded']);
  // A node that deletes the last copy has no fault to blame.
  t.deepEqual(of([copied(false), erased], [wipe, crash]), ['1 destroyed']);
  // Without the wipe, the first disk still holds it.
  t.deepEqual(of([copied(false)], [crash]), ['1 stranded']);
});

test('excuses - a stated error excuses up to a limit', (t) => {
  const vague = look([rowOf(1, { startMs: 60, endMs: 70, boundMs: 1_000 })]);
  t.deepEqual(fates(run([use, vague])), []);
  t.deepEqual(fates(run([use, vague], { statedErrorMsMax: 50 })), []);
  t.deepEqual(fates(run([use, vague], { statedErrorMsMax: 49 })), ['1 misdated']);
});

test('excuses - a record shown twice by one look is a duplicate, even if a later look shows it once', (t) => {
  const result = run([use, look([rowOf(1), rowOf(1)], 100), look([rowOf(1)])]);
  t.deepEqual(broken(result), ['no-duplicates duplicated']);
  t.is(result.violations[0]?.detail, 'shown more than once by a look');
});
