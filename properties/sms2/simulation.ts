/**
 * Simulates recorded usage on clients with measured clock offsets: what the console would show of
 * each client, against what was used on it.
 *
 * Everything else is ideal (no fault, no latency, the servers' clocks right, settings as shipped),
 * so that clocks alone cause every loss.
 */
import { inputError } from '../../sim/model/errors.js';
import { MINUTE_MS } from '../../sim/model/time.js';
import * as sms2 from '../../models/sms2/index.js';
import type { RecordFate } from '../oracle/fates.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { VerdictKind } from '../oracle/verdict.js';
import { sms2Study } from './study.js';

/**
 * A client of a simulation, and the error of its clock.
 * @since 0.1.0
 */
export interface SimulatedClient {
  readonly name: string;
  /** Client's clock minus true time, ms. */
  readonly offsetMs: number;
}

/**
 * Start and end of one use, in true time, ms since 1970-01-01T00:00:00Z.
 * @since 0.1.0
 */
export interface SimulatedUse {
  /** Index into the clients. */
  readonly client: number;
  readonly user: string;
  readonly program: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Recorded usage, and the clients on which it took place.
 * @since 0.1.0
 */
export interface SimulationInput {
  readonly variant: string;
  readonly seed: number;
  readonly clients: readonly SimulatedClient[];
  /** In any order; at least one. */
  readonly uses: readonly SimulatedUse[];
  /** Time between the installation of the agent on every client and the first use, ms. */
  readonly installedBeforeMs: number;
  /** Largest error of a shown start or end that does not count as misdated, ms. */
  readonly dateToleranceMs: number;
}

/**
 * Numbers of uses by their fate.
 * @since 0.1.0
 */
export interface UsageTotals {
  readonly used: number;
  /** Shown at least once, rightly dated or not. */
  readonly shown: number;
  /** Shown, but with a wrong start or end. */
  readonly misdated: number;
  /** Shown more than once. */
  readonly duplicated: number;
  /** Not shown and not reported: `stranded` on a machine, or `destroyed`. */
  readonly lostSilently: number;
  readonly stranded: number;
  readonly destroyed: number;
  /** Not shown, and reported to an operator. */
  readonly lostReported: number;
  /** Never metered, because the agent did not run yet when the use began. */
  readonly notMetered: number;
  /** The largest error of a shown start or end among the misdated, ms; signed. */
  readonly worstOffMs: number;
}

/**
 * Totals of one client.
 * @since 0.1.0
 */
export interface ClientTotals extends SimulatedClient, UsageTotals {}

/**
 * The result of a simulation: totals for each client and for all of them.
 * @since 0.1.0
 */
export interface Simulation {
  readonly variant: string;
  readonly verdict: VerdictKind;
  /** Reason, for verdicts about the harness. */
  readonly reason?: string;
  readonly clients: readonly ClientTotals[];
  readonly totals: UsageTotals;
  /** True time, ms since 1970. */
  readonly installedAtMs: number;
  readonly firstUseMs: number;
  readonly lastUseMs: number;
  /** The last look at the console, after everything deliverable has arrived. */
  readonly lastLookMs: number;
  readonly events: number;
}

type Mutable = { -readonly [Field in keyof UsageTotals]: UsageTotals[Field] };

const nothing = (): Mutable => ({
  used: 0,
  shown: 0,
  misdated: 0,
  duplicated: 0,
  lostSilently: 0,
  stranded: 0,
  destroyed: 0,
  lostReported: 0,
  notMetered: 0,
  worstOffMs: 0,
});

/** Scenario that plays the usage, with the true time of its time 0, ms since 1970. */
function scenarioOfUsage(input: SimulationInput): {
  readonly scenario: sms2.Sms2Scenario;
  readonly installedAtMs: number;
} {
  const uses = [...input.uses].sort((a, b) => a.startMs - b.startMs);
  const first = uses[0];
  if (first === undefined)
    throw inputError({ place: 'usage', expected: 'at least one session', got: 'none' });
  if (uses.length > sms2.TRACERS_PER_SOURCE)
    throw inputError({
      place: 'usage',
      expected: `at most ${String(sms2.TRACERS_PER_SOURCE)} sessions`,
      got: String(uses.length),
      advice: 'Split the file by client.',
    });
  const installedAtMs = first.startMs - input.installedBeforeMs;
  const lastEndMs = uses.reduce((last, use) => Math.max(last, use.endMs), first.endMs);
  const scenario: sms2.Sms2Scenario = {
    ...sms2.simplestScenario(input.variant),
    seed: input.seed,
    clients: input.clients.map(({ offsetMs }) => ({
      offsetMs,
      driftPpm: 0,
      sessions: 0,
      installAtMs: 0,
      mode: 'offline',
    })),
    durationMs: lastEndMs - installedAtMs + MINUTE_MS,
    uses: uses.map((use) => ({
      ...use,
      startMs: use.startMs - installedAtMs,
      endMs: use.endMs - installedAtMs,
    })),
  };
  return { scenario, installedAtMs };
}

function add(totals: Mutable, fate: RecordFate | undefined): void {
  switch (fate?.fate) {
    case undefined:
    case 'counted':
      totals.shown += 1;
      return;
    case 'misdated':
      totals.shown += 1;
      totals.misdated += 1;
      if (Math.abs(fate.offMs ?? 0) > Math.abs(totals.worstOffMs))
        totals.worstOffMs = fate.offMs ?? 0;
      return;
    case 'duplicated':
      totals.shown += 1;
      totals.duplicated += 1;
      return;
    case 'lost-reported':
      totals.lostReported += 1;
      return;
    case 'destroyed':
      totals.lostSilently += 1;
      totals.destroyed += 1;
      return;
    // Without a fault no loss is excused, and after the last look no record is pending.
    case 'stranded':
    case 'pending':
    case 'excused':
      totals.lostSilently += 1;
      totals.stranded += 1;
      return;
    case 'phantom':
  }
}

function sumOf(clients: readonly UsageTotals[]): UsageTotals {
  const sum = nothing();
  for (const one of clients) {
    for (const field of Object.keys(sum) as (keyof UsageTotals)[])
      if (field !== 'worstOffMs') sum[field] += one[field];
    if (Math.abs(one.worstOffMs) > Math.abs(sum.worstOffMs)) sum.worstOffMs = one.worstOffMs;
  }
  return sum;
}

/**
 * A limit of some minutes of work: 300 clients polling every four hours make about 6,000,000 events
 * in a year.
 */
const EVENTS_MAX = 100_000_000;

/**
 * Replays recorded usage through a variant of the SMS study, with measured clock offsets.
 * @throws SkewproofError SKEW-101 for usage or clients that make no scenario.
 * @since 0.1.0
 */
export function simulateUsage(input: SimulationInput): Simulation {
  const { scenario, installedAtMs } = scenarioOfUsage(input);
  const study: typeof sms2Study = {
    ...sms2Study,
    build: (playable) => ({ ...sms2Study.build(playable), eventsMax: EVENTS_MAX }),
    dateToleranceMs: () => input.dateToleranceMs,
  };
  const { result, ledger } = judgedRun(study, scenario);
  const totals = input.clients.map(nothing);
  for (const use of input.uses) {
    const client = totals[use.client];
    if (client !== undefined) client.used += 1;
  }
  const at = new Map(input.clients.map((_, index) => [sms2.clientName(index), index]));
  const fates = new Map(result.fates.uncounted.map((fate) => [fate.record, fate]));
  for (const metered of ledger.metered.values()) {
    const client = totals[at.get(metered.node) ?? -1];
    if (client !== undefined) add(client, fates.get(metered.record));
  }
  const clients = input.clients.map((client, index): ClientTotals => {
    const own = totals[index] ?? nothing();
    const notMetered = own.used - own.shown - own.lostSilently - own.lostReported;
    return { ...client, ...own, notMetered };
  });
  const uses = scenario.uses ?? [];
  return {
    variant: input.variant,
    verdict: result.verdict,
    ...(result.reason === undefined ? {} : { reason: result.reason }),
    clients,
    totals: sumOf(clients),
    installedAtMs,
    firstUseMs: installedAtMs + (uses[0]?.startMs ?? 0),
    lastUseMs: installedAtMs + scenario.durationMs - MINUTE_MS,
    lastLookMs: installedAtMs + sms2.lastLookAtMs(scenario),
    events: result.summary.events,
  };
}
