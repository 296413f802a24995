/** The fix over a campaign that is cut into shares: each by itself, then all together. */
import type * as sms2 from '../../../models/sms2/index.js';
import { explore } from '../../campaign/explore.js';
import { mergeStatistics, noStatistics } from '../../campaign/statistics.js';
import { runScenario } from '../../oracle/judged-run.js';
import { worstOf } from '../../oracle/verdict.js';
import { sms2Study } from '../study.js';
import type { Exploration } from '../../campaign/explore.js';
import type { SynopsisFix } from './types.js';

type Scenario = sms2.Sms2Scenario;

const SPACE = 'everything';

export interface FixShare {
  /** The variant that has to hold. */
  readonly variant: string;
  /** The variant that one scenario in `shippedOneIn` is played under too. */
  readonly shipped: string;
  readonly shippedOneIn: number;
  readonly seed: number;
  readonly from: number;
  readonly runs: number;
}

interface FixShareResult {
  readonly exploration: Exploration<Scenario>;
  readonly comparedAsShipped: number;
  readonly lostAsShipped: number;
}

/** The shares of a campaign: they depend on its length alone, not on who runs them. */
export function fixShares(
  campaign: Omit<FixShare, 'from'>,
  shareRuns: number,
): readonly FixShare[] {
  return Array.from({ length: Math.ceil(campaign.runs / shareRuns) }, (_, share) => ({
    ...campaign,
    from: share * shareRuns,
    runs: Math.min(shareRuns, campaign.runs - share * shareRuns),
  }));
}

/** @throws SkewproofError as `explore` does. */
export function runFixShare(share: FixShare): FixShareResult {
  const { variant, shipped, shippedOneIn, seed, from, runs } = share;
  let number = from;
  let comparedAsShipped = 0;
  let lostAsShipped = 0;
  const exploration = explore(sms2Study, variant, {
    ...{ space: SPACE, seed, from, runs },
    // What has to hold is shown as it was found; `explore` shrinks it.
    shrink: false,
    onRun: (scenario) => {
      number += 1;
      if (number % shippedOneIn !== 0) return;
      comparedAsShipped += 1;
      const { violations } = runScenario(sms2Study, {
        ...(scenario as Scenario),
        variant: shipped,
      });
      if (violations.some(({ property }) => property === 'conservation')) lostAsShipped += 1;
    },
  });
  return { exploration, comparedAsShipped, lostAsShipped };
}

const sum = (results: readonly FixShareResult[], of: (result: FixShareResult) => number): number =>
  results.reduce((total, result) => total + of(result), 0);

/** The campaign as one exploration. Each kind of finding once: as its first run showed it. */
export function mergeFixShares(
  variant: string,
  results: readonly FixShareResult[],
): { readonly fix: SynopsisFix; readonly exploration: Exploration<Scenario> } {
  const statistics = noStatistics();
  for (const { exploration } of results) mergeStatistics(statistics, exploration.statistics);
  const first = new Map<string, Exploration<Scenario>['findings'][number]>();
  const found = results.flatMap(({ exploration }) => exploration.findings);
  for (const finding of [...found].sort((a, b) => a.foundAtRun - b.foundAtRun))
    if (!first.has(finding.fingerprint)) first.set(finding.fingerprint, finding);
  // What one share has not reached another may have: the campaign's marks count.
  const verdicts = results.flatMap(({ exploration: { verdict } }) =>
    verdict === 'vacuous' ? [] : [verdict],
  );
  const missed = (sms2Study.requiredMarks?.(variant, SPACE) ?? []).filter(
    (mark) => (statistics.marks[mark] ?? 0) === 0,
  );
  const verdict = worstOf([...verdicts, missed.length > 0 ? 'vacuous' : 'pass']);
  const reason =
    verdict === 'vacuous'
      ? `never reached: ${missed.join(', ')}`
      : results.find(({ exploration }) => exploration.verdict === verdict)?.exploration.reason;
  const exploration: Exploration<Scenario> = {
    verdict,
    ...(reason === undefined ? {} : { reason }),
    findings: [...first.values()],
    statistics,
  };
  const fix: SynopsisFix = {
    ...{ variant, verdict },
    ...(reason === undefined ? {} : { reason }),
    runs: statistics.runs,
    records: statistics.records,
    broken: exploration.findings.map(({ foundAtRun, fingerprint, found: scenario }) => ({
      ...{ run: foundAtRun, fingerprint, scenario },
    })),
    comparedAsShipped: sum(results, (result) => result.comparedAsShipped),
    lostAsShipped: sum(results, (result) => result.lostAsShipped),
  };
  return { fix, exploration };
}
