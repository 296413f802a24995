/**
 * Tests of the search: counts equal those of other checkers, paths are shortest, and limits are
 * reported.
 */
import test from 'ava';
import { Search } from './search.js';
import type { TransitionSystem } from './search.js';
import { alternatingBit, twoPhase } from './_published.test.js';

// The counts for two-phase commit are those that the tests of stateright state (stateright/stateright,
// examples/2pc.rs, can_model_2pc). Its third, 665 with symmetry, depends on the order in which it
// searches: it sorts by a part of the state. Sorting by all of it leaves one state per orbit.
for (const [managers, states] of [
  [3, 288],
  [5, 8_832],
] as const)
  test(`search - two-phase commit with ${String(managers)} resource managers has ${String(states)} states`, (t) => {
    const { distinct, ended, found } = new Search(twoPhase(managers, false)).run();
    t.is(ended, 'exhausted');
    t.is(found, undefined);
    t.is(distinct, states);
  });

test('search - symmetry reduction leaves one state of each orbit', (t) => {
  const managers = 5;
  const orbits = new Set<string>();
  const plain = twoPhase(managers, false);
  const watched: TransitionSystem = {
    ...plain,
    violation(state) {
      const of = [...Array(managers).keys()].map((rm) =>
        [0, 1, 2].map((part) => state[part * managers + rm]).join(),
      );
      orbits.add(`${of.sort().join(' ')} ${state.slice(3 * managers).join()}`);
      return undefined;
    },
  };
  t.is(new Search(watched).run().distinct, 8_832);
  const { distinct, ended } = new Search(twoPhase(managers, true)).run();
  t.is(ended, 'exhausted');
  t.is(distinct, orbits.size);
  t.true(distinct < 665);
});

// TLC finds 240 distinct states of MCAlternatingBit (tlaplus/Examples,
// specifications/SpecifyingSystems/TLC, with Data of two values and queues of two).
test('search - the alternating bit protocol has 240 states', (t) => {
  t.is(new Search(alternatingBit()).run().distinct, 240);
});

/** Counts up by one or three; eleven is a violation. */
const counting: TransitionSystem = {
  width: 1,
  initial(out) {
    out.add(0, Int32Array.of(0));
  },
  successors(state, out) {
    for (const step of [1, 3]) out.vectors[out.add(step, state)] = (state[0] as number) + step;
  },
  violation: (state) => (state[0] === 11 ? 'eleven' : undefined),
};

test('search - the first violation is reached by a shortest path', (t) => {
  const { ended, found, depth } = new Search(counting).run();
  t.is(ended, 'violation');
  t.is(depth, 5);
  const steps = (found?.actions ?? []).slice(1);
  t.is(steps.length, 5);
  t.is(
    steps.reduce((sum, step) => sum + step, 0),
    11,
  );
});

test('search - a limit that is reached is reported and is not a clean scope', (t) => {
  t.is(new Search(counting, { stepsMax: 4 }).run().ended, 'steps');
  t.is(new Search(counting, { statesMax: 7 }).run().ended, 'states');
  let ms = 0;
  const now = (): number => (ms += 1_000);
  t.is(new Search(counting, { secondsMax: 2, now }).run().ended, 'seconds');
});
