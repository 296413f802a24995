/**
 * With any seed, the stated properties catch every documented defect in the space `documented`, and
 * without them its runs pass. The design without its defects, and the fix, break nothing there.
 */
import test from 'ava';
import * as sms2 from '../../../models/sms2/index.js';
import { PROPERTY_NAMES } from '../../oracle/invariants.js';
import { runScenario } from '../../oracle/judged-run.js';
import { CAUGHT_BY, documentedScenario, firstDetection, variantOf } from './search.js';
import { sms2Study } from '../study.js';

/** The default seed of the command line, and some others. */
const SEEDS = [213_261, 1, 2];
const CLEAN_RUNS = 150;

for (const [defect, by] of Object.entries(CAUGHT_BY))
  test(`documented ${defect} - caught by ${by.join(' and ')}, and by nothing without`, (t) => {
    const others = PROPERTY_NAMES.filter((property) => !by.includes(property));
    for (const seed of SEEDS) {
      const caught = firstDetection(variantOf(defect), seed);
      t.deepEqual(caught?.by, by, `seed ${String(seed)}`);
      t.log(`seed ${String(seed)}: at run ${String(caught?.run)}`);
      t.is(firstDetection(variantOf(defect), seed, caught?.run, others), undefined);
    }
  });

test('documented - every defect has its row', (t) => {
  t.deepEqual(Object.keys(CAUGHT_BY).sort(), Object.keys(sms2.DOCUMENTED_DEFECTS).sort());
});

for (const variant of ['documented', 'fixed'])
  test(`documented - the variant ${variant} breaks nothing`, (t) => {
    for (const seed of SEEDS)
      for (let run = 0; run < CLEAN_RUNS; run += 1) {
        const scenario = documentedScenario(variant, seed, run);
        const { verdict, violations } = runScenario(sms2Study, scenario);
        if (verdict !== 'pass') t.fail(JSON.stringify({ verdict, violations, scenario }));
      }
    t.pass();
  });
