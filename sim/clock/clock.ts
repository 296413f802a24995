/**
 * The clocks of one node: a wall clock (offset, drift, steps, slews) and an elapsed clock, both
 * driven by one oscillator.
 *
 * The contract, each point a property in clock.test.ts (after the clock model of the INET network
 * simulator):
 *   1. between adjustments, readings never fall;
 *   2. a timer runs at its own clock's time;
 *   3. nothing is scheduled before now;
 *   4. arrival is the lower inverse: the first instant at which the clock has reached T;
 *   5. forward and inverse agree at arrival (the reading there is >= T, and < T one ms
 *      earlier unless an adjustment or the starting point comes between).
 *
 * Drift changes the rate of both clocks. Steps and slews change the wall clock only. Suspension
 * freezes the elapsed clock and not the wall clock, as on machines with a battery-backed clock.
 */
import { inputError } from '../model/errors.js';
import { clockCells, elapsedMap, setCells, wallMap } from './cells.js';
import type { ClockCells } from './cells.js';
import { scaled } from './piecewise.js';
import type { Piecewise } from './piecewise.js';
import { elapsedMs, localMs, msOf, trueMs } from '../model/time.js';
import type { ElapsedMs, LocalMs, TrueMs } from '../model/time.js';

/**
 * A clock as a scenario states it. Defaults describe a perfect clock.
 * @since 0.1.0
 */
export interface ClockSpec {
  /** Reading minus true time at the start of the run, ms. */
  readonly offsetMs?: number;
  /** Oscillator error, parts per million, -500,000 to 500,000. */
  readonly driftPpm?: number;
}

/**
 * A change made to a wall clock at one instant.
 * @since 0.1.0
 */
export type ClockAdjustment =
  /** A jump by `byMs` (negative: backwards). */
  | { readonly kind: 'step'; readonly byMs: number }
  /** A jump to the given reading. */
  | { readonly kind: 'set'; readonly toMs: number }
  /**
   * A correction of `byMs` spread at `ratePpm` (positive) faster or slower than the oscillator,
   * exact at its end. It continues through a change of drift; a step, a setting or another slew
   * replaces it, as with adjtime and settimeofday.
   */
  | { readonly kind: 'slew'; readonly byMs: number; readonly ratePpm: number }
  /** The oscillator runs at another rate from now on (temperature, ageing). */
  | { readonly kind: 'drift'; readonly driftPpm: number };

/**
 * Largest oscillator error of a clock, parts per million, either sign.
 * @since 0.1.0
 */
export const DRIFT_PPM_MAX = 500_000;

/** A slew in progress. */
interface Slew {
  readonly from: number;
  readonly end: number;
  /** Reading at `from`. */
  readonly reading: number;
  readonly byMs: number;
  readonly ratePpm: number;
}

function checkedPpm(ppm: number): number {
  if (Number.isInteger(ppm) && Math.abs(ppm) <= DRIFT_PPM_MAX) return ppm;
  throw inputError({
    place: 'clock drift',
    expected: `an integer from -${String(DRIFT_PPM_MAX)} to ${String(DRIFT_PPM_MAX)} ppm`,
    got: String(ppm),
  });
}

function checkedMs(ms: number, place: string): number {
  if (Number.isSafeInteger(ms)) return ms;
  throw inputError({ place, expected: 'an integer number of ms', got: String(ms) });
}

/**
 * Sets a clock's cells as `spec` states it, from true time 0 on, before any adjustment.
 * @throws SkewproofError SKEW-101, as `Clock`
 */
export function setClock(cells: ClockCells, clock: number, spec: ClockSpec): void {
  const ppm = checkedPpm(spec.driftPpm ?? 0);
  setCells(cells, clock, checkedMs(spec.offsetMs ?? 0, 'clock offset'), ppm);
}

/**
 * A node's two clocks, wall and elapsed, as functions of true time: exact integer arithmetic, ms.
 * @throws SkewproofError SKEW-101 for an offset that is no integer of ms, or a drift beyond
 *   `DRIFT_PPM_MAX`.
 * @since 0.1.0
 */
export class Clock {
  readonly #wall: Piecewise;
  readonly #elapsed: Piecewise;
  #driftPpm: number;
  #suspended = false;
  #slewing: Slew | undefined;

  /** Keeps its current segments in `cells`, as number `clock`; default: cells of its own. */
  constructor(
    spec: ClockSpec = {},
    start: TrueMs = trueMs(0),
    cells: ClockCells = clockCells(1),
    clock = 0,
  ) {
    this.#driftPpm = checkedPpm(spec.driftPpm ?? 0);
    const offset = checkedMs(spec.offsetMs ?? 0, 'clock offset');
    const from = msOf(start);
    const ppm = this.#driftPpm;
    this.#wall = wallMap(cells, clock, { from, reading: from + offset, ppm });
    this.#elapsed = elapsedMap(cells, clock, { from, reading: 0, ppm });
  }

  /** Reading of the wall clock at true time `at`. */
  wallAt(at: TrueMs): LocalMs {
    return localMs(this.#wall.read(msOf(at)));
  }

  /** Reading of the elapsed clock at true time `at`. */
  elapsedAt(at: TrueMs): ElapsedMs {
    return elapsedMs(this.#elapsed.read(msOf(at)));
  }

  /** Reading minus true time at `at`, ms. */
  offsetAt(at: TrueMs): number {
    return this.#wall.read(msOf(at)) - msOf(at);
  }

  /**
   * The least and the most of wall clock minus true time between true time 0 and `until`, ms;
   * negative: the clock is behind. Exact, except for rounding by one ms where the rate is not 1.
   */
  offsetRange(until: TrueMs): readonly [least: number, most: number] {
    return this.#wall.aheadWithin(0, msOf(until));
  }

  /** First true instant at or after `from` at which the wall clock reads at least `target`; undefined if never. */
  wallArrival(target: LocalMs, from: TrueMs): TrueMs | undefined {
    const at = this.#wall.arrival(msOf(target), msOf(from));
    return at === Infinity ? undefined : trueMs(at);
  }

  /** First true instant at or after `from` at which the elapsed clock reads at least `target`; undefined if never. */
  elapsedArrival(target: ElapsedMs, from: TrueMs): TrueMs | undefined {
    const at = this.#elapsed.arrival(msOf(target), msOf(from));
    return at === Infinity ? undefined : trueMs(at);
  }

  /** Applies `adjustment` at true time `at`, which must not be before the last adjustment. */
  adjust(at: TrueMs, adjustment: ClockAdjustment): void {
    const from = msOf(at);
    const now = this.#wall.read(from);
    switch (adjustment.kind) {
      case 'step':
        this.#wallFrom(from, now + checkedMs(adjustment.byMs, 'clock step'));
        return;
      case 'set':
        this.#wallFrom(from, checkedMs(adjustment.toMs, 'clock setting'));
        return;
      case 'slew':
        this.#slew(from, now, adjustment.byMs, adjustment.ratePpm);
        return;
      case 'drift': {
        const slew = this.#slewing;
        const rest = this.#slewLeft(from, now);
        this.#driftPpm = checkedPpm(adjustment.driftPpm);
        if (slew === undefined || rest === 0) this.#wallFrom(from, now);
        else this.#slew(from, now, rest, slew.ratePpm);
        if (!this.#suspended) this.#elapsedFrom(from, this.#elapsed.read(from), this.#driftPpm);
      }
    }
  }

  #wallFrom(from: number, reading: number): void {
    this.#slewing = undefined;
    this.#wall.adjust(from, [{ from, reading, ppm: this.#driftPpm }]);
  }

  #elapsedFrom(from: number, reading: number, ppm: number): void {
    this.#elapsed.adjust(from, [{ from, reading, ppm }]);
  }

  #slew(from: number, now: number, byMs: number, ratePpm: number): void {
    checkedMs(byMs, 'clock slew');
    const size = checkedPpm(ratePpm);
    if (size <= 0)
      throw inputError({
        place: 'clock slew rate',
        expected: 'a positive ppm',
        got: String(ratePpm),
      });
    if (byMs === 0) {
      this.#wallFrom(from, now);
      return;
    }
    // Slew and drift add; a clock is slowed but never stopped or turned back.
    const ppm = Math.max(-999_999, this.#driftPpm + (byMs < 0 ? -size : size));
    const end = from + slewDurationMs(Math.abs(byMs), Math.abs(ppm - this.#driftPpm));
    this.#slewing = { from, end, reading: now, byMs, ratePpm };
    if (end > Number.MAX_SAFE_INTEGER) {
      // The slew would end in the year 280,000 or later, beyond the exact integers: it never ends.
      this.#wall.adjust(from, [{ from, reading: now, ppm }]);
      return;
    }
    // The slew seldom ends on a whole ms, so its final reading is stated and not computed from the
    // rate.
    const reading = now + scaled(end - from, this.#driftPpm) + byMs;
    this.#wall.adjust(from, [
      { from, reading: now, ppm },
      { from: end, reading, ppm: this.#driftPpm },
    ]);
  }

  /** The part of a slew that remains at `at`, when the clock reads `now`, ms. */
  #slewLeft(at: number, now: number): number {
    const slew = this.#slewing;
    if (slew === undefined || at >= slew.end) return 0;
    const unslewed = slew.reading + scaled(at - slew.from, this.#driftPpm);
    return slew.byMs - (now - unslewed);
  }

  /** The machine boots at `at`: the elapsed clock starts again from zero. */
  boot(at: TrueMs): void {
    this.#suspended = false;
    this.#elapsedFrom(msOf(at), 0, this.#driftPpm);
  }

  /** The machine sleeps from `at`: the elapsed clock freezes, the wall clock goes on. */
  suspend(at: TrueMs): void {
    this.#suspended = true;
    this.#elapsedFrom(msOf(at), this.#elapsed.read(msOf(at)), -1_000_000);
  }

  /** The machine wakes at `at`: the elapsed clock goes on from where it froze. */
  resume(at: TrueMs): void {
    this.#suspended = false;
    this.#elapsedFrom(msOf(at), this.#elapsed.read(msOf(at)), this.#driftPpm);
  }
}

/** The first whole duration by which a difference of `ppm` has added up to `byMs`. */
function slewDurationMs(byMs: number, ppm: number): number {
  const whole = Math.floor(byMs / ppm);
  return whole * 1_000_000 + Math.ceil(((byMs - whole * ppm) * 1_000_000) / ppm);
}
