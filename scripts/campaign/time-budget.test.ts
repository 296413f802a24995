/** Time is divided among searches; none is stopped before its first run. */
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { timeLimit, TimeBudget } from './time-budget.js';

/** Parts that searches get which each take at most this long. */
function partsOf(seconds: number, longest: readonly number[]): readonly number[] {
  const budget = new TimeBudget(seconds, longest.length);
  return longest.map((most) => {
    const part = budget.nextS;
    budget.spend(Math.min(most, part));
    return part;
  });
}

test('time budget - searches that use all of their time get equal parts', (t) => {
  t.deepEqual(partsOf(60, [Infinity, Infinity, Infinity]), [20, 20, 20]);
  t.deepEqual(partsOf(60, [Infinity]), [60]);
});

test('time budget - a search that ends early leaves its time to those after it', (t) => {
  t.deepEqual(partsOf(60, [6, Infinity, Infinity]), [20, 27, 27]);
  t.deepEqual(partsOf(60, [0, 0, Infinity]), [20, 30, 60]);
});

test('time budget - a search that takes longer than its part shortens the later ones', (t) => {
  const budget = new TimeBudget(10, 3);
  budget.spend(8);
  t.is(budget.nextS, 1);
  budget.spend(9);
  t.is(budget.nextS, 0);
});

test('time limit - a search is stopped once, when it has ended a run', async (t) => {
  let runs = 0;
  let stops = 0;
  const end = timeLimit(
    0,
    () => runs > 0,
    () => (stops += 1),
  );
  await setTimeout(120);
  t.is(stops, 0);
  runs = 1;
  await setTimeout(120);
  t.is(stops, 1);
  end();
});

test('time limit - one that was ended, or without a time, stops nothing', async (t) => {
  const stop = (): void => {
    t.fail();
  };
  timeLimit(0, () => true, stop)();
  timeLimit(undefined, () => true, stop);
  await setTimeout(60);
  t.pass();
});
