/**
 * The event budget of a run. Planted defects make models answer each other without end. Such a run
 * is stopped after many times the number of events that its work needs, and not only after
 * millions.
 */
import { MINUTE_MS } from '../../../sim/model/time.js';
import { EVENTS_MAX } from '../../../sim/world/event-budget.js';
import { INSTALL_RETRY_MS } from '../shipped/agent/state.js';
import { lastLookAtMs, pollsMs } from './end-time.js';
import { serverNames } from '../scenario.js';
import type { Sms2Scenario } from '../scenario.js';

/** Events allowed in every scenario: more than any run was seen to need beyond the steps below. */
const EVENTS_FREE = 20_000;
/**
 * Correct runs were seen to need 15; event-budget.test.ts keeps them within a quarter of their
 * limit.
 */
const EVENTS_PER_STEP_MAX = 100;

/** Share of lost messages above which a network counts as down, in parts of 1. */
const LOSS_OF_OUTAGE = 1 / 2;

/** Longest time for which some machine is unreachable, so that an installation is retried, ms. */
function outagesMs({ network, faults, serverSetUpAtMs = 0 }: Sms2Scenario): number {
  // A client then asks again every few minutes until the network is healed.
  if (network.loss.of > network.loss.in * LOSS_OF_OUTAGE) return Infinity;
  let allMs = serverSetUpAtMs;
  for (const fault of faults) {
    if ('forMs' in fault) allMs += fault.forMs;
    if ('downMs' in fault) allMs += fault.downMs;
  }
  return allMs;
}

/**
 * Number of steps of a scenario: polls of all clients and the retries after each, uses and the
 * parts that they are split into, collations, looks, faults and actions.
 */
export function stepsOf(scenario: Sms2Scenario): number {
  const { clients, retries, looks, faults, actions, uses = [] } = scenario;
  const spanMs = lastLookAtMs(scenario);
  const times = (everyMs: number): number => spanMs / Math.max(MINUTE_MS, everyMs);
  const polls = times(Math.min(...pollsMs(scenario)));
  const tries = Math.min(polls * retries, times(scenario.retryDelayMinutes * MINUTE_MS));
  const installs = Math.min(outagesMs(scenario), spanMs) / INSTALL_RETRY_MS;
  const sessions = clients.reduce((sum, client) => sum + client.sessions, uses.length);
  const parts = scenario.localCheckMinutes > 0 ? times(scenario.localCheckMinutes * MINUTE_MS) : 0;
  const collations = times(scenario.collationMinutes * MINUTE_MS);
  return (
    clients.length * (1 + polls + tries + installs) +
    sessions * (1 + parts) +
    serverNames(scenario).length * (collations + looks + 1) +
    faults.length +
    actions.length
  );
}

/**
 * The event budget of a scenario.
 * @returns at most the kernel's own limit
 */
export const eventsMax = (scenario: Sms2Scenario): number =>
  Math.min(EVENTS_MAX, EVENTS_FREE + EVENTS_PER_STEP_MAX * Math.ceil(stepsOf(scenario)));
