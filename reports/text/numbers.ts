/**
 * Numbers as text, independent of the machine's locale. Apart from text.ts, so that a page can use
 * them.
 */
import { grouped } from '../../properties/words/grouped.js';

/** 1234567 → 1,234,567. */
export const count = grouped;

/** `1 run`, `2,000 runs`. */
export const several = (n: number, one: string): string =>
  `${count(n)} ${one}${n === 1 ? '' : 's'}`;

/** `part` of `whole` as a percentage with one digit, by integer arithmetic. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '0.0 %';
  const permille = Math.round((part * 1_000) / whole);
  return `${String(Math.floor(permille / 10))}.${String(permille % 10)} %`;
}
