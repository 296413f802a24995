/** Rules that answer yes or no, and the comparison by which they do. */
import type { Decision } from '../../sim/model/node.js';

/** Yes or no, or the comparison that says so: a refusal that names it can be explained. */
export type Answer = boolean | Decision;

export const isYes = (answer: Answer): boolean =>
  typeof answer === 'boolean' ? answer : answer.held;

/** The comparison by which something was refused, as an effect. */
export const refusal = (
  answer: Answer,
): readonly { readonly kind: 'decide'; readonly decision: Decision }[] =>
  typeof answer === 'boolean' || answer.held ? [] : [{ kind: 'decide', decision: answer }];
