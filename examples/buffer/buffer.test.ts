import test from 'ava';
import * as fc from 'fast-check';
import { decodeToken, everyRecord, HOUR_MS } from 'skewproof';
import type { ScenarioBase } from 'skewproof';
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

test('buffer - a wall-clock cursor loses records, and one step back is enough', (t) => {
  const { fingerprints, smallest } = foundBySearch(t, study, 'naive');
  t.deepEqual(fingerprints, [
    'conservation | destroyed | to-send: place (set by use) > watermark (set by answer)',
  ]);
  // Uses are a minute apart: a step back by 59.999 s would lose nothing.
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

test('buffer - a sequence number loses none', (t) => {
  cleanInSearch(t, study, 'sequenced');
});

// No random campaign hits one millisecond twice; here a loss needs neither a fault nor a wrong
// clock.
test('buffer - two uses at one reading are the shortest way to lose one by a wall-clock cursor', (t) => {
  const { property, scenario } = foundByCheck(t, study, 'naive', { offsetsMs });
  t.is(property, 'conservation');
  t.deepEqual(scenario.faults, []);
  const [first, second] = scenario.schedule?.inputs ?? [];
  t.is(first?.at, second?.at);
});

test('buffer - by a sequence number no interleaving loses one', (t) => {
  cleanInCheck(t, study, 'sequenced', { offsetsMs });
  cleanInCheck(t, study, 'sequenced', { offsetsMs, clients: 2 });
});

test('buffer - the wall-clock cursor loses from a step back by the time between two uses', (t) => {
  t.deepEqual(rulesOf(t, study, 'naive'), [
    "destroyed rather than safe when uses number more than 1 (at step of agent-1's clock -60 d to -1 min)",
    'destroyed rather than safe when the clock is stepped back by more than 59.999 s (at number of uses on agent-1 2 to 40)',
  ]);
  t.deepEqual(rulesOf(t, study, 'sequenced'), []);
});

test('buffer - as a property in a test suite', (t) => {
  fc.assert(everyRecord(study, { variant: 'sequenced' }), { numRuns: 100, seed: 1 });
  const failed = t.throws(() => {
    fc.assert(everyRecord(study, { variant: 'naive' }), { numRuns: 300, seed: 1 });
  });
  t.regex(failed.message, /buffer\/naive breaks conservation: \d+ record\(s\) destroyed/);
  const token = /(sk1\.[\w.-]+)/.exec(failed.message)?.[1] ?? '';
  const { scenario } = decodeToken(token, () => study);
  t.is((scenario as ScenarioBase).study, 'buffer');
});
