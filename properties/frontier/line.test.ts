import assert from 'node:assert/strict';
import test from 'ava';
import * as fc from 'fast-check';
import { holds } from '../../sim/_holds.test.js';
import { Line } from './line.js';
import type { PlaneClass } from './types.js';

const LENGTH = 1_000_000_000;
const CLASSES: readonly PlaneClass[] = ['safe', 'stranded', 'misdated', 'destroyed'];

/** Regions in order: one class up to each cut, then the next. */
const regions = fc
  .uniqueArray(fc.integer({ min: 0, max: LENGTH - 1 }), { minLength: 1, maxLength: 5 })
  .map((cuts) => cuts.sort((a, b) => a - b));

const classOf =
  (cuts: readonly number[]) =>
  (position: number): PlaneClass =>
    CLASSES[cuts.filter((cut) => position > cut).length % CLASSES.length] as PlaneClass;

/** A line sampled at its ends and once per region, so that bisection can find each boundary. */
const sampled = (cuts: readonly number[], classAt: (position: number) => PlaneClass): Line =>
  new Line(classAt, [0, ...cuts, LENGTH]);

test('line - every boundary is found to the unit with any hints', (t) => {
  const hints = fc.array(fc.integer({ min: -5, max: LENGTH + 5 }), { maxLength: 5 });
  holds(
    t,
    500,
    fc.property(regions, hints, (cuts, given) => {
      const line = sampled(cuts, classOf(cuts));
      line.settle(given);
      assert.deepEqual(
        line.edges().map((edge) => edge.low.position),
        cuts,
      );
      for (const { low, high } of line.edges()) {
        assert.equal(high.position - low.position, 1);
        assert.equal(low.class, classOf(cuts)(low.position));
        assert.equal(high.class, classOf(cuts)(high.position));
      }
    }),
  );
});

function runsFor(cut: number, hints: readonly number[]): number {
  let runs = 0;
  const line = new Line(
    (position) => {
      runs += 1;
      return position > cut ? 'stranded' : 'safe';
    },
    [0, LENGTH],
  );
  const before = runs;
  line.settle(hints);
  assert.equal(line.edges()[0]?.low.position, cut);
  return runs - before;
}

test("line - a boundary costs a bisection, two runs at its neighbour's position, a few near it", (t) => {
  t.true(runsFor(123_456_789, []) <= 30);
  t.is(runsFor(123_456_789, [123_456_789]), 2);
  t.true(runsFor(123_456_789, [123_456_780]) <= 10);
  t.true(runsFor(123_456_789, [123_456_999]) <= 16);
});

test('line - each point is run once, and gaps exist only between points of one class', (t) => {
  const seen: number[] = [];
  const line = new Line(
    (position) => {
      seen.push(position);
      return position > 6 ? 'stranded' : 'safe';
    },
    [0, 5, 10],
  );
  line.add(5);
  line.settle();
  line.settle([6]);
  t.deepEqual(seen.length, new Set(seen).size);
  t.is(line.gapAt(3)?.low.position, 0);
  t.is(line.gapAt(6), undefined);
  t.is(line.gapAt(0), undefined);
});
