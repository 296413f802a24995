/**
 * Amounts of time as tools print them, to ms with sign: decimals, exponents, units, decimal commas.
 */
import { reasonOf, shown } from '../bad-row.js';
import type { Reason } from '../bad-row.js';
import { negated, OFFSET_MS_MAX, parseScaled } from '../decimal.js';

/** Decimal places by which a number in the unit becomes ms. */
const PLACES: Readonly<Record<string, number>> = { s: 3, ms: 0, us: -3, µs: -3, μs: -3, ns: -6 };

const NUMBER = /^([+-]?)(\d+)(?:[.,](\d*))?(?:e([+-]?\d{1,3}))?$/i;

/** Moves the point of a decimal number; no float is involved, so that halves are exact. */
function shifted(text: string, places: number): string | undefined {
  const found = NUMBER.exec(text.replace(/^[−–]/, '-'));
  if (found === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const point = whole.length + places + Number(exponent);
  if (Math.abs(point) > 400) return undefined;
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`;
  const at = Math.max(point, 1);
  const padded = digits.padEnd(at, '0');
  return `${sign}${padded.slice(0, at)}.${padded.slice(at)}`;
}

/**
 * `text` in the unit (`s`, `ms`, `us`, `ns`) as ms, rounded, halves away from zero.
 * @returns the reason for text that is no number
 */
export function toMs(text: string, unit: string): number | Reason {
  const places = PLACES[unit];
  const decimal = places === undefined ? undefined : shifted(text.trim(), places);
  if (decimal === undefined) return reasonOf('a clock offset, a decimal number', shown(text));
  return parseScaled(decimal, 0, OFFSET_MS_MAX, 'a clock offset within 10,000 years');
}

/** The same with the sign turned: tools state how far the source is ahead of the client. */
export const behindMs = (text: string, unit: string): number | Reason => turned(toMs(text, unit));

export const turned = (offset: number | Reason): number | Reason =>
  typeof offset === 'number' ? negated(offset) : offset;

/** Size in ms with its fraction, for bounds alone. */
export function sizeMs(text: string, unit: string): number | Reason {
  const decimal = shifted(text.trim(), PLACES[unit] ?? 0);
  return decimal === undefined
    ? reasonOf('a decimal number', shown(text))
    : Math.abs(Number(decimal));
}

const SPAN_UNITS: Readonly<Record<string, number>> = {
  y: 31_557_600_000,
  month: 2_629_800_000,
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  min: 60_000,
  s: 1_000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  μs: 0.001,
  ns: 0.000_001,
};

/** `-1min 2.5s`, `+3ms`, `40.580ms` as systemd prints spans; undefined for other text. */
export function spanMs(text: string): number | undefined {
  const found = /^([+-]?)(\d[\d.]*[a-zµμ]+(?: \d[\d.]*[a-zµμ]+)*)$/i.exec(text.trim());
  if (found === null) return text.trim() === '0' ? 0 : undefined;
  let sum = 0;
  for (const part of (found[2] ?? '').split(' ')) {
    const piece = /^(\d+(?:\.\d+)?)([a-zµμ]+)$/i.exec(part);
    const unit = SPAN_UNITS[piece?.[2] ?? ''];
    if (piece === null || unit === undefined) return undefined;
    sum += Number(piece[1]) * unit;
  }
  return found[1] === '-' ? -sum : sum;
}

/** A span rounded to ms, halves away from zero, without the negative zero. */
export function roundedSpan(ms: number): number {
  const size = Math.round(Math.abs(ms));
  return ms < 0 && size !== 0 ? -size : size;
}
