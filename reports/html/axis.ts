/** Words a position on an axis of a map, with its unit. Used by the page and by its client. */
import { formatDuration } from '../../sim/clock/zone.js';
import type { PlaneAxis } from '../../properties/frontier/types.js';
import { count } from '../text/numbers.js';

export function axisText({ unit, name }: Pick<PlaneAxis, 'unit' | 'name'>, value: number): string {
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  switch (unit) {
    case 'ms':
      // Only an offset has two directions.
      if (/offset/i.test(name))
        return value === 0
          ? 'clock right'
          : `${formatDuration(size)} ${value < 0 ? 'behind' : 'ahead'}`;
      return `${sign}${formatDuration(size)}`;
    case 'count':
      return `${sign}${count(size)}`;
    default:
      return `${sign}${count(size)} ${unit}`;
  }
}
