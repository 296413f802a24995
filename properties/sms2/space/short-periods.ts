/**
 * Periods of minutes over a network that takes as long: requests overtake each other, and answers
 * come after their timeouts.
 */
import * as fc from 'fast-check';
import { MINUTE_MS } from '../../../sim/model/time.js';
import type { Sms2Scenario } from '../../../models/sms2/index.js';

const LATENCY_MS_MAX = 5 * MINUTE_MS;
/** Such runs have many polls, and need few uses. */
const SESSIONS_MAX = 60;

const minutes = fc.integer({ min: 1, max: 5 });

const pace = fc.record({
  pollMinutes: minutes,
  collationMinutes: minutes,
  retryDelayMinutes: minutes,
  polls: fc.integer({ min: 4, max: 60 }),
  latencyMsMax: fc.nat({ max: LATENCY_MS_MAX }),
  /** Share of the largest latency, percent. */
  latencyMin: fc.nat({ max: 100 }),
  ordered: fc.constantFrom(false, false, false, true),
});

/** The scenario at another pace: what happens in it keeps its share of the run. */
function atPace(drawn: Sms2Scenario, given: typeof pace extends fc.Arbitrary<infer T> ? T : never) {
  const { polls, latencyMsMax, latencyMin, ordered, ...periods } = given;
  const durationMs = polls * periods.pollMinutes * MINUTE_MS;
  const moved = <T extends { readonly at: number }>(one: T): T => ({
    ...one,
    at: Math.floor((one.at / drawn.durationMs) * durationMs),
  });
  return {
    ...drawn,
    ...periods,
    durationMs,
    clients: drawn.clients.map((client) => ({
      ...client,
      sessions: Math.min(client.sessions, SESSIONS_MAX),
      installAtMs: Math.floor((client.installAtMs / drawn.durationMs) * durationMs),
    })),
    faults: drawn.faults.map(moved),
    actions: drawn.actions.map(moved),
    network: {
      ...drawn.network,
      latencyMsMin: Math.floor((latencyMsMax * latencyMin) / 100),
      latencyMsMax,
      ordered,
    },
  };
}

/** Draws scenarios of `likely` at the pace of minutes. */
export const shortPeriods = (likely: fc.Arbitrary<Sms2Scenario>): fc.Arbitrary<Sms2Scenario> =>
  fc.tuple(likely, pace).map(([drawn, given]) => atPace(drawn, given));
