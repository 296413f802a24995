/** Parts of rules of agent and server: the comparison behind an answer, and a memory. */
import type { Decision, DecisionSide } from '../../sim/model/node.js';

/** Numbers by a name that the rule chooses. No tracer is among them: a memory holds no record. */
export type Memory = Readonly<Record<string, number>>;

export const NO_MEMORY: Memory = Object.freeze({});

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
