import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { EventQueue } from './event-queue.js';
import { REACH_MS } from './timing-wheel.js';

interface Item {
  readonly time: number;
  readonly order: number;
}

/** The reference for the queue: a list sorted by time, then by insertion. */
class SortedList {
  items: Item[] = [];

  push(item: Item): void {
    this.items.push(item);
    this.items.sort((a, b) => a.time - b.time || a.order - b.order);
  }
}

const ops = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('push' as const), time: fc.nat({ max: 6 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('push' as const), time: fc.nat({ max: 2 ** 40 }) }),
    },
    {
      weight: 4,
      // Times on both sides of the wheel's reach.
      arbitrary: fc.record({ kind: fc.constant('push' as const), time: fc.nat({ max: 10_000 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('push' as const), time: fc.constant(2.5) }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('pop' as const) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('compact' as const), every: fc.nat({ max: 4 }) }),
    },
  ),
  { maxLength: 120 },
);

/**
 * Number of events before the wheel opens, and the width of its rows: small, so that rows overflow.
 */
const shapes = fc.tuple(fc.constantFrom(0, 5, undefined), fc.constantFrom(1, 2, 32));

test('event queue - behaves as a list sorted by time and insertion under push, pop and compaction', (t) => {
  holds(
    t,
    1_000,
    fc.property(ops, fc.boolean(), shapes, (steps, looks, [alone, width]) => {
      const queue = new EventQueue<Item>(alone, undefined, width);
      const list = new SortedList();
      let order = 0;
      for (const op of steps) {
        if (op.kind === 'push') {
          order += 1;
          queue.push(op.time, { time: op.time, order });
          list.push({ time: op.time, order });
        } else if (op.kind === 'pop') {
          assert.deepEqual(queue.pop(), list.items.shift());
        } else {
          const dead = (item: Item): boolean => item.order % (op.every + 2) === 0;
          queue.compact(dead);
          list.items = list.items.filter((item) => !dead(item));
        }
        assert.equal(queue.size, list.items.length);
        // Not after every step: the query puts the heap in order, and later steps must not rely on
        // it.
        if (looks) assert.equal(queue.nextTime(), list.items[0]?.time ?? Infinity);
      }
      const waiting = [...queue.pending()].sort((a, b) => a.order - b.order);
      assert.deepEqual(
        waiting,
        [...list.items].sort((a, b) => a.order - b.order),
      );
      while (list.items.length > 0) assert.deepEqual(queue.pop(), list.items.shift());
      assert.equal(queue.pop(), undefined);
    }),
  );
});

test('event queue - a thousand events of one instant come out in order of insertion', (t) => {
  const queue = new EventQueue<number>();
  for (let i = 0; i < 1_000; i += 1) queue.push(7, i);
  const out = Array.from({ length: 1_000 }, () => queue.pop());
  t.deepEqual(
    out,
    Array.from({ length: 1_000 }, (_, i) => i),
  );
});

test('event queue - insertion order survives compaction', (t) => {
  const queue = new EventQueue<number>();
  for (let i = 0; i < 200; i += 1) queue.push(3, i);
  queue.compact((item) => item % 3 !== 0);
  queue.push(3, 1_000);
  const out: (number | undefined)[] = [];
  while (queue.size > 0) out.push(queue.pop());
  t.deepEqual(out, [...Array.from({ length: 67 }, (_, i) => i * 3), 1_000]);
});

test('event queue - places are reused, so a queue never outgrows its largest content', (t) => {
  const queue = new EventQueue<number>();
  for (let i = 0; i < 300; i += 1) queue.push(i, i);
  const out: (number | undefined)[] = [];
  for (let i = 300; i < 1_000; i += 1) {
    out.push(queue.pop());
    queue.push(i, i);
  }
  while (queue.size > 0) out.push(queue.pop());
  t.deepEqual(
    out,
    Array.from({ length: 1_000 }, (_, i) => i),
  );
});

test('event queue - the heap alone and the heap with a wheel give one order, over many turns of the wheel', (t) => {
  const drained = (alone: number): number[] => {
    const queue = new EventQueue<number>(alone);
    const out: number[] = [];
    for (let i = 0; i < 40; i += 1) queue.push(i % 7, i);
    for (let next = 40; next < 5_000; next += 1) {
      const at = queue.nextTime();
      out.push(at, queue.pop() ?? -1);
      // At once, within reach, at its edge, just beyond it, and far away.
      const waits = [0, 3, 700, REACH_MS - 1, REACH_MS, 100_000, 2 ** 33];
      queue.push(at + (waits[next % waits.length] as number), next);
    }
    return out;
  };
  t.deepEqual(drained(0), drained(Infinity));
});

test('event queue - the listener is called with the events of an instant before the first is dispatched', (t) => {
  const announced: number[][] = [];
  const queue = new EventQueue<number>(
    0,
    (items, from, count) => {
      announced.push(items.slice(from, from + count));
    },
    4,
  );
  // The first goes into the heap, as there is no wheel yet; the three of the second instant are
  // below the minimum.
  for (let i = 0; i < 10; i += 1) queue.push(i < 7 ? 5 : 6, i);
  queue.pop();
  t.deepEqual(announced, []);
  queue.pop();
  // Events beyond the width of the row are passed in a second call.
  t.deepEqual(announced, [
    [1, 2, 3, 4],
    [5, 6],
  ]);
  while (queue.size > 0) queue.pop();
  t.is(announced.length, 2);
});

test('event queue - an empty queue has no next time and no event', (t) => {
  const queue = new EventQueue<number>();
  t.is(queue.nextTime(), Infinity);
  t.is(queue.pop(), undefined);
  queue.push(1, 1);
  queue.pop();
  t.is(queue.nextTime(), Infinity);
});
