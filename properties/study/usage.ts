/** Recorded usage that `simulate` plays, and its totals by fate. */
import type { RecordFate } from '../oracle/fates.js';
import type { Fate, VerdictKind } from '../oracle/verdict.js';
import type { ClockPoint } from './clock-history.js';

/**
 * A client of a simulation, and the error of its clock.
 * @since 0.1.0
 */
export interface SimulatedClient {
  readonly name: string;
  /** Client's clock minus true time, ms. */
  readonly offsetMs: number;
  /** Bound that the measuring tool states on the error of the offset, ms. */
  readonly boundMs?: number;
  /**
   * Offsets over true time, in order: the clock drifts and steps as they say. Default: `offsetMs`
   * throughout.
   */
  readonly history?: readonly ClockPoint[];
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
  /** Called as the run goes on: part of the whole, 0 to 1. */
  readonly onProgress?: (part: number) => void;
  /** Called once for each use, after the run. */
  readonly onUse?: (use: PlayedUse) => void;
}

/**
 * A use with its fate; `not-metered`: the agent did not run yet when it began.
 * @since 0.1.0
 */
export interface PlayedUse extends SimulatedUse {
  readonly fate: Fate | 'not-metered';
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

/** Totals that are being added up. */
type OpenTotals = { -readonly [Field in keyof UsageTotals]: UsageTotals[Field] };

/** Totals of a client without a use. */
export const noUsage = (): OpenTotals => ({
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

/** Adds the fate of one use; undefined: it was counted. */
export function addFate(totals: OpenTotals, fate: RecordFate | undefined): void {
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

export function sumOf(clients: readonly UsageTotals[]): UsageTotals {
  const sum = noUsage();
  for (const one of clients) {
    for (const field of Object.keys(sum) as (keyof UsageTotals)[])
      if (field !== 'worstOffMs') sum[field] += one[field];
    if (Math.abs(one.worstOffMs) > Math.abs(sum.worstOffMs)) sum.worstOffMs = one.worstOffMs;
  }
  return sum;
}
