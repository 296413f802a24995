/**
 * Reads instants in the forms that exports have: ISO 8601, epoch times of four units, civil dates of
 * three orders, day numbers of spreadsheets, FILETIME and the ticks of .NET.
 *
 * A form is recognised by its shape. A text that two forms claim is refused with the question.
 */
import { reasonOf, shown } from './bad-row.js';
import type { Reason } from './bad-row.js';
import { civilMs, hourOf } from './civil-time.js';
import type { CivilTime } from './civil-time.js';
import { isNumeric, numberInstant } from './number-instant.js';
import type { Instant, TimeForm } from './time-forms.js';
import { fixedZoneMs, zoneOf } from './zone.js';
import type { Zone } from './zone.js';

export interface InstantOptions {
  /** Zone of times without one; absent: they are refused. */
  readonly zone?: Zone | undefined;
  readonly form?: TimeForm | undefined;
  /** Of two instants with one civil time, the first from this one on; ms since 1970. */
  readonly notBeforeMs?: number;
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;
const BASIC =
  /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d+))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/i;
/** DMTF date and time of WMI, with its offset in minutes, or *** for none. */
const CIM = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{6})([+-])(\d{3}|\*\*\*)$/;
const TIME = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?([AP]\.?M\.?)? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?`;
const SLASHED = new RegExp(String.raw`^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4}),?[ T]+${TIME}$`, 'i');
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY_MONTH = new RegExp(
  String.raw`^(?:[a-z]{3,9},? )?(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ -](\d{4}),? +${TIME}$`,
  'i',
);
const MONTH_DAY = new RegExp(
  String.raw`^(?:[a-z]{3,9},? )?([a-z]{3})[a-z]*\.? +(\d{1,2}),? +(\d{4}),? +${TIME}$`,
  'i',
);

const EXPECTED =
  'a time as ISO-8601 with Z or a UTC offset (2000-10-23T09:00:00Z), or epoch seconds or ms';

type Civil = CivilTime & { readonly zone: string | undefined };

function civil(
  [year, month, day, hour, minute]: readonly (string | number | undefined)[],
  rest: {
    second?: string | undefined;
    fraction?: string | undefined;
    half?: string | undefined;
    zone?: string | undefined;
  },
): Civil {
  return {
    ...{ year: Number(year), month: Number(month), day: Number(day) },
    hour: hourOf(Number(hour), rest.half),
    minute: Number(minute),
    second: Number(rest.second ?? 0),
    fraction: rest.fraction ?? '',
    zone: rest.zone,
  };
}

export const isSlashed = (text: string): boolean => SLASHED.test(text) && !/^\d{4}/.test(text);

/** The order that the numbers of a date allow: one above 12 is a day. */
export function orderIn(text: string): 'mdy' | 'dmy' | undefined {
  const found = SLASHED.exec(text);
  if (found === null || (found[1] ?? '').length > 2) return undefined;
  // Dates with points are written with the day first, wherever they are in use.
  if (found[2] === '.' || Number(found[1]) > 12) return 'dmy';
  return Number(found[3]) > 12 ? 'mdy' : undefined;
}

function slashed(text: string, found: RegExpExecArray, form: TimeForm | undefined): Civil | Reason {
  const [, a = '', , b = '', c = '', hour, minute, second, fraction, half, zone] = found;
  const time = { second, fraction, half, zone };
  if (a.length === 4) return civil([a, b, c, hour, minute], time);
  if (c.length !== 4) return reasonOf('a year of four digits', shown(text));
  const stated = form === 'mdy' || form === 'dmy' ? form : orderIn(text);
  const order = stated ?? (a.padStart(2, '0') === b.padStart(2, '0') ? 'mdy' : undefined);
  if (order === undefined)
    return reasonOf(
      'a date that can be read in one way',
      `${shown(text)}: is ${a} the month or the day? Pass --times mdy or --times dmy`,
    );
  return order === 'mdy'
    ? civil([c, a, b, hour, minute], time)
    : civil([c, b, a, hour, minute], time);
}

function named(found: RegExpExecArray, dayAt: 1 | 2): Civil | undefined {
  const [, first = '', other = '', year, hour, minute, second, fraction, half, zone] = found;
  const [day, name] = dayAt === 1 ? [first, other] : [other, first];
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  if (month === 0) return undefined;
  return civil([year, month, day, hour, minute], { second, fraction, half, zone });
}

/** The civil time of a text, with its zone if it states one; undefined for other text. */
function civilOf(
  text: string,
  form: TimeForm | undefined,
): { time: Civil | Reason; name: string } | undefined {
  const iso = ISO.exec(text) ?? BASIC.exec(text);
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, fraction, zone] = iso;
    return {
      time: civil([year, month, day, hour, minute], { second, fraction, zone }),
      name: 'ISO 8601',
    };
  }
  const cim = CIM.exec(text);
  if (cim !== null) {
    const [, year, month, day, hour, minute, second, fraction, sign = '', minutes = ''] = cim;
    const ahead = Number(minutes);
    const zone =
      minutes === '***'
        ? undefined
        : `${sign}${String(Math.floor(ahead / 60)).padStart(2, '0')}:${String(ahead % 60).padStart(2, '0')}`;
    return {
      time: civil([year, month, day, hour, minute], { second, fraction, zone }),
      name: 'DMTF times',
    };
  }
  const spaced = text.replace(/\s+/g, ' ');
  const dated = SLASHED.exec(spaced);
  if (dated !== null) return { time: slashed(text, dated, form), name: 'civil dates' };
  const words = DAY_MONTH.exec(spaced);
  const time = words ?? MONTH_DAY.exec(spaced);
  const one = time === null ? undefined : named(time, words === null ? 2 : 1);
  return one && { time: one, name: 'civil dates' };
}

/** The instant of a civil time, in its own zone or in that of the options. */
export function inZone(
  localMs: number,
  text: string,
  name: string,
  { zone, notBeforeMs = -Infinity }: InstantOptions,
): Instant | Reason {
  if (zone === undefined)
    return reasonOf(
      'a time zone (Z or +hh:mm) after the time, or --zone for times without one',
      `${shown(text)}, which without one is a different instant on every machine`,
    );
  const offsets = zone.offsetsMs(localMs);
  const [first, second] = offsets;
  if (first === undefined)
    return { ms: localMs - zone.beforeGapMs(localMs), form: name, odd: 'gap' };
  if (second === undefined) return { ms: localMs - first, form: name };
  const early = localMs - first;
  return { ms: early >= notBeforeMs ? early : localMs - second, form: name, odd: 'fold' };
}

/** Reads an instant, or says why it is none. */
export function readInstant(text: string, options: InstantOptions = {}): Instant | Reason {
  if (isNumeric(text)) {
    const read = numberInstant(text, options.form);
    if (!('localMs' in read)) return read;
    return inZone(read.localMs, text, read.form, options);
  }
  const found = civilOf(text, options.form);
  if (found === undefined) return reasonOf(EXPECTED, shown(text));
  const { time, name } = found;
  if ('expected' in time) return time;
  const localMs = civilMs(time, text);
  if (typeof localMs !== 'number') return localMs;
  if (time.zone === undefined) return inZone(localMs, text, name, options);
  const aheadMs = /^(?:UTC|GMT)$/i.test(time.zone) ? 0 : fixedZoneMs(time.zone);
  return aheadMs === undefined
    ? reasonOf('a UTC offset from -23:59 to +23:59', shown(text))
    : { ms: localMs - aheadMs, form: name };
}

/**
 * Returns ms since 1970-01-01T00:00:00Z, with a fraction below 1 ms cut off, or the reason of an
 * error. `naiveZone` is for times without a zone; without it such times are refused.
 */
export function parseInstant(text: string, naiveZone?: string): number | Reason {
  const zone = naiveZone === undefined ? undefined : zoneOf(naiveZone);
  const read = readInstant(text, { zone });
  return 'ms' in read ? read.ms : read;
}
