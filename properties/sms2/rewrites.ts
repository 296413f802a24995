/**
 * Rewrites a scenario to simpler ones that may lose a record in the same way: all disagreement of
 * clocks on one client, everything else as in the simplest scenario. Where an offset and the length
 * of the run decide a boundary together, no single step of shrinking leads here.
 */
import { YEAR_MS } from '../../sim/model/time.js';
import * as sms2 from '../../models/sms2/index.js';

const FACTORS = [1, 2, 8, 64, 1_024] as const;
const OFFSET_MS_MAX = 30 * YEAR_MS;

const capped = (offsetMs: number): number =>
  Math.max(-OFFSET_MS_MAX, Math.min(OFFSET_MS_MAX, offsetMs));

export function* rewrites(scenario: sms2.Sms2Scenario): Iterable<sms2.Sms2Scenario> {
  const simplest = { ...sms2.simplestScenario(scenario.variant), seed: scenario.seed };
  const plain = simplest.clients[0];
  if (plain === undefined) return;
  for (const client of scenario.clients) {
    const disagreement = client.offsetMs - scenario.siteServer.offsetMs;
    if (disagreement === 0) continue;
    for (const factor of FACTORS) {
      const offsetMs = capped(disagreement * factor);
      yield { ...simplest, clients: [{ ...plain, offsetMs }] };
      yield { ...simplest, clients: [{ ...plain, offsetMs }], actions: scenario.actions };
    }
  }
  // The simplest run with longer steps.
  for (const factor of FACTORS) {
    const actions = scenario.actions.map((action) =>
      action.kind === 'set-clock' ? { ...action, byMs: capped(action.byMs * factor) } : action,
    );
    yield { ...simplest, actions };
  }
}
