/** The comparison behind the answer of a rule. */
import type { Decision, DecisionSide } from '../../sim/model/node.js';

const HOLDS: Readonly<Record<Decision['comparison'], (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

/**
 * Builds the comparison that a rule demands; `record` is the tracer of the record that it is about.
 */
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
