/** Amounts and conditions on a map's axes in words. */
import { formatDuration } from '../../sim/clock/zone.js';
import { grouped } from '../words/grouped.js';
import type { PlaneAxis } from './types.js';

/** A value with its unit, exactly: `-4 h 0.001 s`, `1,024`, `50 ppm`. */
export function amountOf(axis: Pick<PlaneAxis, 'unit'>, value: number): string {
  switch (axis.unit) {
    case 'ms':
      return formatDuration(value);
    case 'min':
    case 'ppm':
      return `${grouped(value)} ${axis.unit}`;
    case 'records':
    case 'count':
      return grouped(value);
  }
}

/** A condition in words with its number; `growing`: the number grows with the boundary. */
interface Condition {
  readonly template: string;
  readonly size: number;
  readonly growing: boolean;
}

/** The condition that holds on one side of a boundary between `low` and `low + 1`. */
export function conditionParts(axis: PlaneAxis, low: number, side: 'lower' | 'upper'): Condition {
  const words = axis.words ?? {
    more: `${axis.title} is more than {}`,
    less: `${axis.title} is less than {}`,
  };
  const high = low + 1;
  if (side === 'upper')
    return low < 0 && words.below !== undefined
      ? { template: words.below.less, size: -low, growing: false }
      : { template: words.more, size: low, growing: true };
  return high <= 0 && words.below !== undefined
    ? { template: words.below.more, size: -high, growing: false }
    : { template: words.less, size: high, growing: true };
}

export const filled = (template: string, amount: string): string =>
  template.replaceAll('{}', amount);

/** `the clock is behind by more than 4 h` */
export function conditionOf(axis: PlaneAxis, low: number, side: 'lower' | 'upper'): string {
  const { template, size } = conditionParts(axis, low, side);
  return filled(template, amountOf(axis, size));
}
