import test from 'ava';
import { frontier, MINUTE_MS } from 'skewproof';
import {
  cleanInCheck,
  cleanInSearch,
  differing,
  foundByCheck,
  foundBySearch,
  rulesOf,
} from '../_shown.test.js';
import study from './study.js';

const offsetsMs = [0, 6 * MINUTE_MS];

test('refusal - a clock five minutes and a millisecond off loses all that it records', (t) => {
  const { fingerprints, smallest } = foundBySearch(t, study, 'shipped');
  t.deepEqual(fingerprints, ['conservation | destroyed | on-time: distance <= tolerance']);
  t.deepEqual(differing(study, smallest), {
    agents: [{ offsetMs: 5 * MINUTE_MS + 1, driftPpm: 0, uses: 1 }],
  });
});

test("refusal - a client that takes over the server's time loses none", (t) => {
  cleanInSearch(t, study, 'corrected');
});

test('refusal - the shortest way is one use on a clock that is off from the beginning', (t) => {
  const { property, scenario } = foundByCheck(t, study, 'shipped', { offsetsMs });
  t.is(property, 'conservation');
  t.deepEqual(scenario.faults, []);
  t.deepEqual(scenario.agents, [{ offsetMs: 6 * MINUTE_MS, driftPpm: 0, uses: 0 }]);
  t.is(scenario.schedule?.inputs?.length, 1);
});

test("refusal - with the server's time no interleaving loses one", (t) => {
  cleanInCheck(t, study, 'corrected', { offsetsMs });
  cleanInCheck(t, study, 'corrected', { offsetsMs, clients: 2 });
});

test('refusal - it loses from five minutes either way, however many uses', (t) => {
  t.deepEqual(rulesOf(t, study, 'shipped'), [
    "destroyed rather than safe when agent-1's clock is behind by more than 5 min (at every number of uses on agent-1 sampled)",
    "destroyed rather than safe when agent-1's clock is ahead by more than 5 min (at every number of uses on agent-1 sampled)",
  ]);
  t.deepEqual(rulesOf(t, study, 'corrected'), []);
});

test('refusal - the difference of the two clocks counts, not which of them is wrong', (t) => {
  const range = { from: -20 * MINUTE_MS, to: 20 * MINUTE_MS };
  const { rules } = frontier(study, 'shipped', {
    x: 'offset',
    y: 'serverOffset',
    xRange: range,
    yRange: range,
    resolution: 16,
  });
  t.true(rules.some((rule) => rule.kind === 'sloped' && rule.slope === 1));
});
