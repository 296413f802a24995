import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { Seq } from './seq.js';
import type { Digester, SeqKnowledge } from './seq.js';

type Op =
  | { readonly kind: 'push' | 'replace'; readonly on: number; readonly item: number }
  | { readonly kind: 'drop' | 'take'; readonly on: number; readonly count: number }
  | { readonly kind: 'filter' | 'concat' | 'digest'; readonly on: number; readonly other: number };

const index = fc.nat({ max: 1_000 });
const ops: fc.Arbitrary<Op[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('push' as const, 'replace' as const),
        on: index,
        item: fc.integer(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('drop' as const, 'take' as const),
        on: index,
        count: fc.integer({ min: -2, max: 12 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('filter' as const, 'concat' as const, 'digest' as const),
        on: index,
        other: index,
      }),
    },
  ),
  { maxLength: 60 },
);

/** Counts what it digests. */
class Digesting implements Digester {
  static digested = 0;
  a = 0;
  b = 0;

  digest(item: unknown): void {
    Digesting.digested += 1;
    this.a = Number(item) | 0;
    this.b = Math.imul(Number(item), 31);
  }
}

const digester = (): Digester => new Digesting();

const even = (item: number): boolean => item % 2 === 0;
const evenKnown: SeqKnowledge = new WeakMap();

/** The same operation on a Seq and on a plain array that is copied each time. */
function applied(
  pairs: readonly [Seq<number>, readonly number[]][],
  op: Op,
): [Seq<number>, number[]] {
  const [seq, array] = pairs[op.on % pairs.length] as [Seq<number>, readonly number[]];
  switch (op.kind) {
    case 'push':
      return [seq.push(op.item), [...array, op.item]];
    case 'replace':
      return [seq.replaceLast(op.item), [...array.slice(0, -1), op.item]];
    case 'drop':
      return [seq.drop(op.count), array.slice(Math.max(0, op.count))];
    case 'take':
      return [seq.take(op.count), array.slice(0, Math.max(0, op.count))];
    case 'filter': {
      return [seq.filter(even), array.filter(even)];
    }
    case 'concat': {
      const [other, same] = pairs[op.other % pairs.length] as [Seq<number>, readonly number[]];
      return [seq.concat(other), [...array, ...same]];
    }
    case 'digest':
      // Fills the digests that views share, for later operations to get wrong.
      seq.digest(digester);
      seq.some(even, evenKnown);
      return [seq, [...array]];
  }
}

test('seq - behaves as an array copied at each step, and no holder disturbs another', (t) => {
  holds(
    t,
    500,
    fc.property(fc.array(fc.integer(), { maxLength: 8 }), ops, (start, steps) => {
      const pairs: [Seq<number>, readonly number[]][] = [
        [Seq.empty(), []],
        [Seq.of(start), start],
      ];
      for (const op of steps) {
        const next = applied(pairs, op);
        if (next[1].length < 500) pairs.push(next);
      }
      for (const [seq, array] of pairs) {
        assert.deepEqual(seq.toArray(), array);
        assert.deepEqual([...seq], array);
        assert.equal(seq.length, array.length);
        assert.equal(seq.first(), array[0]);
        assert.equal(seq.last(), array.at(-1));
        assert.equal(seq.some(even, evenKnown), array.some(even));
        assert.deepEqual(seq.digest(digester), Seq.of(array).digest(digester));
        const visited: number[] = [];
        seq.forEach((item) => visited.push(item));
        assert.deepEqual(visited, array);
        for (let i = -array.length - 1; i <= array.length; i += 1)
          assert.equal(seq.at(i), array.at(i));
      }
    }),
  );
});

test('seq - some tests each item of a growing log once, in all its views', (t) => {
  let asked = 0;
  const known: SeqKnowledge = new WeakMap();
  const isSeven = (item: number): boolean => {
    asked += 1;
    return item === 7;
  };
  let log = Seq.of([1, 2, 3]);
  for (let item = 4; item <= 10; item += 1) {
    log = log.push(item);
    t.is(log.some(isSeven, known), item >= 7);
  }
  t.is(asked, 10);
  t.true(log.drop(6).some(isSeven, known));
  t.false(log.drop(7).some(isSeven, known));
  t.false(log.take(6).some(isSeven, known));
  t.is(asked, 10);
});

test('seq - the given array is copied', (t) => {
  const items = [1, 2];
  const seq = Seq.of(items);
  items.push(3);
  t.deepEqual(seq.toArray(), [1, 2]);
});

test('seq - a push in place is invisible to every earlier view', (t) => {
  const base = Seq.of([1, 2, 3]);
  const first = base.push(4);
  const second = base.push(5);
  t.deepEqual(first.toArray(), [1, 2, 3, 4]);
  t.deepEqual(second.toArray(), [1, 2, 3, 5]);
  t.deepEqual(base.toArray(), [1, 2, 3]);
});

test('seq - can be joined to itself', (t) => {
  const seq = Seq.of([1, 2]);
  t.deepEqual(seq.concat(seq).toArray(), [1, 2, 1, 2]);
});

test('seq - is written as an array in JSON', (t) => {
  t.is(JSON.stringify({ log: Seq.of([1, 2]).drop(1) }), '{"log":[2]}');
});

test('seq - a digest depends on content, order and length', (t) => {
  const texts = [[1, 2], [2, 1], [1], [1, 2, 0], [], [0]].map((items) =>
    Seq.of(items).digest(digester).join(),
  );
  t.is(new Set(texts).size, texts.length);
});

test('seq - each item is digested once per backing array', (t) => {
  Digesting.digested = 0;
  let log = Seq.of([0]);
  for (let i = 1; i <= 500; i += 1) {
    log = log.push(i);
    log.digest(digester);
    log.drop(i - 1).digest(digester);
  }
  t.is(Digesting.digested, 501);
});

test('seq - a digested item is not digested again when it is added to another sequence', (t) => {
  Digesting.digested = 0;
  let all = Seq.empty<number>();
  for (let batch = 0; batch < 20; batch += 1) {
    const records = Seq.of([batch, batch + 1, batch + 2]).drop(1);
    records.digest(digester);
    all = all.concat(records);
  }
  const digest = all.digest(digester);
  t.is(Digesting.digested, 60);
  t.deepEqual(digest, Seq.of(all.toArray()).digest(digester));
});

test('seq - pushing and dropping ten thousand times copies next to nothing', (t) => {
  let log = Seq.empty<number>();
  for (let i = 0; i < 10_000; i += 1) log = log.push(i);
  // A log that copied itself at each step would move fifty million items here.
  let queue = log;
  for (let i = 0; i < 10_000; i += 1) queue = queue.drop(1).push(i);
  t.deepEqual([log.length, queue.length, queue.first()], [10_000, 10_000, 0]);
  t.is(log.first(), 0);
});

test('seq - a log grown from a shared empty one leaves the empty one alone', (t) => {
  const empty = Seq.empty<number>();
  const one = empty.push(1);
  const two = empty.push(2);
  t.deepEqual([empty.length, one.toArray(), two.toArray()], [0, [1], [2]]);
  t.deepEqual(empty.push(3).push(4).toArray(), [3, 4]);
});
