/**
 * Converts decimal text to scaled integers, digit by digit. As a float, `2.0005` seconds times
 * 1,000 is not 2,000.5, and half a millisecond would round by accident.
 */
import { reasonOf, shown } from './bad-row.js';
import type { Reason } from './bad-row.js';

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/**
 * `text` times 10^`scale`, rounded to an integer, halves away from zero; at most `max` either way.
 * `what` names the expected value in words, for the error.
 */
export function parseScaled(
  text: string,
  scale: number,
  max: number,
  what: string,
): number | Reason {
  const found = DECIMAL.exec(text);
  if (found === null) return reasonOf(`${what}, a decimal number`, shown(text));
  const fraction = found[3] ?? '';
  const digits = `${found[2]}${fraction.slice(0, scale).padEnd(scale, '0')}`.replace(/^0+/, '');
  const roundUp = (fraction[scale] ?? '0') >= '5' ? 1 : 0;
  // 16 digits do not all fit a double; comparing after conversion would compare a rounded value.
  const size = digits.length > 15 ? Infinity : Number(digits) + roundUp;
  if (size > max) return reasonOf(what, `${shown(text)}, out of range`);
  return found[1] === '-' && size !== 0 ? -size : size;
}

/**
 * 10,000 years. Offsets of years are the point of this tool; beyond this, a reading multiplied
 * by a drift in ppm would leave the integers that a double holds exactly.
 */
export const OFFSET_MS_MAX = 315_576_000_000_000;

const OFFSET_WORDS = 'a clock offset within 10,000 years';

/** Seconds with a fraction, to integer ms. */
export const secondsToMs = (text: string): number | Reason =>
  parseScaled(text, 3, OFFSET_MS_MAX, OFFSET_WORDS);

/** Milliseconds with a fraction, to integer ms. */
export const roundedMs = (text: string): number | Reason =>
  parseScaled(text, 0, OFFSET_MS_MAX, OFFSET_WORDS);

/**
 * Inverts the sign without making the negative zero, which deep equality distinguishes from zero.
 */
export const negated = (value: number): number => (value === 0 ? 0 : -value);
