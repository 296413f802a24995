/** Rules that answer yes or no, and the comparison that decides the answer. */
import type { Decision } from '../../sim/model/node.js';

/** Yes or no, or the comparison that decides it: a refusal with a comparison can be explained. */
export type Answer = boolean | Decision;

export const isYes = (answer: Answer): boolean =>
  typeof answer === 'boolean' ? answer : answer.held;

/** The comparison that refused something, as an effect; empty when nothing was refused. */
export const refusal = (
  answer: Answer,
): readonly { readonly kind: 'decide'; readonly decision: Decision }[] =>
  typeof answer === 'boolean' || answer.held ? [] : [{ kind: 'decide', decision: answer }];
