/** How far shown dates may be off, from what the scenario does to clocks and machines. */
import { MINUTE_MS } from '../../sim/model/time.js';
import { changesClock, clockErrorMs } from '../oracle/clock-errors.js';
import * as sms2 from '../../models/sms2/index.js';

const DRIFT_ALLOWANCE_MS = 1;

interface Clock {
  readonly offsetMs: number;
  readonly driftPpm: number;
}

const errorMs = ({ offsetMs, driftPpm }: Clock, runMs: number): number =>
  Math.abs(offsetMs) + Math.ceil((runMs * Math.abs(driftPpm)) / 1_000_000) + DRIFT_ALLOWANCE_MS;

/** The most that these machines' clocks are wrong, with all that faults and operators do to them, ms. */
const playedErrorMs = (scenario: sms2.Sms2Scenario, names: readonly string[]): number =>
  clockErrorMs(sms2.worldOf(scenario), names, sms2.lastLookAtMs(scenario), sms2.EPOCH_MS) +
  DRIFT_ALLOWANCE_MS;

/**
 * Rows are dated by a metering server's clock at best, so they inherit its error. The documented
 * design dates them by the client's, and is held to no more.
 */
export function datingClockErrorMs(scenario: sms2.Sms2Scenario): number {
  const runMs = sms2.lastLookAtMs(scenario);
  const changed = scenario.faults.some(changesClock);
  if (!sms2.isDocumented(scenario.variant))
    return changed
      ? playedErrorMs(scenario, sms2.serverNames(scenario))
      : errorMs(scenario.meteringServer, runMs);
  if (changed)
    return playedErrorMs(
      scenario,
      scenario.clients.map((_, at) => sms2.clientName(at)),
    );
  const setByMs = scenario.actions.reduce(
    (sum, action) => sum + (action.kind === 'set-clock' ? Math.abs(action.byMs) : 0),
    0,
  );
  return setByMs + Math.max(...scenario.clients.map((client) => errorMs(client, runMs)));
}

/** What leaves a client's elapsed clock running on: nothing else gives cause for a doubtful date. */
const HARMLESS: ReadonlySet<string> = new Set([
  'partition',
  'disk-full',
  'install',
  'remove',
  'delete-log',
  'delete-next-sync-time',
  'change-setting',
  'set-clock',
  'synchronise',
]);

/** An answer takes a minute, or as long as two messages; both ends of a use are dated between two. */
const ANSWERS = 4;
/** Twice the worst oscillator that the agent allows for, at both ends: parts per thousand. */
const DRIFT_PER_MILLE = 4;

/**
 * The widest error that the fix may state. Where elapsed clocks only ran, its bound comes from how
 * long an answer took and how the oscillator may have drifted; where machines slept or started
 * again, or a server's clock was set, it may be anything. Assumption: a minute is the answer's time limit,
 * unless messages take longer.
 */
export function statedErrorMsMax(scenario: sms2.Sms2Scenario): number {
  const { faults, actions } = scenario;
  if (![...faults, ...actions].every(({ kind }) => HARMLESS.has(kind))) return Infinity;
  const { latencyMsMin, latencyMsMax } = scenario.network;
  const answerMs = Math.max(MINUTE_MS, 2 * Math.max(latencyMsMin, latencyMsMax));
  // A program that is found running may have begun at any time since its machine did.
  const startMs = Math.max(0, ...scenario.clients.map(({ startDelayMs = 0 }) => startDelayMs));
  const driftMs = Math.ceil((sms2.lastLookAtMs(scenario) * DRIFT_PER_MILLE) / 1_000);
  return ANSWERS * answerMs + startMs + driftMs;
}
