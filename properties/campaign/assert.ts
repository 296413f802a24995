/** Assertions for the tests of any runner: they throw errors that explain the violation. */
import { onPresent } from '../corpus/identity.js';
import { passGate } from './gate.js';
import * as fc from 'fast-check';
import { checkedScenario } from '../corpus/scenario-file.js';
import { explain } from '../explain/explain.js';
import { runScenario } from '../oracle/judged-run.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { errorOf, everyRecord } from './every-record.js';
import type { EveryRecordOptions } from './every-record.js';
import { failureText } from './failure-text.js';

/**
 * Variant and space to test, and the number and seed of the scenarios to draw.
 * @since 0.1.0
 */
export interface AssertEveryRecordOptions extends EveryRecordOptions {
  /** Number of scenarios to draw. Default 100. */
  readonly runs?: number;
  /** Seed: the same seed draws the same scenarios. Default 1. */
  readonly seed?: number;
}

/**
 * Throws if a scenario of the study's space breaks a property; the message explains the smallest
 * one.
 *
 * With fast-check, `fc.assert(everyRecord(…))` does the same.
 * @throws Error with the explanation; SkewproofError SKEW-102 for an unknown variant or space
 * @since 0.1.0
 */
export function assertEveryRecord<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  { runs = 100, seed = 1, ...options }: AssertEveryRecordOptions,
): void {
  const details = fc.check(everyRecord(study, options), { numRuns: runs, seed });
  if (details.failed) throw errorOf(fc.defaultReportMessage(details) ?? 'a property failed');
}

/**
 * Throws if this scenario breaks a property: a regression test of one finding.
 * @throws Error with the explanation; SkewproofError SKEW-101 for a value that is no scenario of
 *   the study
 * @since 0.1.0
 */
export function assertScenario<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  scenario: unknown,
): void {
  const given = checkedScenario(study, scenario, `scenario of ${study.name}`);
  // A regression test is of the system as it is now.
  const checked = onPresent(study, given);
  passGate(study, checked.variant);
  const { verdict, reason, violations } = runScenario(study, checked);
  const [violation] = violations;
  if (violation !== undefined)
    throw errorOf(
      failureText(study, { scenario: checked, explanation: explain(study, checked, violation) }),
    );
  if (verdict !== 'pass')
    throw errorOf(
      `${study.name}/${checked.variant}: ${verdict}${reason === undefined ? '' : `, ${reason}`}`,
    );
}
