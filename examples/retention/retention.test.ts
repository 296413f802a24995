import test from 'ava';
import { DAY_MS } from 'skewproof';
import {
  cleanInCheck,
  cleanInSearch,
  differing,
  foundByCheck,
  foundBySearch,
  rulesOf,
} from '../_shown.test.js';
import study from './study.js';

const offsetsMs = [0, 31 * DAY_MS];
/** A use at one minute and an upload at ten: the record is nine minutes old. */
const AGE_MS = 540_000;

test('retention - a clock that is set right makes a record too old, to the millisecond', (t) => {
  const { fingerprints, smallest } = foundBySearch(t, study, 'shipped');
  t.deepEqual(fingerprints, ['conservation | destroyed | young: age <= retention']);
  t.deepEqual(differing(study, smallest), {
    faults: [
      {
        kind: 'clock',
        at: 60_001,
        node: 'agent-1',
        adjustment: { kind: 'step', byMs: 30 * DAY_MS - AGE_MS + 1 },
      },
    ],
  });
});

test('retention - an age by the elapsed clock deletes nothing too soon', (t) => {
  cleanInSearch(t, study, 'corrected');
});

test('retention - the shortest way is one use and one step of the clock', (t) => {
  const { property, scenario } = foundByCheck(t, study, 'shipped', { offsetsMs });
  t.is(property, 'conservation');
  t.deepEqual(scenario.faults, [
    {
      kind: 'clock',
      at: 0,
      node: 'agent-1',
      adjustment: { kind: 'step', byMs: 31 * DAY_MS },
    },
  ]);
  t.is(scenario.schedule?.inputs?.length, 1);
});

test('retention - by the elapsed clock no interleaving loses one', (t) => {
  cleanInCheck(t, study, 'corrected', { offsetsMs });
  cleanInCheck(t, study, 'corrected', { offsetsMs, clients: 2 });
});

test('retention - records are lost from a step forward by the retention less the age, however many uses', (t) => {
  t.deepEqual(rulesOf(t, study, 'shipped'), [
    'destroyed rather than safe when the clock is stepped forward by more than 29 d 23 h 51 min (at every number of uses on agent-1 sampled)',
  ]);
  t.deepEqual(rulesOf(t, study, 'corrected'), []);
});
