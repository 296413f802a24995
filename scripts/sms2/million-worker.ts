/** One share of a campaign, run in a worker thread. Shares merge in any order. */
import { explore } from '../../properties/campaign/explore.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import { sms2Study } from '../../properties/sms2/study.js';
import type * as sms2 from '../../models/sms2/index.js';
import type { Statistics } from '../../properties/campaign/statistics.js';

export interface Share {
  readonly variant: string;
  readonly shipped: string;
  readonly seed: number;
  readonly from: number;
  readonly runs: number;
  /** Play one scenario in this many as shipped too. */
  readonly shippedOneIn: number;
}

export interface ShareResult {
  readonly verdict: string;
  readonly reason?: string;
  readonly fingerprints: readonly {
    readonly fingerprint: string;
    readonly run: number;
    readonly scenario: unknown;
  }[];
  readonly statistics: Statistics;
  /** Scenarios played as shipped, and how many of these lost a record silently. */
  readonly comparedAsShipped: number;
  readonly lostAsShipped: number;
}

export default function runShare(share: Share): ShareResult {
  let seen = 0;
  let comparedAsShipped = 0;
  let lostAsShipped = 0;
  const exploration = explore(sms2Study, share.variant, {
    seed: share.seed,
    from: share.from,
    runs: share.runs,
    shrink: false,
    onRun: (scenario) => {
      seen += 1;
      if (seen % share.shippedOneIn !== 0) return;
      comparedAsShipped += 1;
      const shipped = { ...(scenario as sms2.Sms2Scenario), variant: share.shipped };
      const { violations } = runScenario(sms2Study, shipped);
      if (violations.some((violation) => violation.property === 'conservation')) lostAsShipped += 1;
    },
  });
  return {
    verdict: exploration.verdict,
    ...(exploration.reason === undefined ? {} : { reason: exploration.reason }),
    fingerprints: exploration.findings.map((finding) => ({
      fingerprint: finding.fingerprint,
      run: finding.foundAtRun,
      scenario: finding.found,
    })),
    statistics: exploration.statistics,
    comparedAsShipped,
    lostAsShipped,
  };
}
