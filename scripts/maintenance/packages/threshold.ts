/** The threshold of a loss: a field of its smallest scenario at two neighbouring values, both run. */
import { avoidsViolation } from '../../../properties/explain/avoids-violation.js';
import type { Explanation } from '../../../properties/explain/explanation.js';
import type { Story } from '../../../properties/explain/story-types.js';
import { jsonOf } from '../../../properties/json/scenario.js';
import { set } from '../../../properties/json/tree.js';
import type { Path } from '../../../properties/json/tree.js';
import { unitAt } from '../../../properties/json/units.js';
import type { NeighbourCheck } from '../../../properties/shrink/minimised.js';
import { checkedScenario } from '../../../properties/corpus/scenario-file.js';
import type { ProgramScenario } from '../../../properties/hosted/scenario/scenario.js';
import type { ProgramStudy } from './loss.js';
import type { Threshold } from './result.js';

/** Fields that say how wrong a clock is. */
const CLOCK_AMOUNT = /offsetMs$|driftPpm$|adjustment\.(byMs|toMs|ratePpm|driftPpm)$/;

const pathOf = (field: string): Path =>
  field.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));

export interface Shown {
  readonly scenario: ProgramScenario;
  readonly explanation: Explanation;
}

/** The neighbour if it delivers the record, and does not only lose it in another way. */
function passing(
  study: ProgramStudy,
  { scenario, explanation }: Shown,
  one: NeighbourCheck,
): ProgramScenario | undefined {
  try {
    const json = set(jsonOf(scenario), pathOf(one.field), one.neighbour);
    const neighbour = checkedScenario(study, json, 'neighbour');
    const { violation, record } = explanation;
    return avoidsViolation(study, neighbour, violation, record) ? neighbour : undefined;
  } catch {
    return undefined;
  }
}

/** The passing side of a saved threshold, if it still passes. */
export const passingSide = (
  study: ProgramStudy,
  shown: Shown,
  { field, losing, passing: neighbour }: Threshold,
): ProgramScenario | undefined =>
  typeof losing === 'number' && typeof neighbour === 'number'
    ? passing(study, shown, { field, value: losing, neighbour, passes: true })
    : undefined;

interface ClockThreshold {
  readonly threshold: Threshold;
  /** The passing neighbour. */
  readonly passing: ProgramScenario;
}

/** The first amount of a clock whose neighbour, one unit nearer to right, keeps the record. */
export function clockThreshold(
  study: ProgramStudy,
  shown: Shown,
  neighbours: readonly NeighbourCheck[],
): ClockThreshold | undefined {
  for (const one of neighbours) {
    const { field, value, neighbour } = one;
    const found = CLOCK_AMOUNT.test(field) && one.passes ? passing(study, shown, one) : undefined;
    if (found === undefined) continue;
    const unit = unitAt(study.schema, jsonOf(shown.scenario), pathOf(field));
    return { threshold: { field, losing: value, passing: neighbour, unit }, passing: found };
  }
  return undefined;
}

/** The difference between the losing run and the nearest passing one that was found. */
export function twinThreshold({ twin }: Story): Threshold | undefined {
  if (twin === undefined) return undefined;
  const { field, value, twinValue, unit } = twin;
  const side = (given: unknown): number | string =>
    typeof given === 'number' ? given : JSON.stringify(given);
  return { field, losing: side(value), passing: side(twinValue), unit };
}
