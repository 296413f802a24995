/** Durations with their unit, as options and cells give them: `90s`, `1h`, `-30d`. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, YEAR_MS } from '../../../sim/model/time.js';
import { reasonOf, shown } from './bad-row.js';
import type { Reason } from './bad-row.js';
import { OFFSET_MS_MAX, parseScaled } from './decimal.js';

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND_MS,
  min: MINUTE_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  y: YEAR_MS,
};

const DURATION = /^([+-]?\d+(?:\.\d{1,6})?) ?([a-z]+)$/i;

/**
 * Signed duration in ms; a year is 365 days. A number without a unit is refused, because a guess
 * could be wrong.
 */
export function parseDuration(text: string): number | Reason {
  const found = DURATION.exec(text);
  const unit = UNITS[(found?.[2] ?? '').toLowerCase()];
  if (found === null || unit === undefined)
    return reasonOf('a number with its unit (ms, s, min, h, d or y), such as -30d', shown(text));
  const millionths = parseScaled(found[1] ?? '', 6, Number.MAX_SAFE_INTEGER, 'a duration');
  if (typeof millionths !== 'number') return millionths;
  // The product exceeds 2^53; halves are rounded away from zero, as in decimal.ts.
  const scaled = BigInt(Math.abs(millionths)) * BigInt(unit);
  const ms = Number((scaled + 500_000n) / 1_000_000n) * (millionths < 0 ? -1 : 1);
  if (Math.abs(ms) > OFFSET_MS_MAX) return reasonOf('at most 10,000 years', shown(text));
  return ms === 0 ? 0 : ms;
}
