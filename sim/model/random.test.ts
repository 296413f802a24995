import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { NEVER, Stream, Streams } from './random.js';

const drawn = (stream: Stream, count: number): number[] =>
  Array.from({ length: count }, () => stream.bits());

test('random - a stream gives the same numbers on every machine', (t) => {
  // A change here changes every token and corpus file ever saved: raise STREAMS_VERSION.
  t.deepEqual(drawn(new Stream(1, 'node:a'), 4), [3216467703, 2518113139, 4048956132, 978249011]);
  t.deepEqual(drawn(new Stream(2, 'node:a'), 2), [255466519, 3332637122]);
});

test('random - streams differ by seed and by name', (t) => {
  const firsts = new Set<string>();
  for (let seed = 0; seed < 50; seed += 1)
    for (const name of ['a', 'b', 'aa', 'network:a→b', 'network:b→a', ''])
      firsts.add(drawn(new Stream(seed, name), 3).join());
  t.is(firsts.size, 300);
});

test('random - a stream gives the same numbers in every interleaving with other streams', (t) => {
  const names = ['a', 'b', 'c'];
  const orders = fc.array(fc.constantFrom(...names), { maxLength: 60 });
  holds(
    t,
    200,
    fc.property(fc.integer(), orders, (seed, order) => {
      const streams = new Streams(seed);
      const got = new Map<string, number[]>(names.map((name) => [name, []]));
      for (const name of order) got.get(name)?.push(streams.stream(name).bits());
      for (const [name, numbers] of got)
        assert.deepEqual(numbers, drawn(new Stream(seed, name), numbers.length));
    }),
  );
});

test('random - bits fill all 32 places', (t) => {
  const stream = new Stream(9, 'bits');
  let ones = 0;
  let zeros = 0;
  for (const bits of drawn(stream, 64)) {
    ones |= bits;
    zeros |= ~bits;
    t.true(bits >= 0 && bits < 2 ** 32);
  }
  t.deepEqual([ones >>> 0, zeros >>> 0], [2 ** 32 - 1, 2 ** 32 - 1]);
});

test('random - an integer is within its range, at every width', (t) => {
  const bounds = fc.tuple(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), fc.nat({ max: 2 ** 52 }));
  holds(
    t,
    1_000,
    fc.property(fc.integer(), bounds, (seed, [min, width]) => {
      const stream = new Stream(seed, 'range');
      for (let i = 0; i < 4; i += 1) {
        const value = stream.integer(min, min + width);
        assert.ok(Number.isSafeInteger(value) && value >= min && value <= min + width);
      }
    }),
  );
});

test('random - both ends of a range are drawn, and all values about equally often', (t) => {
  const stream = new Stream(3, 'dice');
  const counts = Array.from({ length: 6 }, () => 0);
  for (let i = 0; i < 6_000; i += 1) {
    const face = stream.integer(1, 6);
    counts[face - 1] = (counts[face - 1] ?? 0) + 1;
  }
  for (const count of counts) t.true(count > 850 && count < 1_150, counts.join());
});

test('random - all parts of a range wider than 32 bits are drawn', (t) => {
  const stream = new Stream(5, 'wide');
  const quarters = new Set<number>();
  const lows = new Set<number>();
  for (let i = 0; i < 200; i += 1) {
    const value = stream.integer(0, 2 ** 45 - 1);
    quarters.add(Math.floor(value / 2 ** 43));
    lows.add(value % 4);
  }
  t.deepEqual([quarters.size, lows.size], [4, 4]);
});

test('random - a range of one value gives that value, a reversed range is refused', (t) => {
  const stream = new Stream(1, 'x');
  t.is(stream.integer(-7, -7), -7);
  t.throws(() => stream.integer(2, 1), { message: /SKEW-401.*`max` >= `min`/ });
  t.throws(() => stream.pick([]), { message: /SKEW-401.*at least one/ });
});

test('random - a certain answer draws nothing, so turning a fault off shifts no later draw', (t) => {
  const untouched = new Stream(4, 'chance');
  const asked = new Stream(4, 'chance');
  t.false(asked.happens(NEVER));
  t.true(asked.happens({ of: 1, in: 1 }));
  t.true(asked.happens({ of: 5, in: 3 }));
  t.false(asked.happens({ of: -1, in: 3 }));
  t.is(asked.bits(), untouched.bits());
});

test('random - a chance is met about as often as stated', (t) => {
  const stream = new Stream(11, 'chance');
  let times = 0;
  for (let i = 0; i < 10_000; i += 1) if (stream.happens({ of: 3, in: 10 })) times += 1;
  t.true(times > 2_850 && times < 3_150, String(times));
});

test('random - every item of a list is picked', (t) => {
  const stream = new Stream(12, 'pick');
  const picked = new Set(Array.from({ length: 60 }, () => stream.pick(['a', 'b', 'c'])));
  t.deepEqual([...picked].sort(), ['a', 'b', 'c']);
});
