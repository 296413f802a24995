/**
 * Reads instants by integer arithmetic alone: no locale, no host time zone, and no `Date`, which
 * silently turns 30 February into 1 March.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../sim/model/time.js';
import { reasonOf, shown } from './bad-row.js';
import type { Reason } from './bad-row.js';

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

const EXPECTED =
  'a time as ISO-8601 with Z or a UTC offset (2000-10-23T09:00:00Z), or epoch seconds or ms';

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

/** `+01:00`, `-0530`, `+02`, `Z` in ms, or undefined if there is no such offset. */
function zoneMs(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 23 || minutes > 59) return undefined;
  const size = hours * HOUR_MS + minutes * MINUTE_MS;
  return zone.startsWith('-') ? -size : size;
}

/**
 * An integer is epoch seconds with 9 or 10 digits (1973 to 2286), epoch ms with 12 to 14 (1973 to
 * 5138). Fewer digits are no time (a spreadsheet's day number has 5), and 11 digits would be
 * ambiguous.
 */
function epochMs(text: string): number | Reason {
  if (/^\d{9,10}$/.test(text)) return Number(text) * SECOND_MS;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  return reasonOf(
    'an epoch time of 9 or 10 digits (seconds) or 12 to 14 (milliseconds)',
    `${shown(text)}, ${text.length} digits`,
  );
}

/** The values of `--zone`: Z or a fixed UTC offset. */
export const isZone = (text: string): boolean =>
  /^(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(text) && zoneMs(text) !== undefined;

/**
 * Returns ms since 1970-01-01T00:00:00Z, with a fraction below 1 ms cut off, or the reason of an
 * error. `naiveZone` is for times without a zone; without it such times are refused.
 */
export function parseInstant(text: string, naiveZone?: string): number | Reason {
  const found = ISO.exec(text);
  if (found === null) return /^\d+$/.test(text) ? epochMs(text) : reasonOf(EXPECTED, shown(text));
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const [hour, minute, second] = [Number(found[4]), Number(found[5]), Number(found[6] ?? 0)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return reasonOf('a date that exists', shown(text));
  if (second === 60)
    return reasonOf('seconds from 00 to 59 (epoch time has no leap second)', shown(text));
  if (hour > 23 || minute > 59 || second > 59)
    return reasonOf('a time of day from 00:00:00 to 23:59:59', shown(text));
  const zone = found[8] ?? naiveZone;
  if (zone === undefined)
    return reasonOf(
      'a time zone (Z or +hh:mm) after the time, or --zone for times without one',
      `${shown(text)}, which without one is a different instant on every machine`,
    );
  const aheadMs = zoneMs(zone);
  if (aheadMs === undefined) return reasonOf('a UTC offset from -23:59 to +23:59', shown(text));
  const fraction = Number((found[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const timeOfDay = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + fraction;
  return daysFromEpoch(year, month, day) * DAY_MS + timeOfDay - aheadMs;
}
