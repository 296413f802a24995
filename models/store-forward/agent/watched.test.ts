/** The watch over an agent's timers: its limit, and the life of the agent after it. */
import test from 'ava';
import { Seq } from '../../../sim/model/seq.js';
import { elapsedMs, localMs, SECOND_MS } from '../../../sim/model/time.js';
import type { Model, NodeEvent } from '../../../sim/model/node.js';
import type { Input, Message } from '../protocol.js';
import { HOT_LOOP } from '../../rules/hot-loop.js';
import { watched } from './watched.js';

/** Counts the events that reach it. */
const counting: Model<number, Message, Input> = {
  name: 'counting',
  initial: 0,
  step: (events) => [events + 1, []],
};
const START: NodeEvent<Message, Input> = { kind: 'start', disk: {}, entropy: 1 };
const TIMER: NodeEvent<Message, Input> = { kind: 'timer', timer: 'upload' };
const SYNCED: NodeEvent<Message, Input> = { kind: 'synced', file: 'segment-1' };

/** Plays events at their times, ms, and returns the events that reached the model and the marks. */
function played(events: readonly (readonly [number, NodeEvent<Message, Input>])[]) {
  const model = watched(counting);
  let state = model.initial;
  let marks = 0;
  for (const [at, event] of events) {
    const [next, effects] = model.step(state, event, { wall: localMs(at), elapsed: elapsedMs(at) });
    state = next;
    marks += effects.filter((effect) => effect.kind === 'mark' && effect.mark === HOT_LOOP).length;
  }
  return { reached: state.inner, marks };
}

const timers = (count: number, fromMs: number, everyMs: number) =>
  Array.from({ length: count }, (_, index) => [fromMs + index * everyMs, TIMER] as const);

test('watched agent - two thousand timers in ten seconds are let through, and one more ends it', (t) => {
  t.deepEqual(played(timers(2_000, 0, 1)), { reached: 2_000, marks: 0 });
  t.deepEqual(played(timers(2_100, 0, 1)), { reached: 2_000, marks: 1 });
});

test('watched agent - timers at the limit of each ten seconds never end it', (t) => {
  t.deepEqual(played(timers(20_000, 0, 5)), { reached: 20_000, marks: 0 });
});

test('watched agent - other events are not counted, and a start begins again', (t) => {
  const synced = Array.from({ length: 5_000 }, (_, at) => [at, SYNCED] as const);
  t.deepEqual(played(synced), { reached: 5_000, marks: 0 });
  const again = [...timers(2_500, 0, 1), [SECOND_MS * 3, START] as const, ...timers(10, 4_000, 1)];
  t.deepEqual(played(again), { reached: 2_011, marks: 1 });
});

test('watched agent - it is the model in all else', (t) => {
  const model = watched({ ...counting, step: (n) => [n, [{ kind: 'mark', mark: 'x' }]] });
  const now = { wall: localMs(0), elapsed: elapsedMs(0) };
  t.is(model.name, 'counting');
  t.deepEqual(model.step(model.initial, { ...START, disk: { a: Seq.empty() } }, now)[1], [
    { kind: 'mark', mark: 'x' },
  ]);
});
