/**
 * Words for the two sides of a decision: dates as dates, durations as durations, and distinct
 * names.
 */
import { formatDuration } from '../../../sim/clock/zone.js';
import { civil } from '../../words/civil.js';
import type { Story, StoryDecision, StorySide } from '../story-types.js';

/** The value, formatted as its quantity. */
export function valueWords({
  value,
  quantity,
  text,
}: Pick<StorySide, 'value' | 'quantity' | 'text'>): string {
  if (text !== undefined) return JSON.stringify(text);
  if (quantity === 'date') return civil(value);
  return quantity === 'duration' ? formatDuration(value) : String(value);
}

/** Origin of the value: node and step where the run shows them, else the model's own word. */
export function setWords(side: StorySide, decision: Pick<StoryDecision, 'moment'>): string {
  const { latched, latchedBy, clock, value } = side;
  const { moment } = decision;
  if (latched !== undefined)
    return `${latched.node}, step ${String(latched.step)}: ${latched.what}`;
  if (latchedBy !== undefined) return latchedBy;
  return (clock ?? moment.node) === moment.node && value === moment.localMs
    ? `read by ${moment.node} in that step`
    : 'no step of this run';
}

/** Names of the two sides; if the model gives both one name, each gets its origin. */
export function sideNames({
  left,
  right,
  moment,
}: Pick<StoryDecision, 'left' | 'right' | 'moment'>): readonly [string, string] {
  if (left.name !== right.name) return [left.name, right.name];
  const by = (side: StorySide): string => `${side.name} (${setWords(side, { moment })})`;
  const [a, b] = [by(left), by(right)];
  return a === b ? [`${left.name} on the left`, `${right.name} on the right`] : [a, b];
}

/** Other properties that the same loss breaks, in one line; `undefined`: none. */
export const alsoWords = ({ alsoBreaks }: Pick<Story, 'alsoBreaks'>): string | undefined =>
  alsoBreaks.length === 0 ? undefined : `also breaks ${alsoBreaks.join(', ')}`;
