/** The end of a scenario: the duration of its faults, and the waits after them. */
import { MINUTE_MS } from '../../../sim/model/time.js';
import { INSTALL_RETRY_MS, UPLOAD_TIMEOUT_MS } from '../shipped/agent/state.js';
import type { OperatorAction, Sms2Scenario } from '../scenario.js';

/** The polling intervals that can be in force during the run, ms. */
export const pollsMs = ({ pollMinutes, actions }: Sms2Scenario): readonly number[] => [
  pollMinutes * MINUTE_MS,
  ...actions.flatMap((action) =>
    action.kind === 'change-setting' ? [action.pollMinutes * MINUTE_MS] : [],
  ),
];

/** Oscillator error caused by a fault that the other waits cover, ppm. */
const DRIFT_PPM_FREE = 500;

/** The largest oscillator error of any client from the start, or of a machine that gets a worse one, ppm. */
const largestDriftPpm = ({ clients, faults }: Sms2Scenario): number =>
  faults.reduce(
    (largest, fault) => {
      if (fault.kind !== 'clock' || fault.adjustment.kind !== 'drift') return largest;
      const ppm = Math.abs(fault.adjustment.driftPpm);
      return ppm > DRIFT_PPM_FREE ? Math.max(largest, ppm) : largest;
    },
    Math.max(0, ...clients.map((client) => Math.abs(client.driftPpm))),
  );

/** Latencies that the other waits cover, ms. */
const LATENCY_MS_FREE = 30_000;
const LATENCY_MS_MAX_FREE = 90_000;
/** Records of one batch; each batch costs one answer and one write. */
const BATCH_RECORDS = 500;

/**
 * Time added by slow links, ms: the slowest answer that is still awaited, the hellos until the wait
 * is long enough, and each batch.
 */
function slowLinksMs({ network, syncLatencyMs, clients, uses = [] }: Sms2Scenario): number {
  const { latencyMsMin } = network;
  const slowestMs = Math.max(latencyMsMin, network.latencyMsMax);
  if (latencyMsMin < LATENCY_MS_FREE && slowestMs <= LATENCY_MS_MAX_FREE) return 0;
  const records = Math.max(0, ...clients.map(({ sessions }) => sessions)) + uses.length;
  const batches = Math.ceil(records / BATCH_RECORDS) + 1;
  return 4 * slowestMs + 40 * latencyMsMin + batches * (2 * latencyMsMin + syncLatencyMs);
}

/** True when every client is online, and no outage is longer than the configured retries. */
function isPrompt({ prompt, ...scenario }: Sms2Scenario): boolean {
  if (prompt !== true || scenario.clients.some(({ mode }) => mode === 'offline')) return false;
  const outages = scenario.faults.map((fault) => (fault.kind === 'partition' ? fault.forMs : 0));
  const longest = Math.max(scenario.serverSetUpAtMs ?? 0, ...outages);
  return longest <= scenario.retries * scenario.retryDelayMinutes * MINUTE_MS;
}

/**
 * Time after the end of faults within which everything deliverable must be delivered, true ms. It
 * covers two polls at the slowest client's rate, and every wait that can come before them. Clients
 * that are online, and whose retries outlast every outage, need no poll, if the scenario says so.
 */
function settleMs(scenario: Sms2Scenario): number {
  const polls = isPrompt(scenario) ? 0 : 2 * Math.max(...pollsMs(scenario));
  const waits = polls + INSTALL_RETRY_MS + 2 * UPLOAD_TIMEOUT_MS;
  const starts = Math.max(0, ...scenario.clients.map(({ startDelayMs = 0 }) => startDelayMs));
  const retry = scenario.retryDelayMinutes * MINUTE_MS + starts;
  const slowest = 1_000_000 - largestDriftPpm(scenario);
  return (
    Math.ceil(((waits + retry) * 1_000_000) / slowest) +
    20 * scenario.network.latencyMsMin +
    slowLinksMs(scenario)
  );
}

export const healAtMs = (scenario: Sms2Scenario): number => scenario.durationMs;
/** Latest time of any action of a scenario, true ms. */
export const lastMomentMs = (scenario: Sms2Scenario): number => Math.max(0, healAtMs(scenario) - 1);
/** Time of an operator's action, true ms: as the scenario says, or the latest possible. */
export const actedAtMs = ({ at }: OperatorAction, scenario: Sms2Scenario): number =>
  Math.min(at, lastMomentMs(scenario));
/** Time by which every delivery must have begun, true ms; messages in flight may still arrive. */
export const deadlineMs = (scenario: Sms2Scenario): number =>
  healAtMs(scenario) + settleMs(scenario);
/**
 * Time of the last look, true ms. An upload takes two messages and a write, and so does collation.
 */
export const lastLookAtMs = (scenario: Sms2Scenario): number =>
  deadlineMs(scenario) + 1 + 10 * (scenario.network.latencyMsMin + scenario.syncLatencyMs);
