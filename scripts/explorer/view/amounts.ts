/** Amounts of a scenario's numbers in words, and the reverse: what a reader types becomes a number. */
import { formatDuration } from '../../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, YEAR_MS } from '../../../sim/model/time.js';
import { count } from '../../../reports/text/numbers.js';
import { offsetText } from '../../../reports/words/fields.js';
import type { Unit } from '../../../properties/json/units.js';

/** Unit of a number that can be moved. */
export type KnobUnit = Unit | 'records' | 'count';

interface Measured {
  readonly unit: KnobUnit;
  /** The number is a clock's error: it has two directions. */
  readonly isOffset: boolean;
}

const PLAIN: ReadonlySet<KnobUnit> = new Set(['1', 'count']);

/** `1 h 0.001 s behind`, `24 records`, `−12 ppm`. */
export function amountWords({ unit, isOffset }: Measured, value: number): string {
  const size = Math.abs(value);
  if (unit === 'ms' && isOffset) return offsetText(value);
  const sign = value < 0 ? '−' : '';
  if (unit === 'ms') return formatDuration(value);
  const name = unit === 'records' && size === 1 ? 'record' : unit;
  return `${sign}${count(size)}${PLAIN.has(unit) ? '' : ` ${name}`}`;
}

const SIZES: readonly (readonly [sizeMs: number, name: string])[] = [
  [YEAR_MS, 'y'],
  [DAY_MS, 'd'],
  [HOUR_MS, 'h'],
  [MINUTE_MS, 'min'],
  [SECOND_MS, 's'],
  [1, 'ms'],
];

const PART = /(\d[\d,_]*(?:\.\d+)?)\s*(ms|min|m|s|h|d|y)(?![a-z])/gi;
const UNIT_OF: Readonly<Record<string, number>> = {
  ...Object.fromEntries(SIZES.map(([size, name]) => [name, size])),
  m: MINUTE_MS,
};

const numberOf = (text: string): number => Number(text.replace(/[,_]/g, ''));

/**
 * Reads an amount as a person writes it: `1 h 0.001 s behind`, `-90s`, `3,600,001`, `24 records`.
 * Undefined: it is none, or no integer of the unit.
 */
export function parsedAmount(unit: KnobUnit, typed: string): number | undefined {
  const text = typed.trim().replace('−', '-');
  const sign = text.startsWith('-') || /\bbehind$/i.test(text) ? -1 : 1;
  const bare = text.replace(/^[-+]/, '').replace(/\s*\b(behind|ahead|records?|ppm)$/i, '');
  if (/^(right|zero)$/i.test(bare)) return 0;
  if (/^\d[\d,_]*$/.test(bare)) return signed(numberOf(bare), sign);
  if (unit !== 'ms' || bare.replace(PART, '').trim() !== '') return undefined;
  const ms = [...bare.matchAll(PART)].reduce(
    (sum, [, amount = '', name = '']) =>
      sum + numberOf(amount) * (UNIT_OF[name.toLowerCase()] ?? Number.NaN),
    0,
  );
  return signed(Math.round(ms), sign);
}

const signed = (size: number, sign: number): number | undefined =>
  Number.isSafeInteger(size) ? (size === 0 ? 0 : size * sign) : undefined;
