/** Runs the fix over a campaign of the whole space, and some of its scenarios as shipped too. */
import type * as sms2 from '../../../models/sms2/index.js';
import { explorationOf, unshrunk } from '../../campaign/explore.js';
import { merge } from '../../campaign/outcome.js';
import { plan } from '../../campaign/plan.js';
import { runShare } from '../../campaign/run-share.js';
import { CHUNK_RUNS, EVERYTHING } from '../../campaign/sampling.js';
import { runScenario } from '../../oracle/judged-run.js';
import { sms2Study } from '../study.js';
import type { Exploration } from '../../campaign/finding.js';
import type { Outcome } from '../../campaign/outcome.js';
import type { Share } from '../../campaign/plan.js';
import type { SynopsisFix } from './types.js';

type Scenario = sms2.Sms2Scenario;

/**
 * Length of a share: long enough to be worth sending to a thread, and short enough that no thread
 * waits long for the last.
 */
const SHARE_RUNS = 2 * CHUNK_RUNS;
/** One scenario in this number is played as shipped too. */
const SHIPPED_ONE_IN = 10;

export interface FixShare {
  /** Runs of the variant that has to hold. */
  readonly share: Share;
  readonly shipped: string;
}

export interface FixShareResult {
  readonly outcome: Outcome<Scenario>;
  readonly comparedAsShipped: number;
  readonly lostAsShipped: number;
}

/**
 * Divides a campaign into shares. They depend on its length alone, not on the threads that run
 * them.
 */
export const fixShares = (
  {
    variant,
    shipped,
    seed,
    runs,
  }: { variant: string; shipped: string; seed: number; runs: number },
  shareRuns = SHARE_RUNS,
): readonly FixShare[] =>
  plan(
    { study: sms2Study.name, variant, space: EVERYTHING, seed, from: 0, runs },
    Math.ceil(runs / shareRuns),
  ).map((share) => ({ share, shipped }));

/** @throws SkewproofError as `runShare` does. */
export function runFixShare({ share, shipped }: FixShare): FixShareResult {
  let number = share.from;
  let comparedAsShipped = 0;
  let lostAsShipped = 0;
  const { outcome } = runShare(sms2Study, share, {
    onRun: (scenario) => {
      number += 1;
      if (number % SHIPPED_ONE_IN !== 0) return;
      comparedAsShipped += 1;
      const { violations } = runScenario(sms2Study, {
        ...(scenario as Scenario),
        variant: shipped,
      });
      if (violations.some(({ property }) => property === 'conservation')) lostAsShipped += 1;
    },
  });
  return { outcome, comparedAsShipped, lostAsShipped };
}

const sum = (results: readonly FixShareResult[], of: (result: FixShareResult) => number): number =>
  results.reduce((total, result) => total + of(result), 0);

/** Merges the outcomes of shares in any order. Findings are not shrunk: `explore` does that. */
export function mergeFixShares(
  variant: string,
  results: readonly FixShareResult[],
): { readonly fix: SynopsisFix; readonly exploration: Exploration<Scenario> } {
  const outcome = merge(results.map((result) => result.outcome));
  const exploration = explorationOf(
    sms2Study,
    { variant, space: EVERYTHING },
    outcome,
    outcome.findings.map(unshrunk),
  );
  const { verdict, reason, statistics, findings } = exploration;
  const fix: SynopsisFix = {
    ...{ variant, verdict },
    ...(reason === undefined ? {} : { reason }),
    runs: statistics.runs,
    records: statistics.records,
    broken: findings.map(({ foundAtRun, fingerprint, found: scenario }) => ({
      ...{ run: foundAtRun, fingerprint, scenario },
    })),
    comparedAsShipped: sum(results, (result) => result.comparedAsShipped),
    lostAsShipped: sum(results, (result) => result.lostAsShipped),
  };
  return { fix, exploration };
}
