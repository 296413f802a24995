import test from 'ava';
import { HOUR_MS } from 'skewproof';
import {
  cleanInCheck,
  cleanInSearch,
  differing,
  foundByCheck,
  foundBySearch,
  rulesOf,
} from '../_shown.test.js';
import study from './study.js';

const offsetsMs = [0, -HOUR_MS];

test('cursor - a clock set back by the time between two uses leaves a record on the agent', (t) => {
  const { fingerprints, smallest } = foundBySearch(t, study, 'shipped');
  t.deepEqual(fingerprints, [
    'conservation | stranded | newer: stamp (set by use) > newest stamp (set by answer)',
  ]);
  // Uses are a minute apart: a step back by 59.999 s would strand nothing.
  t.deepEqual(differing(study, smallest), {
    agents: [{ offsetMs: 0, driftPpm: 0, uses: 2 }],
    faults: [
      {
        kind: 'clock',
        at: 60_001,
        node: 'agent-1',
        adjustment: { kind: 'step', byMs: -60_000 },
      },
    ],
  });
});

test('cursor - a row that the server does not have is sent, whatever its stamp', (t) => {
  cleanInSearch(t, study, 'corrected');
});

test('cursor - the shortest way is two uses at one reading, on either side of an upload', (t) => {
  const { property, scenario } = foundByCheck(t, study, 'shipped', { offsetsMs });
  t.is(property, 'conservation');
  t.deepEqual(scenario.faults, []);
  const [first, second] = scenario.schedule?.inputs ?? [];
  t.is(first?.at, second?.at);
});

test('cursor - by the names of rows no interleaving loses one', (t) => {
  cleanInCheck(t, study, 'corrected', { offsetsMs });
  cleanInCheck(t, study, 'corrected', { offsetsMs, clients: 2 });
});

test('cursor - records strand from a step back by the time between two uses', (t) => {
  t.deepEqual(rulesOf(t, study, 'shipped'), [
    "stranded rather than safe when uses number more than 1 (at step of agent-1's clock -60 d to -1 min)",
    'stranded rather than safe when the clock is stepped back by more than 59.999 s (at number of uses on agent-1 2 to 40)',
  ]);
  t.deepEqual(rulesOf(t, study, 'corrected'), []);
});
