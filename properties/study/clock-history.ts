/** A clock whose offset was measured over time, as changes that a run plays. */
import type { ClockAdjustment } from '../../sim/clock/clock.js';

/**
 * An offset of a clock, measured at a true time.
 * @since 0.1.0
 */
export interface ClockPoint {
  /** True time, ms since 1970-01-01T00:00:00Z. */
  readonly atMs: number;
  /** Clock minus true time, ms. */
  readonly offsetMs: number;
}

/**
 * A change of a clock during a run.
 * @since 0.1.0
 */
export interface ClockChange {
  /** True ms from the start of the run. */
  readonly at: number;
  readonly adjustment: ClockAdjustment;
}

/**
 * Largest rate that counts as drift, parts per million: daemons slew by no more, and oscillators are
 * off by less. A faster change is a step.
 */
const DRIFT_PPM_AT_MOST = 500;

const MILLION = 1_000_000;

/** Rate at which a clock moves by `byMs` in `forMs`, ppm, rounded up: the move then ends in time. */
function rateOf(byMs: number, forMs: number): number {
  return forMs <= 0 ? Infinity : Math.ceil((Math.abs(byMs) * MILLION) / forMs);
}

/** Offset at a time between two points, ms. */
function between(before: ClockPoint, after: ClockPoint, atMs: number): number {
  const byMs = after.offsetMs - before.offsetMs;
  if (rateOf(byMs, after.atMs - before.atMs) > DRIFT_PPM_AT_MOST) return before.offsetMs;
  return before.offsetMs + Math.round((byMs * (atMs - before.atMs)) / (after.atMs - before.atMs));
}

/**
 * Plays a history from a time on: between two points the clock drifts, if its rate allows that, and
 * otherwise it steps at the second one. Before the first point and after the last it is off by as
 * much as there.
 * @param history points in order of time, at least one
 * @param fromMs start of the run, ms since 1970
 * @param forMs duration of the run, ms; changes after it are left out
 */
export function changesOf(
  history: readonly ClockPoint[],
  fromMs: number,
  forMs: number,
): { readonly offsetMs: number; readonly changes: readonly ClockChange[] } {
  const next = history.findIndex(({ atMs }) => atMs > fromMs);
  const after = history[next];
  const before = history[next < 0 ? history.length - 1 : next - 1];
  const offsetMs =
    before === undefined
      ? (after?.offsetMs ?? 0)
      : after === undefined
        ? before.offsetMs
        : between(before, after, fromMs);
  const changes: ClockChange[] = [];
  let known: ClockPoint = {
    atMs: Math.max(fromMs, before?.atMs ?? after?.atMs ?? fromMs),
    offsetMs,
  };
  for (const point of next < 0 ? [] : history.slice(next)) {
    const byMs = point.offsetMs - known.offsetMs;
    const ratePpm = rateOf(byMs, point.atMs - known.atMs);
    const drifts = ratePpm <= DRIFT_PPM_AT_MOST;
    const at = (drifts ? known.atMs : point.atMs) - fromMs;
    if (at >= forMs) break;
    if (byMs !== 0)
      changes.push({
        at,
        adjustment: drifts ? { kind: 'slew', byMs, ratePpm } : { kind: 'step', byMs },
      });
    known = point;
  }
  return { offsetMs, changes };
}
