/**
 * Civil dates and times to ms by integer arithmetic alone: no locale, no host time zone, and no
 * `Date`, which silently turns 30 February into 1 March.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../sim/model/time.js';
import { reasonOf, shown } from './bad-row.js';
import type { Reason } from './bad-row.js';

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);

/** Days from 1970-01-01, proleptic Gregorian. The year is counted from March, so that the leap
 * day comes last and every 400 years are 146,097 days. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Digits of the fraction of a second; what is below 1 ms is cut off. */
  readonly fraction: string;
}

/** Ms of a civil time from 1970-01-01T00:00:00 on the same clock, or why there is no such time. */
export function civilMs(time: CivilTime, text: string): number | Reason {
  const { year, month, day, hour, minute, second, fraction } = time;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return reasonOf('a date that exists', shown(text));
  if (second === 60)
    return reasonOf('seconds from 00 to 59 (epoch time has no leap second)', shown(text));
  if (hour > 23 || minute > 59 || second > 59)
    return reasonOf('a time of day from 00:00:00 to 23:59:59', shown(text));
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const timeOfDay = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + ms;
  return daysFromEpoch(year, month, day) * DAY_MS + timeOfDay;
}

/** The hour of a clock of twelve hours, 0 to 23; of one of 24 hours without a mark. */
export function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined || half === '') return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}
