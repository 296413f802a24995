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

/** For a tick: only the two largest units. */
export function axisTick({ unit }: Pick<PlaneAxis, 'unit'>, value: number): string {
  if (unit !== 'ms') return value < 0 ? `−${count(-value)}` : count(value);
  const parts = formatDuration(Math.abs(value))
    .replace(/\.000 s$/, ' s')
    .split(/(?<=[a-z]) /);
  const kept = parts.filter((part) => !part.startsWith('0 ')).slice(0, 2);
  const text = kept.length === 0 ? '0' : kept.join(' ');
  return value < 0 ? `−${text}` : text;
}
