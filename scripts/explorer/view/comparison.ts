/** The comparison that decided: both sides, whose clocks they are, and by how much it failed. */
import { formatDuration } from '../../../sim/clock/zone.js';
import { setWords, sideNames, valueWords } from '../../../properties/explain/words/side-words.js';
import type { StoryDecision, StorySide } from '../../../properties/explain/story-types.js';
import { count } from '../../../reports/text/numbers.js';

export interface ComparisonSide {
  readonly name: string;
  readonly value: string;
  /** `on the clock of client-1; set by …` */
  readonly origin: string;
}

export interface Comparison {
  readonly left: ComparisonSide;
  readonly right: ComparisonSide;
  readonly comparison: string;
  readonly held: boolean;
  /** `0.001 s short`, `equal`. */
  readonly difference: string;
  readonly outcome: string;
  readonly node: string;
  /** True if the left side is the smaller one, for a drawing. */
  readonly leftFirst: boolean;
}

function sideOf(decision: StoryDecision, side: StorySide, name: string): ComparisonSide {
  const clock = side.clock === undefined ? '' : `clock of ${side.clock}; `;
  return { name, value: valueWords(side), origin: `${clock}set by ${setWords(side, decision)}` };
}

function differenceWords({ left, right, held }: StoryDecision): string {
  const distance = Math.abs(left.value - right.value);
  if (distance === 0) return 'equal';
  const isTime = left.quantity !== 'count';
  const amount = isTime ? formatDuration(distance) : count(distance);
  if (held) return `${amount} apart`;
  return left.value < right.value ? `${amount} short` : `${amount} over`;
}

export function comparisonOf(decision: StoryDecision): Comparison {
  const [left, right] = sideNames(decision);
  return {
    left: sideOf(decision, decision.left, left),
    right: sideOf(decision, decision.right, right),
    comparison: decision.comparison,
    held: decision.held,
    difference: differenceWords(decision),
    outcome: decision.outcome,
    node: decision.moment.node,
    leftFirst: decision.left.value <= decision.right.value,
  };
}
