/** Runs one share of the million in a worker thread, and a sample of it as shipped. */
import { runShare } from '../../properties/campaign/run-share.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import { sms2Study } from '../../properties/sms2/study.js';
import type * as sms2 from '../../models/sms2/index.js';
import type { Outcome } from '../../properties/campaign/outcome.js';
import type { Share } from '../../properties/campaign/plan.js';

export interface ShareJob {
  readonly share: Share;
  /** Variant to compare with. */
  readonly shipped: string;
  /** One scenario in this number is played as shipped too. */
  readonly shippedOneIn: number;
}

export interface ShareResult {
  readonly outcome: Outcome<sms2.Sms2Scenario>;
  /** Scenarios played as shipped, and the number of these that lost a record silently. */
  readonly comparedAsShipped: number;
  readonly lostAsShipped: number;
}

export default function runJob({ share, shipped, shippedOneIn }: ShareJob): ShareResult {
  let seen = 0;
  let comparedAsShipped = 0;
  let lostAsShipped = 0;
  const { outcome } = runShare(sms2Study, share, {
    onRun: (scenario) => {
      seen += 1;
      if (seen % shippedOneIn !== 0) return;
      comparedAsShipped += 1;
      const asShipped = { ...(scenario as sms2.Sms2Scenario), variant: shipped };
      const { violations } = runScenario(sms2Study, asShipped);
      if (violations.some((violation) => violation.property === 'conservation')) lostAsShipped += 1;
    },
  });
  return { outcome, comparedAsShipped, lostAsShipped };
}
