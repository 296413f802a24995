/**
 * Shows the effect of a documented defect: the first run that breaks a property, shrunk, and the
 * same minimal scenario under the design without the defect and under the fix.
 */
import * as sms2 from '../../../models/sms2/index.js';
import { SkewproofError } from '../../../sim/model/errors.js';
import { explain } from '../../explain/explain.js';
import { minimise } from '../../shrink/minimise.js';
import { runScenario } from '../../oracle/judged-run.js';
import type { PropertyName } from '../../study/contract.js';
import type { Fate, VerdictKind } from '../../oracle/verdict.js';
import { CAUGHT_BY, firstDetection, variantOf } from './search.js';
import { sms2Study } from '../study.js';

/** Verdict and fates of one run. */
export interface DefectOutcome {
  readonly verdict: VerdictKind;
  readonly totals: Readonly<Record<Fate, number>>;
}

interface DefectFound {
  readonly run: number;
  readonly by: readonly PropertyName[];
  readonly fingerprint: string;
  readonly minimal: sms2.Sms2Scenario;
  readonly withDefect: DefectOutcome;
  readonly without: DefectOutcome;
  readonly fixed: DefectOutcome;
}

export interface DefectReport {
  readonly name: string;
  readonly defect: sms2.DocumentedDefect;
  readonly versions: readonly sms2.Version[];
  /** Properties that are stated to catch it. */
  readonly caughtBy: readonly PropertyName[];
  /** Undefined if no run showed the defect. */
  readonly found: DefectFound | undefined;
  /**
   * True if exactly the stated properties caught it, the defect alone caused it, and the fix breaks
   * nothing.
   */
  readonly asExpected: boolean;
}

const outcomeOf = (scenario: sms2.Sms2Scenario, variant: string): DefectOutcome => {
  const { verdict, fates } = runScenario(sms2Study, { ...scenario, variant });
  return { verdict, totals: fates.totals };
};

function foundOf(name: string, seed: number): DefectFound | undefined {
  const variant = variantOf(name);
  const detection = firstDetection(variant, seed);
  const violation = detection?.violations[0];
  if (detection === undefined || violation === undefined) return undefined;
  const explanation = explain(sms2Study, detection.scenario, violation);
  const { scenario } = minimise(sms2Study, detection.scenario, explanation);
  return {
    run: detection.run,
    by: detection.by,
    fingerprint: explanation.fingerprint,
    minimal: scenario,
    withDefect: outcomeOf(scenario, variant),
    without: outcomeOf(scenario, sms2.DOCUMENTED),
    fixed: outcomeOf(scenario, 'fixed'),
  };
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

/** Searches for one defect, shrinks the run that shows it, and plays that under the fix. */
export function verifyDefect(name: string, seed: number): DefectReport {
  const defect = sms2.DOCUMENTED_DEFECTS[name];
  if (defect === undefined)
    throw new SkewproofError('SKEW-102', {
      place: 'documented defect',
      expected: Object.keys(sms2.DOCUMENTED_DEFECTS).join(', '),
      got: `"${name}"`,
    });
  const caughtBy = CAUGHT_BY[name] ?? [];
  const found = foundOf(name, seed);
  const asExpected =
    found !== undefined &&
    same(found.by, caughtBy) &&
    found.without.verdict === 'pass' &&
    found.fixed.verdict === 'pass';
  return { name, defect, versions: sms2.versionsOf(defect), caughtBy, found, asExpected };
}

export interface DefectRow {
  readonly name: string;
  readonly defect: sms2.DocumentedDefect;
  readonly versions: readonly sms2.Version[];
  readonly caughtBy: readonly PropertyName[];
  /** Undefined if no run showed the defect. */
  readonly foundAtRun: number | undefined;
}

/** Every documented defect, with the number of runs after which a campaign finds it. */
export const defectRows = (seed: number): readonly DefectRow[] =>
  Object.entries(sms2.DOCUMENTED_DEFECTS).map(([name, defect]) => ({
    name,
    defect,
    versions: sms2.versionsOf(defect),
    caughtBy: CAUGHT_BY[name] ?? [],
    foundAtRun: firstDetection(variantOf(name), seed)?.run,
  }));
