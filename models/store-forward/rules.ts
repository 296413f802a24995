/** Rules that answer yes or no, and the comparison by which they do. */
import type { Decision, DecisionSide } from '../../sim/index.js';

/** Yes or no, or the comparison that says so: a refusal that names it can be explained. */
export type Answer = boolean | Decision;

export const isYes = (answer: Answer): boolean =>
  typeof answer === 'boolean' ? answer : answer.held;

/** The comparison by which something was refused, as an effect. */
export const refusal = (
  answer: Answer,
): readonly { readonly kind: 'decide'; readonly decision: Decision }[] =>
  typeof answer === 'boolean' || answer.held ? [] : [{ kind: 'decide', decision: answer }];

const HOLDS: Readonly<Record<Decision['comparison'], (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

/** A comparison that must hold; `record`: the one that it is about. */
export const compared = (
  name: string,
  left: DecisionSide,
  comparison: Decision['comparison'],
  right: DecisionSide,
  outcome: string,
  record?: number,
): Decision => ({
  name,
  left,
  comparison,
  right,
  held: HOLDS[comparison](left.value, right.value),
  outcome,
  ...(record === undefined ? {} : { record }),
});
