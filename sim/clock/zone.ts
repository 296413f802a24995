/**
 * Display of an instant: civil date and time, time zones, durations, in integer arithmetic. A
 * scenario states the transitions of its zone; none is taken from the host. Nothing here changes
 * when an event happens.
 */
import { inputError } from '../model/errors.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../model/time.js';

/**
 * From `fromUtcMs` on, civil time is UTC plus `offsetMinutes` (negative: west).
 * @since 0.1.0
 */
export interface ZoneTransition {
  readonly fromUtcMs: number;
  readonly offsetMinutes: number;
}

/**
 * A time zone as a scenario states it.
 * @since 0.1.0
 */
export interface Zone {
  /** Before the first transition, minutes. Default 0. */
  readonly standardMinutes?: number;
  /** In order of time. */
  readonly transitions: readonly ZoneTransition[];
}

/**
 * A civil date and time of the proleptic Gregorian calendar.
 * @since 0.1.0
 */
export interface CivilTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** A year in astronomical numbering: four digits, or a sign and six digits, as in ISO 8601. */
const yearText = (year: number): string =>
  year >= 0 && year <= 9_999
    ? padded(year, 4)
    : `${year < 0 ? '-' : '+'}${padded(Math.abs(year), 6)}`;

const DAYS_PER_400_YEARS = 146_097;
/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_1970 = 719_468;

/**
 * The civil (proleptic Gregorian) date and time of an instant. Years are counted from
 * March, so that the leap day is a year's last.
 * @since 0.1.0
 */
export function civilOf(utcMs: number): CivilTime {
  const days = Math.floor(utcMs / DAY_MS);
  const inDay = utcMs - days * DAY_MS;
  const shifted = days + DAYS_TO_1970;
  const era = Math.floor(shifted / DAYS_PER_400_YEARS);
  const dayOfEra = shifted - era * DAYS_PER_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  // March to July have 153 days, and so have August to December.
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
    hour: Math.floor(inDay / HOUR_MS),
    minute: Math.floor(inDay / MINUTE_MS) % 60,
    second: Math.floor(inDay / SECOND_MS) % 60,
    ms: inDay % SECOND_MS,
  };
}

/**
 * The instant at which UTC has this civil date and time (the inverse of `civilOf`).
 * @since 0.1.0
 */
export function utcOf(civil: CivilTime): number {
  const year = civil.month <= 2 ? civil.year - 1 : civil.year;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const marchMonth = civil.month > 2 ? civil.month - 3 : civil.month + 9;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + civil.day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * DAYS_PER_400_YEARS + dayOfEra - DAYS_TO_1970;
  return (
    days * DAY_MS +
    civil.hour * HOUR_MS +
    civil.minute * MINUTE_MS +
    civil.second * SECOND_MS +
    civil.ms
  );
}

function text(utcMs: number): string {
  const at = civilOf(utcMs);
  const date = `${yearText(at.year)}-${padded(at.month, 2)}-${padded(at.day, 2)}`;
  const time = `${padded(at.hour, 2)}:${padded(at.minute, 2)}:${padded(at.second, 2)}`;
  return `${date} ${time}.${padded(at.ms, 3)}`;
}

/**
 * `2000-10-22 14:41:12.000Z`
 * @since 0.1.0
 */
export const formatUtc = (utcMs: number): string => `${text(utcMs)}Z`;

/**
 * Minutes by which the zone's civil time is ahead of UTC at an instant.
 * @since 0.1.0
 */
export function zoneOffsetAt(zone: Zone, utcMs: number): number {
  let offset = zone.standardMinutes ?? 0;
  let previous = -Infinity;
  for (const { fromUtcMs, offsetMinutes } of zone.transitions) {
    if (fromUtcMs <= previous)
      throw inputError({
        place: 'time zone',
        expected: 'transitions in order of time',
        got: `${String(fromUtcMs)} after ${String(previous)}`,
      });
    previous = fromUtcMs;
    if (fromUtcMs <= utcMs) offset = offsetMinutes;
  }
  return offset;
}

/**
 * `2000-10-22 16:41:12.000+02:00`
 * @since 0.1.0
 */
export function formatInZone(zone: Zone, utcMs: number): string {
  const offset = zoneOffsetAt(zone, utcMs);
  const size = Math.abs(offset);
  const sign = offset < 0 ? '-' : '+';
  const shown = `${sign}${padded(Math.floor(size / 60), 2)}:${padded(size % 60, 2)}`;
  return text(utcMs + offset * MINUTE_MS) + shown;
}

/** Seconds of a duration below a minute: `0.001 s`, `30 s`. */
const secondsText = (ms: number): string => {
  const rest = ms % SECOND_MS;
  return `${String(Math.floor(ms / SECOND_MS))}${rest === 0 ? '' : `.${padded(rest, 3)}`} s`;
};

/**
 * Formats a duration exactly, to the millisecond, without its parts of zero: `4 h 0.001 s`,
 * `-12.500 s`, `3 d 2 h`, `0 s`. Every text, table, drawing and page uses this one format.
 * @since 0.1.0
 */
export function formatDuration(durationMs: number): string {
  const size = Math.abs(durationMs);
  const parts = (
    [
      [Math.floor(size / DAY_MS), 'd'],
      [Math.floor(size / HOUR_MS) % 24, 'h'],
      [Math.floor(size / MINUTE_MS) % 60, 'min'],
    ] as const
  ).flatMap(([amount, unit]) => (amount === 0 ? [] : [`${String(amount)} ${unit}`]));
  const ms = size % MINUTE_MS;
  if (ms > 0 || parts.length === 0) parts.push(secondsText(ms));
  return `${durationMs < 0 ? '-' : ''}${parts.join(' ')}`;
}

/** Duration from 1601-01-01, the epoch of FILETIME, to 1970-01-01, ms. */
const FILETIME_EPOCH_MS = 11_644_473_600_000;

/**
 * The instant as a Windows FILETIME: a count of 100 ns since 1601, larger than the exact integers
 * of a number.
 * @since 0.1.0
 */
export const fileTimeOf = (utcMs: number): bigint => BigInt(utcMs + FILETIME_EPOCH_MS) * 10_000n;

/**
 * The instant of a FILETIME, ms, rounded down.
 * @since 0.1.0
 */
export const utcOfFileTime = (fileTime: bigint): number => {
  const ms = fileTime / 10_000n;
  // Division of bigints rounds towards zero; time is always rounded down here.
  return Number(fileTime < 0n && ms * 10_000n !== fileTime ? ms - 1n : ms) - FILETIME_EPOCH_MS;
};
