/** Limits of the excuses for replaced disks: for each, the case it covers and cases that remain violations. */
import test from 'ava';
import type { Fault } from '../../sim/world/fault.js';
import { look, puppetStudy, rowOf, scripted, used } from '../_toy.test.js';
import type { Order, PuppetScenario } from '../_toy.test.js';
import type { RunnableStudy } from '../study/contract.js';
import { runScenario } from './judged-run.js';

type Puppets = RunnableStudy<PuppetScenario, unknown, Order>;

interface Setting {
  readonly faults: readonly Fault[];
  /** Latency of both links, ms. */
  readonly latencyMs?: number;
  readonly study?: Puppets;
  readonly shown?: Order;
}

const fatesOf = (orders: readonly Order[], setting: Setting): readonly string[] => {
  const { faults, latencyMs = 0, study = puppetStudy, shown = look([]) } = setting;
  const link = { latencyMsMin: latencyMs, latencyMsMax: latencyMs };
  return runScenario(study, scripted([...orders, shown], { faults, link })).fates.uncounted.map(
    ({ record, fate, excuse }) =>
      [String(record), fate, ...(excuse === undefined ? [] : [excuse])].join(' '),
  );
};

const EXCUSED = ['1 excused disk-destroyed'];
const DESTROYED = ['1 destroyed'];

const HELD = { record: 1 };
const wipe = (node: string, at = 100): Fault => ({ kind: 'wipe', node, at });

/** Use of record 1 on node a at 20 ms, which the node keeps in its memory. */
const inMemory: Order = { at: 20, use: used(1), state: HELD };

const written = (at: number, node: string, synced = true, entry: unknown = HELD): Order => ({
  at,
  node,
  effects: [
    { kind: 'append', file: 'f', entry },
    ...(synced ? [{ kind: 'sync', file: 'f' } as const] : []),
  ],
});

/** Node a drops every copy of the record. */
const dropped: Order = {
  at: 200,
  state: null,
  effects: [
    { kind: 'remove', file: 'f' },
    { kind: 'sync', file: 'f' },
  ],
};

const message = (from: string, to: string, at: number): Order => ({
  at,
  node: from,
  effects: [{ kind: 'send', to, message: { answer: true } }],
});

// ---- another node dropped its copy because of an answer -------------------------------------------

/** The record is on the disks of a, where it was used, and of b, which is wiped at 100 ms. */
const onBoth: readonly Order[] = [{ at: 20, use: used(1) }, written(21, 'a'), written(30, 'b')];

test('replaced disks - a copy may be dropped if its node learns from others that the record is safe', (t) => {
  const faults = [wipe('b')];
  t.deepEqual(fatesOf([...onBoth, dropped], { faults }), EXCUSED);
  // Node a received b's own messages, and none was left to arrive: it had no reason to drop the copy.
  const answered = [message('b', 'a', 40), ...onBoth, dropped];
  t.deepEqual(fatesOf(answered, { faults }), DESTROYED);
});

test('replaced disks - a copy may be dropped if an answer was in flight', (t) => {
  const faults = [wipe('b')];
  // Both arrive after 50 ms: the first before the wipe, the second after it.
  const early = message('b', 'a', 40);
  const orders = [...onBoth, early, message('b', 'a', 90), dropped];
  t.deepEqual(fatesOf(orders, { faults, latencyMs: 50 }), EXCUSED);
  t.deepEqual(fatesOf([...onBoth, early, dropped], { faults, latencyMs: 50 }), DESTROYED);
  // A message to the wiped node tells a nothing.
  const toB = [...onBoth, early, message('a', 'b', 90), dropped];
  t.deepEqual(fatesOf(toB, { faults, latencyMs: 50 }), DESTROYED);
});

test('replaced disks - an answer is no reason unless the disk had synced the record', (t) => {
  const faults = [wipe('b')];
  const unsynced = [{ at: 20, use: used(1) }, written(21, 'a'), written(30, 'b', false)];
  t.deepEqual(fatesOf([...unsynced, dropped], { faults }), DESTROYED);
  // Nor does another record on the disk, which was synced, make a difference.
  const other = written(25, 'b', true, { record: 2 });
  t.deepEqual(fatesOf([...unsynced, other, dropped], { faults }), DESTROYED);
  t.deepEqual(
    fatesOf([{ at: 20, use: used(1) }, written(21, 'a'), dropped], { faults }),
    DESTROYED,
  );
});

test('replaced disks - without the replacement, a dropped copy leaves the record on the other disk', (t) => {
  t.deepEqual(fatesOf([...onBoth, dropped], { faults: [] }), ['1 stranded']);
  // A replacement after the copy was dropped destroyed the only copy.
  t.deepEqual(fatesOf([...onBoth, dropped], { faults: [wipe('b', 300)] }), EXCUSED);
});

// ---- copies were left in memories only ------------------------------------------------------------

/** Node a, which has received b's messages, keeps the record in its memory only. */
const passing: readonly Order[] = [inMemory, written(30, 'b'), message('b', 'a', 40)];

test('replaced disks - a record left in memories only is excused', (t) => {
  t.deepEqual(fatesOf([...passing, dropped], { faults: [wipe('b')] }), EXCUSED);
});

test('replaced disks - a record left on a disk is not excused, synced or not', (t) => {
  for (const synced of [true, false]) {
    const orders = [...passing, written(50, 'a', synced), dropped];
    t.deepEqual(fatesOf(orders, { faults: [wipe('b')] }), DESTROYED, String(synced));
  }
});

test('replaced disks - a record in memories only that was synced later is not excused', (t) => {
  const faults = [wipe('b')];
  t.deepEqual(fatesOf([...passing, written(150, 'a'), dropped], { faults }), DESTROYED);
  t.deepEqual(fatesOf([...passing, written(150, 'a', false), dropped], { faults }), EXCUSED);
});

test('replaced disks - a record of the replaced disk’s own node is not excused by memories', (t) => {
  const own: readonly Order[] = [
    { at: 20, node: 'b', use: used(1, { node: 'b' }) },
    written(30, 'b'),
    message('b', 'a', 40),
    { at: 50, state: HELD },
  ];
  t.deepEqual(fatesOf([...own, dropped], { faults: [wipe('b')] }), DESTROYED);
});

test('replaced disks - the disk that a record had been passed on to was replaced before its own', (t) => {
  const seen: Order = { at: 50, node: 'c', state: HELD };
  const forgotten: Order = { at: 200, node: 'c', state: null };
  const faults = [wipe('b', 100), wipe('a', 120)];
  const passed = [...onBoth, message('b', 'a', 40), seen, forgotten];
  t.deepEqual(fatesOf(passed, { faults }), EXCUSED);
  // It never left its own node: c has it from there, and should have stored it.
  const own: readonly Order[] = [{ at: 20, use: used(1) }, written(21, 'a')];
  t.deepEqual(fatesOf([...own, seen, forgotten], { faults }), DESTROYED);
  // Node b has it again when a loses it, and drops it unwritten.
  const again: readonly Order[] = [
    { at: 110, node: 'b', state: HELD },
    { at: 210, node: 'b', state: null },
  ];
  t.deepEqual(fatesOf([...passed, ...again], { faults }), DESTROYED);
  // One of the two disks still holds it.
  t.deepEqual(fatesOf(passed, { faults: [wipe('a', 120)] }), ['1 stranded']);
});

// ---- the node that could have detected the gap lost its disk too -----------------------------------

const of = (record: number, endMs: number): Order => ({
  at: endMs,
  use: used(record, { history: 0, startMs: endMs - 1, endMs }),
});
const row = (record: number, endMs: number): ReturnType<typeof rowOf> =>
  rowOf(record, { startMs: endMs - 1, endMs });

/** Record 1 is on the disk of a, which is wiped at 100 ms; b has record 2, and a delivers record 3 later. */
const gap: readonly Order[] = [
  { ...written(20, 'a'), use: used(1, { history: 0 }) },
  of(2, 25),
  { at: 95, node: 'b', state: { record: 2 } },
  of(3, 300),
];
const bothShown = look([row(2, 25), row(3, 300)]);

test('replaced disks - a gap need not be reported if the node that knew of it was replaced later', (t) => {
  const heard = [...gap, message('b', 'a', 50)];
  const shown = bothShown;
  t.deepEqual(fatesOf(heard, { faults: [wipe('a')], shown }), DESTROYED);
  t.deepEqual(fatesOf(heard, { faults: [wipe('a'), wipe('b', 400)], shown }), EXCUSED);
});

test('replaced disks - a gap must be reported if the other replacement came first or concerns another node', (t) => {
  const shown = bothShown;
  const heard = [...gap, message('b', 'a', 50)];
  t.deepEqual(fatesOf(heard, { faults: [wipe('b', 90), wipe('a')], shown }), DESTROYED);
  // Node a never received a message from b: the memory of b is no part of the matter.
  t.deepEqual(fatesOf(gap, { faults: [wipe('a'), wipe('b', 400)], shown }), DESTROYED);
});

// ---- tracers in other fields ------------------------------------------------------------------------

test('replaced disks - copies are found in the fields that the study states', (t) => {
  const study: Puppets = { ...puppetStudy, tracerFields: { record: ['id'] } };
  const held = { id: 1 };
  const faults = [wipe('b')];
  const both = [
    { at: 20, use: used(1) },
    written(21, 'a', true, held),
    written(30, 'b', true, held),
  ];
  t.deepEqual(fatesOf([...both, dropped], { faults, study }), EXCUSED);
  const passed = [
    { at: 20, use: used(1), state: held },
    written(30, 'b', true, held),
    message('b', 'a', 40),
  ];
  t.deepEqual(fatesOf([...passed, dropped], { faults, study }), EXCUSED);
  t.deepEqual(
    fatesOf([...passed, written(50, 'a', false, held), dropped], { faults, study }),
    DESTROYED,
  );
  t.deepEqual(
    fatesOf([...passed, written(150, 'a', true, held), dropped], { faults, study }),
    DESTROYED,
  );
});
