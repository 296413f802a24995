import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import { Piecewise, scaled } from './piecewise.js';
import type { Segment } from './piecewise.js';
import { YEAR_MS } from '../model/time.js';

const SPAN_MS = 30 * YEAR_MS;
/** From frozen to twice as fast: the range of drift and slew together. */
const ppms = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.constantFrom(-1_000_000, -999_999, -500_000, -1, 0, 1, 500_000, 1_000_000),
);

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** The same quantity in arithmetic that cannot round. */
const scaledExactly = (elapsed: number, ppm: number): bigint =>
  floorDiv(BigInt(elapsed) * BigInt(1_000_000 + ppm), 1_000_000n);

test('scaled - is the exact product rounded down, over 30 years either way', (t) => {
  holds(
    t,
    2_000,
    fc.property(fc.integer({ min: -SPAN_MS, max: SPAN_MS }), ppms, (elapsed, ppm) => {
      assert.equal(BigInt(scaled(elapsed, ppm)), scaledExactly(elapsed, ppm));
    }),
  );
});

test('scaled - takes no detour through floating point where a product would round', (t) => {
  // The product of time and rate exceeds 53 bits before its division.
  t.is(scaled(9_007_199_254_740, 500_000), 13_510_798_882_110);
  t.is(scaled(1, -1), 0);
  t.is(scaled(-1, 1), -2);
  t.is(scaled(1_000_001, 1), 1_000_002);
});

/** Segments with gaps up to `gap` and readings that may jump either way. */
const maps = (gap: number, jump: number): fc.Arbitrary<Segment[]> =>
  fc
    .array(
      fc.record({
        gap: fc.integer({ min: 0, max: gap }),
        reading: fc.integer({ min: -jump, max: jump }),
        ppm: ppms,
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((parts) => {
      let from = 0;
      return parts.map((part, index) => {
        from += index === 0 ? 0 : part.gap;
        return { from, reading: part.reading, ppm: part.ppm };
      });
    });

function built(segments: readonly Segment[]): Piecewise {
  const [first, ...rest] = segments as [Segment, ...Segment[]];
  const map = new Piecewise(first);
  for (const segment of rest) map.adjust(segment.from, [segment]);
  return map;
}

/** Finds the last segment that has begun, by a linear search. */
const segmentOf = (segments: readonly Segment[], at: number): Segment =>
  segments.filter((segment) => segment.from <= at).at(-1) ?? (segments[0] as Segment);

test('piecewise - a reading is exact in every segment, after every earlier query', (t) => {
  const instants = fc.array(fc.integer({ min: 0, max: SPAN_MS }), { maxLength: 12 });
  holds(
    t,
    200,
    fc.property(maps(5 * YEAR_MS, SPAN_MS), instants, (segments, random) => {
      const map = built(segments);
      const edges = segments.flatMap(({ from }) => [from, from + 1, Math.max(0, from - 1)]);
      for (const at of [...random, ...edges]) {
        const segment = segmentOf(segments, at);
        const exact = BigInt(segment.reading) + scaledExactly(at - segment.from, segment.ppm);
        assert.equal(BigInt(map.read(at)), exact);
        assert.equal(map.rateAt(at), segment.ppm);
      }
    }),
  );
});

const HORIZON = 120;

test('piecewise - arrival is what a search through every millisecond finds', (t) => {
  const froms = fc.integer({ min: 0, max: HORIZON });
  holds(
    t,
    100,
    fc.property(maps(20, 30), froms, (segments, from) => {
      const map = built(segments);
      const readings = Array.from({ length: HORIZON }, (_, at) => map.read(at));
      for (let target = -60; target <= 200; target += 1) {
        const found = readings.findIndex((reading, at) => at >= from && reading >= target);
        const arrival = map.arrival(target, from);
        if (found >= 0) assert.equal(arrival, found);
        else assert.ok(arrival >= HORIZON);
      }
    }),
  );
});

test('piecewise - arrival is the lower inverse over decades', (t) => {
  const froms = fc.integer({ min: 0, max: SPAN_MS });
  const targets = fc.integer({ min: -SPAN_MS, max: 2 * SPAN_MS });
  holds(
    t,
    1_000,
    fc.property(maps(5 * YEAR_MS, SPAN_MS), froms, targets, (segments, from, target) => {
      const map = built(segments);
      const at = map.arrival(target, from);
      if (at === Infinity) {
        assert.ok((segments.at(-1) as Segment).ppm <= -999_000);
        return;
      }
      assert.ok(Number.isSafeInteger(at) && at >= from);
      assert.ok(map.read(at) >= target);
      if (at === from) return;
      assert.ok(map.read(at - 1) < target);
      // Readings only rise within a segment, so its last millisecond decides for all of it.
      for (const segment of segments)
        if (segment.from > from && segment.from <= at)
          assert.ok(map.read(segment.from - 1) < target);
    }),
  );
});

test('piecewise - a rate near zero is inverted without rounding or looping', (t) => {
  const slow = new Piecewise({ from: 0, reading: 0, ppm: -999_999 });
  t.is(slow.arrival(9_000_000_000, 0), 9_000_000_000_000_000);
  // 2^53 ms is after the year 280,000; the map must say that it never arrives.
  t.is(slow.arrival(YEAR_MS, 0), Infinity);
  t.is(slow.arrival(1, 0), 1_000_000);
});

test('piecewise - a frozen map arrives at its own reading and at no other', (t) => {
  const frozen = new Piecewise({ from: 5, reading: 40, ppm: -1_000_000 });
  t.is(frozen.arrival(40, 9), 9);
  t.is(frozen.arrival(41, 9), Infinity);
});

test('piecewise - a target passed before a backwards jump is reached a second time', (t) => {
  const map = new Piecewise({ from: 0, reading: 0, ppm: 0 });
  map.adjust(100, [{ from: 100, reading: 40, ppm: 0 }]);
  t.is(map.arrival(70, 0), 70);
  t.is(map.arrival(70, 71), 71);
  t.is(map.arrival(70, 100), 130);
});

test('piecewise - an adjustment replaces everything planned after it', (t) => {
  const map = new Piecewise({ from: 0, reading: 0, ppm: 0 });
  map.adjust(10, [
    { from: 10, reading: 10, ppm: 500_000 },
    { from: 20, reading: 25, ppm: 0 },
  ]);
  t.is(map.read(30), 35);
  map.adjust(14, [{ from: 14, reading: 0, ppm: 0 }]);
  t.is(map.read(30), 16);
  t.is(map.read(13), 14);
  t.is(map.segments.length, 3);
});

test('piecewise - two adjustments at one instant: the last one holds', (t) => {
  const map = new Piecewise({ from: 0, reading: 0, ppm: 0 });
  map.adjust(10, [{ from: 10, reading: 50, ppm: 0 }]);
  map.adjust(10, [{ from: 10, reading: 70, ppm: 0 }]);
  t.deepEqual([map.read(9), map.read(10), map.segments.length], [9, 70, 2]);
});

test('piecewise - before its first segment a map is extrapolated backwards', (t) => {
  const map = new Piecewise({ from: 10, reading: 100, ppm: 500_000 });
  t.is(map.read(8), 97);
});

test('piecewise - nothing, disorder, and a time before the beginning are refused', (t) => {
  const map = new Piecewise({ from: 10, reading: 0, ppm: 0 });
  t.throws(
    () => {
      map.adjust(20, []);
    },
    { message: /SKEW-401.*at least one segment/ },
  );
  const late = { from: 30, reading: 0, ppm: 0 };
  const early = { from: 25, reading: 0, ppm: 0 };
  t.throws(
    () => {
      map.adjust(20, [late, early]);
    },
    { message: /SKEW-401.*in order/ },
  );
  t.throws(
    () => {
      map.adjust(9, [late]);
    },
    { message: /SKEW-401.*from 10 on/ },
  );
});
