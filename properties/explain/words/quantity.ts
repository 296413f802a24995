/**
 * Quantities that a comparison compares: dates, durations or counts.
 *
 * A model states plain numbers. Equal quantities are compared with each other, and a date is a
 * number that some clock may read in the run.
 */
import type { Decision, DecisionSide } from '../../../sim/model/node.js';

export type Quantity = 'date' | 'duration' | 'count';

/** Readings of clocks at the decision, ms. */
interface Readings {
  /** Wall clock of the deciding node. */
  readonly ownMs: number;
  /** True time. */
  readonly trueMs: number;
}

/** Readings below this cannot be distinguished from durations: the run's epoch is 1970. */
const DATED_MIN_MS = 100_000_000_000;

/** Names of durations; a value of at least a second under such a name is one. */
const DURATION =
  /\b(age|elapsed|since|duration|delay|timeout|interval|ttl|lifetime|retention|tolerance|lag|wait|difference|period|uptime|backoff|window)\b/i;
const DURATION_MIN_MS = 1_000;

const near = (value: number, reading: number): boolean =>
  value > reading / 2 && value < reading * 2;

function alone({ name, value, clock }: DecisionSide, { ownMs, trueMs }: Readings): Quantity {
  const dated = Math.abs(trueMs) >= DATED_MIN_MS;
  if (dated && (near(value, ownMs) || near(value, trueMs))) return 'date';
  const named = DURATION.test(name) && Math.abs(value) >= DURATION_MIN_MS;
  if (clock === undefined) return named ? 'duration' : 'count';
  return dated || named ? 'duration' : 'date';
}

/** Quantities of the left and the right side. */
export function quantitiesOf(
  { left, right }: Pick<Decision, 'left' | 'right'>,
  readings: Readings,
): readonly [Quantity, Quantity] {
  const [a, b] = [alone(left, readings), alone(right, readings)];
  // A date far from any reading, such as "never", is recognised by the date that it is compared
  // with.
  if (a === 'date' || b === 'date') {
    const beside = (own: Quantity, side: DecisionSide, other: DecisionSide): Quantity =>
      own === 'date' || side.clock !== undefined || near(side.value, other.value) ? 'date' : own;
    return [beside(a, left, right), beside(b, right, left)];
  }
  return a === 'duration' || b === 'duration' ? ['duration', 'duration'] : ['count', 'count'];
}
