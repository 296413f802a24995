/** The estimate with and without censoring, against figures worked out by hand. */
import test from 'ava';
import { atRiskAfter, kaplanMeier, meanToFind, quantile, survivalAt } from './survival.js';
import type { Observed } from './survival.js';

const found = (...times: number[]): Observed[] => times.map((time) => ({ time, found: true }));
const cut = (...times: number[]): Observed[] => times.map((time) => ({ time, found: false }));

test('survival - without censoring the curve is the share of longer searches', (t) => {
  const steps = kaplanMeier(found(4, 1, 3, 2));
  t.deepEqual(
    steps.map(({ time, survival }) => [time, survival]),
    [
      [1, 0.75],
      [2, 0.5],
      [3, 0.25],
      [4, 0],
    ],
  );
  t.is(quantile(steps, 0.5), 2);
  t.is(survivalAt(steps, 0.5), 1);
  t.is(survivalAt(steps, 3.5), 0.25);
});

test('survival - a search cut short lowers the number at risk, and not the curve', (t) => {
  // Of four, one finds at 1; one is cut at 2; of the two left, one finds at 3: 3/4 * 1/2.
  const observed = [...found(1, 3), ...cut(2, 9)];
  const steps = kaplanMeier(observed);
  t.deepEqual(
    steps.map(({ time, survival, atRisk }) => [time, survival, atRisk]),
    [
      [1, 0.75, 4],
      [3, 0.375, 2],
    ],
  );
  t.is(quantile(steps, 0.5), 3);
  t.is(quantile(steps, 0.75), undefined);
  t.is(atRiskAfter(observed, 2), 2);
});

test('survival - cut at the time of a find still counts as at risk of it', (t) => {
  t.is(kaplanMeier([...found(5), ...cut(5)])[0]?.survival, 0.5);
});

test('survival - the mean counts all time searched, and is a bound without a find', (t) => {
  t.deepEqual(meanToFind([...found(10, 20), ...cut(70)]), { mean: 50, isBound: false });
  t.deepEqual(meanToFind(cut(70, 30)), { mean: 100, isBound: true });
});
