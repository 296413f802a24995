/** Bounds the error of shown dates by what the scenario does to clocks and machines. */
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

/** The largest error of these machines' clocks under all faults and operator actions, ms. */
const playedErrorMs = (scenario: sms2.Sms2Scenario, names: readonly string[]): number =>
  clockErrorMs(sms2.worldOf(scenario), names, sms2.lastLookAtMs(scenario), sms2.EPOCH_MS) +
  DRIFT_ALLOWANCE_MS;

/**
 * The largest clock error that a shown date may inherit, ms. Rows are dated at best by a metering
 * server's clock. The documented design dates them by the client's, and is held to no more.
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

/**
 * Faults and actions that leave a client's elapsed clock running; any other may make a date
 * doubtful.
 */
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

/**
 * Each end of a use is dated between two answers. An answer takes a minute, or as long as two
 * messages.
 */
const ANSWERS = 4;
/** Twice the worst oscillator that the agent allows for, at both ends, in parts per thousand. */
const DRIFT_PER_MILLE = 4;

/**
 * The widest error that the fix may state, ms; `Infinity` if a machine slept or restarted, or a
 * server's clock was set. Where elapsed clocks only ran, the bound follows from the time of an
 * answer and the drift of the oscillator. Assumption: an answer is limited to a minute, unless
 * messages take longer.
 */
export function statedErrorMsMax(scenario: sms2.Sms2Scenario): number {
  const { faults, actions } = scenario;
  if (![...faults, ...actions].every(({ kind }) => HARMLESS.has(kind))) return Infinity;
  const { latencyMsMin, latencyMsMax } = scenario.network;
  const answerMs = Math.max(MINUTE_MS, 2 * Math.max(latencyMsMin, latencyMsMax));
  // A program that is found running may have begun at any time since its machine started.
  const startMs = Math.max(0, ...scenario.clients.map(({ startDelayMs = 0 }) => startDelayMs));
  const driftMs = Math.ceil((sms2.lastLookAtMs(scenario) * DRIFT_PER_MILLE) / 1_000);
  return ANSWERS * answerMs + startMs + driftMs;
}
