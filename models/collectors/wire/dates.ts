/** Dates as services write them, to instants. */
import { utcOf } from '../../../sim/clock/zone.js';
import { MINUTE_MS } from '../../../sim/model/time.js';
import type { Instant } from '../instant.js';
import type { DateForm } from './wire.js';

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?\d*(?:Z|([+-])(\d\d):?(\d\d))?$/;

/** An instant of ISO 8601; undefined: the text is none. A time without a zone is UTC. */
export function isoInstant(text: string): Instant | undefined {
  const found = ISO.exec(text.trim());
  if (found === null) return undefined;
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second,
    fraction = '',
    sign,
    hours = '0',
    minutes = '0',
  ] = found;
  const nanoseconds = Number(fraction.padEnd(9, '0'));
  const ms = Math.floor(nanoseconds / 1_000_000);
  const at = utcOf({
    ...{ year: Number(year), month: Number(month), day: Number(day) },
    ...{ hour: Number(hour), minute: Number(minute), second: Number(second), ms },
  });
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS * (sign === '-' ? -1 : 1);
  return { at: at - offset, ns: nanoseconds - ms * 1_000_000 };
}

/** Units of a whole number of a form in one ms. */
const PER_MS: Readonly<Record<'us' | 'ns', bigint>> = { us: 1_000n, ns: 1_000_000n };
/** Seconds since 1970 are less for some thousand years, milliseconds are more since 1973. */
const SECONDS_MAX = 1e11;

/** The instant of a value in a body; undefined: it is no date of that form. */
export function instantOf(value: unknown, form: DateForm): Instant | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const iso = typeof value === 'string' ? isoInstant(value) : undefined;
  if (form === 'iso' || iso !== undefined) return iso;
  const number = typeof value === 'number' ? value : value.trim() === '' ? NaN : Number(value);
  if (!Number.isFinite(number)) return undefined;
  switch (form) {
    case 'us':
    case 'ns': {
      const text = typeof value === 'string' ? value.trim() : String(Math.floor(value));
      if (!/^-?\d+$/.test(text)) return undefined;
      const units = BigInt(text);
      const perMs = PER_MS[form];
      const beyond = ((units % perMs) + perMs) % perMs;
      return { at: Number((units - beyond) / perMs), ns: Number(beyond * (1_000_000n / perMs)) };
    }
    case 's':
      return { at: Math.floor(number * 1_000) };
    case 'ms':
      return { at: Math.floor(number) };
    case 'auto':
      return { at: Math.floor(Math.abs(number) < SECONDS_MAX ? number * 1_000 : number) };
  }
}
