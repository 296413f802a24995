/** Tests of planes whose classes follow a formula, compared with every unit point. */
import test from 'ava';
import { refinePlane } from './refine.js';
import type { RefinedPlane } from './refine.js';
import type { PlaneAxis, PlaneClass } from './types.js';

const axis = (name: string, from: number, to: number): PlaneAxis => ({
  name,
  title: name,
  unit: 'count',
  from,
  to,
});

type Formula = (x: number, y: number) => PlaneClass;

function refined(
  formula: Formula,
  [x, y]: readonly [PlaneAxis, PlaneAxis],
  seed = 1,
): RefinedPlane & { readonly runs: number; readonly again: number } {
  const seen = new Set<string>();
  let calls = 0;
  const plane = refinePlane({
    x,
    y,
    columns: 16,
    rows: 8,
    seed,
    classAt: (atX, atY) => {
      calls += 1;
      seen.add(`${String(atX)} ${String(atY)}`);
      return formula(atX, atY);
    },
  });
  return { ...plane, runs: seen.size, again: calls - seen.size };
}

/** Positions at which the class changes along a row, found by running every point. */
function bruteRow(formula: Formula, { from, to }: PlaneAxis, y: number): readonly number[] {
  const changes: number[] = [];
  for (let x = from; x < to; x += 1) if (formula(x, y) !== formula(x + 1, y)) changes.push(x);
  return changes;
}

const rowOf = (plane: RefinedPlane, y: number): readonly number[] =>
  plane.edges.filter(({ along, low }) => along === 'x' && low.y === y).map(({ low }) => low.x);

const SMALL = [axis('x', -2_000, 2_000), axis('y', 0, 300)] as const;

const MONOTONE: Readonly<Record<string, Formula>> = {
  'one region': () => 'safe',
  'a straight boundary': (x) => (x < -777 ? 'stranded' : 'safe'),
  'two straight ones crossing': (x, y) =>
    x < -321 ? (y > 123 ? 'destroyed' : 'stranded') : 'safe',
  'a slope': (x, y) => (x > 3 * y - 200 ? 'misdated' : 'safe'),
  'a staircase': (x, y) => (x > Math.floor(y / 7) * 11 ? 'duplicated' : 'safe'),
  'three classes side by side': (x) => (x < -1 ? 'stranded' : x > 1 ? 'misdated' : 'safe'),
};

for (const [name, formula] of Object.entries(MONOTONE))
  test(`refine - ${name}: every row's boundaries as by brute force, in fewer runs`, (t) => {
    const plane = refined(formula, SMALL);
    for (const y of plane.ys) t.deepEqual(rowOf(plane, y), bruteRow(formula, SMALL[0], y));
    t.is(plane.again, 0);
    t.true(plane.runs * 500 < 4_001 * 301);
    for (const [row, y] of plane.ys.entries())
      for (const [column, x] of plane.xs.entries())
        t.is(plane.classes[row]?.[column], formula(x, y));
  });

test('refine - edges along both axes are one unit wide, with the right classes on both sides', (t) => {
  const formula = MONOTONE['a staircase'] as Formula;
  const { edges } = refined(formula, SMALL);
  t.true(edges.some((edge) => edge.along === 'x') && edges.some((edge) => edge.along === 'y'));
  for (const { along, low, high } of edges) {
    t.is(high.x - low.x, along === 'x' ? 1 : 0);
    t.is(high.y - low.y, along === 'y' ? 1 : 0);
    t.is(low.class, formula(low.x, low.y));
    t.is(high.class, formula(high.x, high.y));
    t.not(low.class, high.class);
  }
});

test('refine - a straight boundary has both its sides among the samples', (t) => {
  const { xs, ys } = refined(MONOTONE['two straight ones crossing'] as Formula, SMALL);
  t.true(xs.includes(-322) && xs.includes(-321));
  t.true(ys.includes(123) && ys.includes(124));
});

/** A band that no coarse sample of the wide axis hits: safe, lost, safe again. */
const WIDE = [axis('x', 0, 1_000_000), axis('y', 0, 300)] as const;
const band: Formula = (x) => (x >= 30_000 && x < 36_000 ? 'stranded' : 'safe');

test('refine - a failure of monotonicity is found, reported, and searched again on every line', (t) => {
  const plane = refined(band, WIDE);
  t.false(plane.xs.some((x) => x > 30_000 && x < 35_999));
  const failed = plane.checks.filter((check) => !check.held);
  t.true(failed.length > 0);
  t.regex(failed[0]?.detail ?? '', /stranded at 3\d,\d{3}, between .* both safe/);
  for (const y of plane.ys) t.deepEqual(rowOf(plane, y), [29_999, 35_999]);
});

test('refine - the number of probes for monotonicity is reported', (t) => {
  const { checks, xs, ys } = refined(MONOTONE['a slope'] as Formula, SMALL);
  t.is(checks.length, xs.length + ys.length);
  t.true(checks.every((check) => check.held));
  t.true(checks.reduce((sum, check) => sum + check.probes, 0) > 100);
});

test('refine - one seed gives one plane; another seed gives the same boundaries', (t) => {
  const formula = MONOTONE['a staircase'] as Formula;
  t.deepEqual(refined(formula, SMALL, 7), refined(formula, SMALL, 7));
  t.deepEqual(refined(formula, SMALL, 7).edges, refined(formula, SMALL, 8).edges);
});
