/**
 * A right program holds in the whole space, and each planted defect breaks the property that is for it.
 */
import test from 'ava';
import { HOUR_MS, YEAR_MS } from '../../sim/model/time.js';
import { explore } from '../campaign/explore.js';
import { breaks } from '../campaign/finding.js';
import type { PropertyName } from '../study/contract.js';
import type { Fate } from '../oracle/verdict.js';
import type { Rules } from './_programs.test.js';
import { studyWith } from './_programs.test.js';

const RUNS = 200;

for (const space of ['everything', 'clocks', 'machines'])
  test(`hosted - a right program holds in the space ${space}`, (t) => {
    const { verdict, statistics } = explore(studyWith(), 'shipped', { seed: 7, runs: RUNS, space });
    t.is(verdict, 'pass');
    t.true(statistics.records > 5 * RUNS);
  });

const MAX_AGE_MS = 12 * HOUR_MS;
const byWall: Rules['kept'] = (queue, wall) => queue.filter(({ at }) => wall - at <= MAX_AGE_MS);
/** The year 2020. */
const LONG_AGO_MS = 50 * YEAR_MS;

interface Planted {
  readonly rules: Partial<Rules>;
  readonly property: PropertyName;
  readonly fate: Fate;
  /** Default: 200. */
  readonly runs?: number;
}

const DEFECTS: Readonly<Record<string, Planted>> = {
  'expiry by the wall clock, in silence': {
    rules: { kept: byWall, reports: false },
    property: 'clock-innocent',
    fate: 'destroyed',
  },
  'expiry by the wall clock, reported': {
    rules: { kept: byWall },
    property: 'clock-innocent',
    fate: 'lost-reported',
  },
  'dropped when sent': {
    rules: { dropsAt: 'send' },
    property: 'conservation',
    fate: 'destroyed',
  },
  'sent again after the answer': {
    rules: { dropsAt: 'never' },
    property: 'no-duplicates',
    fate: 'duplicated',
    runs: 3,
  },
  'a delay that a clock set back makes tiny': {
    rules: { delay: (wall) => (wall < LONG_AGO_MS ? 1 : 10_000) },
    property: 'no-hot-loop',
    fate: 'pending',
    runs: 20,
  },
  'a queue that stops at a reset': {
    rules: { stopsAtReset: true },
    property: 'eventual-delivery',
    fate: 'stranded',
  },
};

for (const [name, { rules, property, fate, runs = RUNS }] of Object.entries(DEFECTS))
  test(`hosted - caught: ${name}`, (t) => {
    // A gate that refuses the defect would leave nothing to search.
    const study = { ...studyWith(rules), gate: () => undefined };
    const { findings } = explore(study, 'shipped', { seed: 7, runs, shrink: false });
    const found = findings.find((one) => breaks(one, property));
    t.is(found?.explanation.violation.fate, fate);
  });

test('hosted - a program without a disk is not blamed for what dies with its process', (t) => {
  const study = studyWith({ onDisk: false });
  const { verdict } = explore(study, 'shipped', { seed: 7, runs: RUNS });
  t.is(verdict, 'pass');
});

test('hosted - a loss that right clocks do not mend is not the clock’s', (t) => {
  const { findings } = explore(studyWith({ dropsAt: 'send' }), 'shipped', {
    seed: 7,
    runs: RUNS,
    space: 'machines',
    shrink: false,
  });
  t.true(findings.some((one) => breaks(one, 'conservation')));
  t.false(findings.some((one) => breaks(one, 'clock-innocent')));
});
