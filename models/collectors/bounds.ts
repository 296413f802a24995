/** The bounds of an acceptance window at one moment, and the first that a record is outside of. */
import { DAY_MS } from '../../sim/model/time.js';
import { comparedInstants } from './instant.js';
import type { Instant } from './instant.js';
import type { SettledBound } from './choice.js';

/** Readings from which bounds are measured. */
export interface Readings {
  /** The server's clock, ms since 1970. */
  readonly wall: number;
  /** The same at the first request. */
  readonly firstWall: number;
  /** Start of the subscription, ms since 1970. */
  readonly startedAt: number;
  readonly newest: Instant | undefined;
  readonly newestOfStream: Instant | undefined;
}

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

/** Days from 1970-01-01 to the first of a month that is `months` months after January 1970. */
function daysBeforeMonth(months: number): number {
  // Counted from March, so that a leap day is the last of its year.
  const shifted = months - 2;
  const year = 1970 + Math.floor(shifted / 12);
  const month = ((shifted % 12) + 12) % 12;
  const days = Math.floor((153 * month + 2) / 5);
  const leap = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  // 719,468 days lie between the year 0, counted from March, and 1970-01-01.
  return 365 * year + leap + days - 719_468;
}

/** Beginning of the UTC month that holds an instant, ms since 1970. */
export function monthOf(ms: number): number {
  const day = Math.floor(ms / DAY_MS);
  let months = Math.floor(day / 30.436_875);
  while (daysBeforeMonth(months) > day) months -= 1;
  while (daysBeforeMonth(months + 1) <= day) months += 1;
  return daysBeforeMonth(months) * DAY_MS;
}

/** The reading that a bound is measured from; undefined: there is none yet. */
function readingOf({ by }: SettledBound, readings: Readings): Instant | undefined {
  switch (by) {
    case 'server':
      return { at: readings.wall };
    case 'first-request':
      return { at: readings.firstWall };
    case 'subscription':
      return { at: readings.startedAt };
    case 'newest-of-all':
      return readings.newest;
    case 'newest-of-stream':
      return readings.newestOfStream;
  }
}

/** A bound at one moment. */
interface BoundNow {
  readonly bound: SettledBound;
  /** The instant at which it is. */
  readonly limit: Instant;
}

function limitOf(bound: SettledBound, reading: Instant): Instant {
  const { side, ms, kind, edge } = bound;
  if (kind === 'midnight') return { at: dayOf(reading.at) - ms };
  // The edge is the closing instant: `in` takes the old month at that instant too.
  if (kind === 'month-closes') return { at: monthOf(reading.at - ms - (edge === 'in' ? 1 : 0)) };
  return { at: reading.at + (side === 'past' ? -ms : ms), ns: reading.ns ?? 0 };
}

/** The bound at this moment; undefined: it does not exist yet. */
export function boundNow(bound: SettledBound, readings: Readings): BoundNow | undefined {
  const reading = readingOf(bound, readings);
  return reading === undefined ? undefined : { bound, limit: limitOf(bound, reading) };
}

/** True for a record inside of the bound. */
export function isInside({ bound: { side, edge, kind }, limit }: BoundNow, date: Instant): boolean {
  const beyond = comparedInstants(date, limit) * (side === 'past' ? 1 : -1);
  // The first instant of a month or of a day belongs to it.
  const atEdge = kind === 'distance' ? edge === 'in' : true;
  return beyond > 0 || (beyond === 0 && atEdge);
}
