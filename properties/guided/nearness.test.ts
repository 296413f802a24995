import test from 'ava';
import { Seq } from '../../sim/model/seq.js';
import { trueMs } from '../../sim/model/time.js';
import type { Decision, Effect, LocalTime } from '../../sim/model/node.js';
import { digits, Nearness } from './nearness.js';

const NOW = { wall: 0, elapsed: 0 } as unknown as LocalTime;

const decision = (value: number, held: boolean): Effect<never> => ({
  kind: 'decide',
  decision: {
    name: 'in-time',
    left: { name: 'reading', value },
    comparison: '<=',
    right: { name: 'limit', value: 0 },
    held,
    outcome: '',
  } satisfies Decision,
});

/** Features of a run with these effects of one node, ten ms apart. */
function seenOf(nearness: Nearness, effects: readonly Effect<never>[], node = 'agent-1'): number[] {
  nearness.begin();
  effects.forEach((effect, step) => {
    nearness.onEffect(trueMs(step * 10), node, effect);
  });
  return [...nearness.features.keys()];
}

const mark = (name: string): Effect<never> => ({ kind: 'mark', mark: name });

test('nearness - two branches in a new order are a new feature, in a known order none', (t) => {
  const nearness = new Nearness();
  const first = seenOf(nearness, [mark('a'), mark('b')]);
  t.is(first.length, 2);
  t.deepEqual(seenOf(nearness, [mark('a'), mark('b')]), first);
  t.deepEqual(seenOf(nearness, [mark('a'), mark('b')], 'agent-7'), first);
  const turned = seenOf(nearness, [mark('b'), mark('a')]);
  t.is(turned.filter((feature) => !first.includes(feature)).length, 2);
});

test('nearness - half the slack is a new feature, and so is the other outcome', (t) => {
  const nearness = new Nearness();
  const far = seenOf(nearness, [decision(100, false)]);
  t.deepEqual(seenOf(nearness, [decision(101, false)]), far);
  t.is(seenOf(nearness, [decision(50, false)]).filter((one) => !far.includes(one)).length, 1);
  t.is(seenOf(nearness, [decision(-100, true)]).filter((one) => !far.includes(one)).length, 2);
  t.deepEqual([...nearness.closest], [{ comparison: 'agent in-time', slack: 100, held: true }]);
});

test('nearness - the closest case of each comparison counts', (t) => {
  const nearness = new Nearness();
  seenOf(nearness, [decision(900, false), decision(3, false), decision(40, false)]);
  t.deepEqual(
    [...nearness.closest].map(({ slack }) => slack),
    [3],
  );
});

test('nearness - a fuller log is a new feature by powers of two', (t) => {
  const nearness = new Nearness();
  const write = (length: number): Effect<never> => ({
    kind: 'write',
    file: 'log',
    entries: Seq.of(Array.from({ length }, () => 0)),
  });
  const four = seenOf(nearness, [write(4)]);
  t.deepEqual(seenOf(nearness, [write(7)]), four);
  t.notDeepEqual(seenOf(nearness, [write(8)]), four);
});

test('nearness - the span between a write and its sync is known, by the preceding branch', (t) => {
  const nearness = new Nearness();
  nearness.begin();
  nearness.onEffect(trueMs(5), 'agent-1', { kind: 'append', file: 'log', entry: 1 });
  nearness.onEffect(trueMs(5), 'agent-1', { kind: 'sync', file: 'log' });
  t.deepEqual(nearness.unsynced, []);
  nearness.onEvent(trueMs(25), 'agent-1', { kind: 'synced', file: 'log' }, NOW);
  t.deepEqual(nearness.unsynced, [{ node: 'agent-1', fromMs: 5, toMs: 25 }]);
});

test('nearness - digits are counted in binary', (t) => {
  t.deepEqual([0, 1, 2, 3, 4, 2 ** 31, 2 ** 32, 2 ** 40].map(digits), [0, 1, 2, 2, 3, 32, 33, 41]);
});
