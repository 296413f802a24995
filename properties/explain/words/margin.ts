/** The distance between the two sides of a decision: by how much a comparison failed or held. */
import { formatDuration } from '../../../sim/clock/zone.js';
import { grouped } from '../../words/grouped.js';
import type { StoryDecision } from '../story-types.js';

/** The outcome that keeps the record, before the name of the right side. */
export const neededWords = ({
  comparison,
  held,
}: Pick<StoryDecision, 'comparison' | 'held'>): string =>
  `must ${held ? 'not ' : ''}be ${comparison}`;

/**
 * Returns the distance in words: `0.001 s short`, `1 too much`; undefined for values that are no
 * numbers.
 */
export function marginWords({
  left,
  comparison,
  right,
  held,
}: Pick<StoryDecision, 'left' | 'comparison' | 'right' | 'held'>): string | undefined {
  if (left.text !== undefined || right.text !== undefined) return undefined;
  const size = Math.abs(left.value - right.value);
  const isTime = left.quantity !== 'count' || right.quantity !== 'count';
  if (!Number.isFinite(size)) return undefined;
  const amount = isTime ? formatDuration(size) : grouped(size);
  if (size === 0) return 'equal';
  if (comparison.startsWith('>')) return held ? `${amount} more` : `${amount} short`;
  if (comparison.startsWith('<')) return held ? `${amount} less` : `${amount} too much`;
  return `${amount} apart`;
}
