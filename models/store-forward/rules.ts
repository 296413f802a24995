/** A comparison by which a rule answers. */
import type { Decision, DecisionSide } from '../../sim/model/node.js';

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
