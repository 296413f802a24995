/** Both timelines under one contract, side by side and against each other. */
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { fakeTimers } from './fake-timers.js';
import { heapTimeline } from './timeline.js';
import type { Timeline, TimelineMaker } from './timeline.js';
import { YEAR_MS } from '../model/time.js';

const MAKERS: Readonly<Record<string, TimelineMaker>> = {
  heap: heapTimeline,
  'fake-timers': fakeTimers,
};
const FOREVER = 40 * YEAR_MS;

/** Everything dispatched up to `until`, as `time item`. */
function handedOut(timeline: Timeline<string>, until = FOREVER): string[] {
  const out: string[] = [];
  timeline.run(until, (at, item) => {
    out.push(`${String(at)} ${item}`);
    return true;
  });
  return out;
}

for (const [kind, maker] of Object.entries(MAKERS)) {
  const make = (): Timeline<string> => maker<string>();

  test(`timeline (${kind}) - events come in order of time, those of one instant as inserted`, (t) => {
    const timeline = make();
    for (const [at, item] of [
      [5, 'c'],
      [0, 'a'],
      [5, 'd'],
      [3, 'b'],
      [5, 'e'],
    ] as const)
      timeline.schedule(at, item);
    t.is(timeline.size, 5);
    t.deepEqual(handedOut(timeline), ['0 a', '3 b', '5 c', '5 d', '5 e']);
    t.is(timeline.size, 0);
  });

  test(`timeline (${kind}) - delays past 2^31 ms are kept, to the millisecond`, (t) => {
    const timeline = make();
    const far = [2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32, 3 * 2 ** 31 - 3, 30 * YEAR_MS];
    for (const at of far) timeline.schedule(at, 'x');
    t.deepEqual(
      handedOut(timeline),
      far.map((at) => `${String(at)} x`),
    );
  });

  test(`timeline (${kind}) - an event of no delay comes after all others of its instant`, (t) => {
    const timeline = make();
    timeline.schedule(7, 'first');
    timeline.schedule(7, 'second');
    timeline.schedule(8, 'next');
    const out: string[] = [];
    timeline.run(100, (at, item) => {
      out.push(`${String(at)} ${item}`);
      if (item === 'first') timeline.schedule(at, 'at once');
      if (item === 'at once') timeline.schedule(at, 'and again');
      return true;
    });
    t.deepEqual(out, ['7 first', '7 second', '7 at once', '7 and again', '8 next']);
  });

  test(`timeline (${kind}) - a run stops at its end, and can be continued`, (t) => {
    const timeline = make();
    for (const at of [9, 10, 11]) timeline.schedule(at, 'x');
    t.deepEqual(handedOut(timeline, 10), ['9 x', '10 x']);
    t.is(timeline.size, 1);
    t.deepEqual(handedOut(timeline, 11), ['11 x']);
  });

  test(`timeline (${kind}) - once stopped, it dispatches nothing more and keeps the rest`, (t) => {
    const timeline = make();
    for (const item of ['a', 'b', 'c']) timeline.schedule(5, item);
    timeline.schedule(6, 'd');
    const out: string[] = [];
    timeline.run(100, (_at, item) => {
      out.push(item);
      return item !== 'b';
    });
    t.deepEqual(out, ['a', 'b']);
    t.is(timeline.size, 2);
    t.deepEqual([...timeline.pending()].sort(), ['c', 'd']);
  });

  test(`timeline (${kind}) - compaction drops the dead events of every instant, also of the current one`, (t) => {
    const timeline = make();
    for (const item of ['a', 'dead 1', 'b', 'dead 2']) timeline.schedule(5, item);
    timeline.schedule(6, 'dead 3');
    timeline.schedule(7, 'c');
    const out: string[] = [];
    timeline.run(100, (at, item) => {
      out.push(`${String(at)} ${item}`);
      if (item !== 'a') return true;
      timeline.compact((waiting) => waiting.startsWith('dead'));
      t.is(timeline.size, 2);
      timeline.schedule(5, 'late');
      timeline.schedule(6, 'again');
      return true;
    });
    t.deepEqual(out, ['5 a', '5 b', '5 late', '6 again', '7 c']);
  });

  test(`timeline (${kind}) - a dispatched event is no longer pending, even within its own instant`, (t) => {
    const timeline = make();
    for (const item of ['a', 'b', 'c']) timeline.schedule(5, item);
    const pending: string[] = [];
    timeline.run(100, () => {
      pending.push([...timeline.pending()].sort().join());
      return true;
    });
    t.deepEqual(pending, ['b,c', 'c', '']);
  });
}

/** The actions of each event when it is dispatched: schedule others, compact, or nothing. */
interface Plan {
  readonly at: number;
  readonly adds: readonly number[];
  readonly compact: boolean;
}

const delays = fc.oneof(
  fc.constant(0),
  fc.nat({ max: 3 }),
  fc.constantFrom(2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1),
  fc.nat({ max: YEAR_MS }),
);
const plans: fc.Arbitrary<Plan[]> = fc.array(
  fc.record({
    at: delays,
    adds: fc.array(delays, { maxLength: 3 }),
    compact: fc.integer({ min: 1, max: 5 }).map((draw) => draw === 1),
  }),
  { maxLength: 30 },
);

/**
 * Everything observable of a run by a plan: each event with its time, and the events pending then.
 */
function account(
  maker: TimelineMaker,
  plan: readonly Plan[],
  until: number,
  stopAfter: number,
): string[] {
  const timeline = maker<number>();
  const lines: string[] = [];
  let next = 0;
  for (const { at } of plan) timeline.schedule(at, next++);
  timeline.run(until, (at, item) => {
    const { adds, compact } = plan[item % plan.length] as Plan;
    // Only the first event of each plan schedules others, so every run ends.
    if (item < plan.length) for (const delay of adds) timeline.schedule(at + delay, next++);
    if (compact) timeline.compact((waiting) => waiting % 3 === 0);
    const waiting = [...timeline.pending()].sort((a, b) => a - b).join();
    lines.push(`${String(at)} ${String(item)} ${String(timeline.size)} [${waiting}]`);
    return lines.length < stopAfter;
  });
  lines.push(`${String(timeline.size)} [${[...timeline.pending()].sort((a, b) => a - b).join()}]`);
  return lines;
}

test('timelines - agree on every event and on all pending events, for every plan', (t) => {
  const untils = fc.oneof(fc.constant(FOREVER), fc.nat({ max: YEAR_MS }));
  const stops = fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 20 }));
  holds(
    t,
    300,
    fc.property(plans, untils, stops, (plan, until, stop) => {
      assert.deepEqual(
        account(fakeTimers, plan, until, stop),
        account(heapTimeline, plan, until, stop),
      );
    }),
  );
});
