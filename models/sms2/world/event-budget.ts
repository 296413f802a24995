/**
 * How many events a run may have. Models that answer each other for ever, as planted defects make
 * them do, are stopped when they have had many times what any work of theirs needs, and not only
 * when millions of events have gone by.
 */
import { MINUTE_MS } from '../../../sim/model/time.js';
import { EVENTS_MAX } from '../../../sim/world/event-budget.js';
import { INSTALL_RETRY_MS } from '../shipped/agent/state.js';
import { lastLookAtMs, pollsMs } from './end-time.js';
import { serverNames } from '../scenario.js';
import type { Sms2Scenario } from '../scenario.js';

/** Whatever the scenario: more than any has been seen to have that the steps below do not explain. */
const EVENTS_FREE = 20_000;
/** Runs that are in order have been seen to need 15; effort.test.ts holds them to a quarter of their limit. */
const EVENTS_PER_STEP_MAX = 100;

/** A network that loses more of its messages than this, in parts of 1, is taken for one that is down. */
const LOSS_OF_OUTAGE = 1 / 2;

/** How long something is missing at most, so that an installation is tried again and again, ms. */
function outagesMs({ network, faults, serverSetUpAtMs = 0 }: Sms2Scenario): number {
  // A client then asks again every few minutes until the network is mended.
  if (network.loss.of > network.loss.in * LOSS_OF_OUTAGE) return Infinity;
  let allMs = serverSetUpAtMs;
  for (const fault of faults) {
    if ('forMs' in fault) allMs += fault.forMs;
    if ('downMs' in fault) allMs += fault.downMs;
  }
  return allMs;
}

/**
 * What there is to do: polls of all clients and the retries after each, uses and the parts that
 * they are split into, collations, looks, and what happens to the machines.
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

/** @returns at most the kernel's own limit */
export const eventsMax = (scenario: Sms2Scenario): number =>
  Math.min(EVENTS_MAX, EVENTS_FREE + EVENTS_PER_STEP_MAX * Math.ceil(stepsOf(scenario)));
