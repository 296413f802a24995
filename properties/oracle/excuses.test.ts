/** How far each excuse goes, and where it ends. */
import test from 'ava';
import type { Fault } from '../../sim/world/fault.js';
import { look, puppetStudy, rowOf, scripted, told, used } from '../_toy.test.js';
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

test('excuses - a number means only what was used before it was told, or until a given time', (t) => {
  t.deepEqual(fates(run([use, told({ by: 'unknown' }, 19), look([])])), ['1 destroyed']);
  t.deepEqual(fates(run([use, told({ by: 'unknown' }, 20), look([])])), ['1 lost-reported']);
  const until = (usedUntilMs: number): RunResult =>
    run([use, told({ by: 'unknown', usedUntilMs }), look([])]);
  t.deepEqual(fates(until(20)), ['1 lost-reported']);
  t.deepEqual(fates(until(19)), ['1 destroyed']);
});

test('excuses - an unfounded report accounts for nothing, and is itself not true', (t) => {
  const result = run([use, told({ by: 'unfounded', why: 'it is its own disk' }), look([])]);
  t.deepEqual(broken(result), ['conservation destroyed', 'reports-true counted']);
  t.is(result.violations[1]?.detail, 'it is its own disk');
});

test('excuses - reported is not delivered: whoever still holds it is not live', (t) => {
  const result = run([
    { ...use, state: { record: 1 } },
    told({ by: 'records', records: [1] }),
    look([]),
  ]);
  t.deepEqual(broken(result), ['eventual-delivery lost-reported']);
  t.is(result.verdict, 'not-live');
});

test('excuses - records of one edge are all there or none', (t) => {
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

test('excuses - a machine that sleeps finishes no sync', (t) => {
  const sleep: Fault = { kind: 'suspend', node: 'a', at: 22, forMs: 100 };
  const at = (crashAt: number, faults: readonly Fault[] = [sleep]): readonly string[] =>
    fates(
      run([use, look([])], { syncLatencyMs: 5, faults: [...faults, { ...CRASH, at: crashAt }] }),
    );
  t.deepEqual(at(122), ['1 excused unsynced-at-crash']);
  t.deepEqual(at(123), ['1 destroyed']);
  t.deepEqual(at(26, []), ['1 destroyed']);
  // Awake for no millisecond in between.
  const again: Fault = { kind: 'suspend', node: 'a', at: 122, forMs: 50 };
  t.deepEqual(at(172, [sleep, again]), ['1 excused unsynced-at-crash']);
  t.deepEqual(at(173, [sleep, again]), ['1 destroyed']);
});

test('excuses - a replaced disk held it, and who had heard of it lost power before that was on disk', (t) => {
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
  // Had it been on disk, no crash would have taken it.
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

test('excuses - a full disk refused it, and the machine slept before it could note that', (t) => {
  const full: Fault = { kind: 'disk-full', node: 'a', at: 10, forMs: 10 };
  const sleep: Fault = { kind: 'suspend', node: 'a', at: 20, forMs: 3 };
  const at = (crashAt: number, faults: readonly Fault[]): readonly string[] =>
    fates(
      run([use, look([])], { syncLatencyMs: 5, faults: [...faults, { ...CRASH, at: crashAt }] }),
    );
  t.deepEqual(at(28, [full, sleep]), ['1 excused unsynced-at-crash']);
  t.deepEqual(at(29, [full, sleep]), ['1 destroyed']);
  // What no disk refused was written before the machine slept.
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

test('excuses - a break that others could see must be told', (t) => {
  const of = (record: number, endMs: number): Order => ({
    at: endMs,
    use: used(record, { history: 0, startMs: endMs - 1, endMs }),
  });
  const row = (record: number, endMs: number): ReturnType<typeof rowOf> =>
    rowOf(record, { startMs: endMs - 1, endMs });
  const faults: Fault[] = [{ kind: 'wipe', node: 'a', at: 100 }];
  const fatesOf = (orders: readonly Order[], shown: Order): readonly string[] =>
    fates(run([{ ...kept, use: used(1, { history: 0 }) }, ...orders, shown], { faults }));
  /** What b has of node a when the disk is destroyed. */
  const witness: Order[] = [of(2, 25), { at: 26, node: 'b', state: { record: 2 } }];
  const back = of(3, 300);
  const both = look([row(2, 25), row(3, 300)]);
  t.deepEqual(fatesOf([...witness, back], both), ['1 destroyed']);
  t.deepEqual(fatesOf([...witness, back, told({ by: 'unknown' }, 400)], both), ['1 lost-reported']);
  // Nobody could tell who has nothing of it, or who never hears of the node again.
  t.deepEqual(fatesOf([back], look([row(3, 300)])), ['1 excused disk-destroyed']);
  t.deepEqual(fatesOf(witness, look([row(2, 25)])), ['1 excused disk-destroyed']);
});

test('excuses - two disasters took it before the second disk had synced it', (t) => {
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
  // Power that fails again while the machine is down takes no more, and excuses no less.
  const again: Fault = { ...crash, downMs: 9 };
  t.deepEqual(of([copied(false)], [wipe, again, { ...crash, at: 122 }]), [
    '1 excused disk-destroyed',
  ]);
  // Held by a disk when everything ends: it could have been delivered.
  t.deepEqual(of([copied(false)], [wipe]), ['1 stranded']);
  t.deepEqual(of([copied(true)], [wipe, crash]), ['1 stranded']);
  // Who deletes the last copy has no disaster to point to.
  t.deepEqual(of([copied(false), erased], [wipe, crash]), ['1 destroyed']);
  // Without the first disaster, the first disk still has it.
  t.deepEqual(of([copied(false)], [crash]), ['1 stranded']);
});

test('excuses - a stated error has its limit', (t) => {
  const vague = look([rowOf(1, { startMs: 60, endMs: 70, boundMs: 1_000 })]);
  t.deepEqual(fates(run([use, vague])), []);
  t.deepEqual(fates(run([use, vague], { statedErrorMsMax: 50 })), []);
  t.deepEqual(fates(run([use, vague], { statedErrorMsMax: 49 })), ['1 misdated']);
});

test('excuses - shown twice by any look is a duplicate, though a later look shows it once', (t) => {
  const result = run([use, look([rowOf(1), rowOf(1)], 100), look([rowOf(1)])]);
  t.deepEqual(broken(result), ['no-duplicates duplicated']);
  t.is(result.violations[0]?.detail, 'shown more than once by a look');
});
