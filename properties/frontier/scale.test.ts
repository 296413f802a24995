import assert from 'node:assert/strict';
import test from 'ava';
import * as fc from 'fast-check';
import { holds } from '../../sim/_holds.test.js';
import { samplesOf, scaleOf } from './scale.js';

const TEN_YEARS_MS = 315_360_000_000;
const value = fc.oneof(
  fc.integer({ min: -300, max: 300 }),
  fc.integer({ min: -TEN_YEARS_MS, max: TEN_YEARS_MS }),
);
const range = fc
  .tuple(value, value)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

test('scale - positions restore values and grow with them', (t) => {
  holds(
    t,
    1_000,
    fc.property(range, value, value, (between, a, b) => {
      const scale = scaleOf(between);
      assert.equal(scale.valueAt(scale.place(a)) + 0, a + 0);
      assert.equal(scale.place(a) < scale.place(b), a < b);
    }),
  );
});

test('scale - wide ranges show a millisecond and ten years; narrow or distant ones are even', (t) => {
  const wide = scaleOf({ from: -TEN_YEARS_MS, to: TEN_YEARS_MS });
  t.is(wide.kind, 'octaves');
  t.true(wide.place(TEN_YEARS_MS) / wide.place(1) < 40);
  t.is(scaleOf({ from: -32, to: 32 }).kind, 'even');
  t.is(scaleOf({ from: 14_400_000 - 3_600_000, to: 14_400_000 + 3_600_000 }).kind, 'even');
});

test('samples - in order, within the range, with its ends and zero, at most the requested number', (t) => {
  const counts = fc.integer({ min: 2, max: 100 });
  holds(
    t,
    1_000,
    fc.property(range, counts, ({ from, to }, count) => {
      const samples = samplesOf({ from, to }, count);
      assert.equal(samples[0], from);
      assert.equal(samples.at(-1), to);
      if (from < 0 && to > 0) assert.ok(samples.includes(0));
      assert.ok(samples.length <= count + 1);
      assert.ok(samples.every((one, at) => at === 0 || one > (samples[at - 1] as number)));
      assert.ok(samples.every(Number.isInteger));
    }),
  );
});
