/** The two sides of a decision in words: dates as dates, durations as durations, names that differ. */
import { civil, duration } from '../words/civil.js';
import type { Story, StoryDecision, StorySide } from './story-types.js';

/** The value as what it is. */
export function valueWords({ value, quantity }: Pick<StorySide, 'value' | 'quantity'>): string {
  if (quantity === 'date') return civil(value);
  return quantity === 'duration' ? duration(value) : String(value);
}

/** Who set the value, as far as the run shows it: node and step, or the model's own word. */
export function setWords(side: StorySide, decision: Pick<StoryDecision, 'moment'>): string {
  const { latched, latchedBy, clock, value } = side;
  const { moment } = decision;
  if (latched !== undefined)
    return `${latched.node}, step ${String(latched.step)}: ${latched.what}`;
  if (latchedBy !== undefined) return latchedBy;
  return clock === moment.node && value === moment.localMs
    ? `read by ${moment.node} in that step`
    : 'no step of this run';
}

/** What the sides are called: where the model gives both one name, by who set each. */
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

/** What else the same loss breaks, in a line; undefined: nothing. */
export const alsoWords = ({ alsoBreaks }: Pick<Story, 'alsoBreaks'>): string | undefined =>
  alsoBreaks.length === 0 ? undefined : `also breaks ${alsoBreaks.join(', ')}`;
