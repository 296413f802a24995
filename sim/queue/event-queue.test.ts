import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { Calendar } from './event-queue.js';
import { REACH_MS } from './timing-wheel.js';

interface Item {
  readonly time: number;
  readonly order: number;
}

/** What the queue promises, in the fewest words: a list sorted by time, then by arrival. */
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
      // On both sides of what the wheel reaches.
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

/** How many wait before there is a wheel, and the room of its rows: little, so that more is needed. */
const shapes = fc.tuple(fc.constantFrom(0, 5, undefined), fc.constantFrom(1, 2, 32));

test('calendar - is a list sorted by time and insertion, whatever is pushed, popped, compacted', (t) => {
  holds(
    t,
    1_000,
    fc.property(ops, fc.boolean(), shapes, (steps, looks, [alone, width]) => {
      const queue = new Calendar<Item>(alone, undefined, width);
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
        // Not after every step: asking puts the heap in order, and what follows may not rely on it.
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

test('calendar - a thousand events of one instant come out as they went in', (t) => {
  const queue = new Calendar<number>();
  for (let i = 0; i < 1_000; i += 1) queue.push(7, i);
  const out = Array.from({ length: 1_000 }, () => queue.pop());
  t.deepEqual(
    out,
    Array.from({ length: 1_000 }, (_, i) => i),
  );
});

test('calendar - insertion order survives compaction', (t) => {
  const queue = new Calendar<number>();
  for (let i = 0; i < 200; i += 1) queue.push(3, i);
  queue.compact((item) => item % 3 !== 0);
  queue.push(3, 1_000);
  const out: (number | undefined)[] = [];
  while (queue.size > 0) out.push(queue.pop());
  t.deepEqual(out, [...Array.from({ length: 67 }, (_, i) => i * 3), 1_000]);
});

test('calendar - a place is used again, so a queue that grew stays as large as it ever was', (t) => {
  const queue = new Calendar<number>();
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

test('calendar - the heap alone and the wheel beside it give one order, over many turns of the wheel', (t) => {
  const drained = (alone: number): number[] => {
    const calendar = new Calendar<number>(alone);
    const out: number[] = [];
    for (let i = 0; i < 40; i += 1) calendar.push(i % 7, i);
    for (let next = 40; next < 5_000; next += 1) {
      const at = calendar.nextTime();
      out.push(at, calendar.pop() ?? -1);
      // At once, within reach, at its very edge, just beyond it, and far away.
      const waits = [0, 3, 700, REACH_MS - 1, REACH_MS, 100_000, 2 ** 33];
      calendar.push(at + (waits[next % waits.length] as number), next);
    }
    return out;
  };
  t.deepEqual(drained(0), drained(Infinity));
});

test('calendar - what waits for an instant is told before the first of it comes out', (t) => {
  const told: number[][] = [];
  const calendar = new Calendar<number>(
    0,
    (items, from, count) => {
      told.push(items.slice(from, from + count));
    },
    4,
  );
  // The first goes into the heap, as there is no wheel yet; three are too few to be told of.
  for (let i = 0; i < 10; i += 1) calendar.push(i < 7 ? 5 : 6, i);
  calendar.pop();
  t.deepEqual(told, []);
  calendar.pop();
  // What a row has no room for is told beside it.
  t.deepEqual(told, [
    [1, 2, 3, 4],
    [5, 6],
  ]);
  while (calendar.size > 0) calendar.pop();
  t.is(told.length, 2);
});

test('calendar - an empty queue has no next time and nothing to give', (t) => {
  const queue = new Calendar<number>();
  t.is(queue.nextTime(), Infinity);
  t.is(queue.pop(), undefined);
  queue.push(1, 1);
  queue.pop();
  t.is(queue.nextTime(), Infinity);
});
