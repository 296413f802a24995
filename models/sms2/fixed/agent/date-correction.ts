/**
 * Conversion of a machine's readings to the server's time, with a guaranteed error bound.
 *
 * The wall clock contributes only a guess, so it may be set at any time. Two facts are certain: the
 * elapsed clock never counts more than the time that passed (drift aside), and it counts all of it
 * while the machine is awake. So an anchor of the same boot bounds a reading on one side; and on
 * the other side too, if the machine did not sleep in between. An anchor of another boot bounds it
 * by its own moment.
 */
import { YEAR_MS, between, localMs, msOf, plus } from '../../../../sim/model/time.js';
import type { LocalMs } from '../../../../sim/model/time.js';
import type { Anchor, Reading } from '../protocol.js';

export interface CorrectedTime {
  readonly at: LocalMs;
  readonly boundMs: number;
}

/** Bound of a date that no anchor supports: 100 years, meaning "unknown". */
export const UNKNOWN_BOUND_MS = 100 * YEAR_MS;

/** Largest oscillator error that the agent allows for, ppm; slews of a wall clock included. */
const DRIFT_PPM = 1_000;

const ROUNDING_MS = 2;

/**
 * Largest difference between the real duration and the count of an elapsed clock, ms. A slow
 * oscillator counts less than what passed, so the rate applies to the slowest possible count.
 */
export const driftOver = (countedMs: number): number =>
  Math.ceil((Math.abs(countedMs) * DRIFT_PPM) / (1_000_000 - DRIFT_PPM)) + ROUNDING_MS;

/**
 * True when `a` was taken no later than `b`, by boots, sleeps and elapsed readings. A reading
 * before a sleep and one after it may have the same elapsed time.
 */
export function notAfter(a: Reading, b: Reading): boolean {
  if (a.boot !== b.boot) return a.boot < b.boot;
  return a.sleeps === b.sleeps ? between(a.elapsed, b.elapsed) >= 0 : a.sleeps < b.sleeps;
}

interface Bounds {
  readonly earliest: number;
  readonly latest: number;
}

function boundsBy(reading: Reading, anchor: Anchor): Bounds {
  const time = msOf(anchor.serverTime);
  const before = notAfter(anchor.at, reading);
  if (anchor.at.boot !== reading.boot)
    return before
      ? { earliest: time - anchor.errorMs, latest: Infinity }
      : { earliest: -Infinity, latest: time + anchor.errorMs };
  const distance = between(anchor.at.elapsed, reading.elapsed);
  const slack = anchor.errorMs + driftOver(distance);
  const awake = anchor.at.sleeps === reading.sleeps;
  return {
    earliest: before || awake ? time + distance - slack : -Infinity,
    latest: !before || awake ? time + distance + slack : Infinity,
  };
}

/**
 * Dates a reading by the nearest anchors on both sides; others add nothing.
 * @param anchors in order of time
 */
export function correctedTime(anchors: readonly Anchor[], reading: Reading): CorrectedTime {
  const next = anchors.findIndex((anchor) => !notAfter(anchor.at, reading));
  const before = anchors.at(next === -1 ? -1 : next - 1);
  const nearest = [next === 0 ? undefined : before, next === -1 ? undefined : anchors[next]];
  let earliest = -Infinity;
  let latest = Infinity;
  let guess = msOf(reading.wall);
  for (const anchor of nearest) {
    if (anchor === undefined) continue;
    const bounds = boundsBy(reading, anchor);
    earliest = Math.max(earliest, bounds.earliest);
    latest = Math.min(latest, bounds.latest);
    guess = msOf(reading.wall) + between(anchor.at.wall, anchor.serverTime);
  }
  // Where no anchor bounds one side, the widest stated error limits it, from the other side. The
  // guess may be off by more, since a wall clock can be set to any date.
  const from = earliest === -Infinity && latest < Infinity ? latest - UNKNOWN_BOUND_MS : earliest;
  const to = latest === Infinity && earliest > -Infinity ? earliest + UNKNOWN_BOUND_MS : latest;
  // The bounds cross only if the server's own clock was set in between: either is equally good.
  const at = Math.max(Math.min(from, to), Math.min(Math.max(from, to), guess));
  const boundMs = Math.max(at - earliest, latest - at, 0);
  return { at: localMs(at), boundMs: Math.min(UNKNOWN_BOUND_MS, boundMs) + ROUNDING_MS };
}

/** Start of a program that was found running: the middle of the possible interval. */
export function begunWithin(found: CorrectedTime, withinMs: number): CorrectedTime {
  if (withinMs === 0) return found;
  if (withinMs >= UNKNOWN_BOUND_MS) return { at: found.at, boundMs: UNKNOWN_BOUND_MS };
  const halfMs = Math.ceil((withinMs + driftOver(withinMs)) / 2);
  return { at: plus(found.at, -halfMs), boundMs: found.boundMs + halfMs };
}
