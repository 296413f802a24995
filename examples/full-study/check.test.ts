/** Every interleaving of the buffer in a small scope: one cursor loses, and the other does not. */
import test from 'ava';
import { check, HOUR_MS, reproduce } from 'skewproof';
import { bufferStudy } from './study.js';

const scope = { clients: 1, records: 2, faults: 2, actions: 0, offsetsMs: [0, -HOUR_MS] };

// No random campaign hits one millisecond twice; here a loss needs neither a fault nor a wrong
// clock.
test('full-study - two uses at one reading are the shortest way to lose one by a wall-clock cursor', (t) => {
  const { counterexample } = check(bufferStudy, { ...scope, variant: 'naive' });
  t.is(counterexample?.violation.property, 'conservation');
  const { scenario } = counterexample ?? {};
  if (scenario === undefined) return;
  t.deepEqual(scenario.faults, []);
  const [first, second] = scenario.schedule?.inputs ?? [];
  t.is(first?.at, second?.at);
  t.is(reproduce(bufferStudy, scenario).result.verdict, 'violation');
});

test('full-study - by a sequence number no interleaving loses one', (t) => {
  const { ended, distinct } = check(bufferStudy, { ...scope, variant: 'sequenced' });
  t.is(ended, 'exhausted');
  t.true(distinct > 1_000);
});
