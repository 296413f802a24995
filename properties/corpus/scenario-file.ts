/** Checks a scenario from outside, field by field, by its study's JSON Schema. */
import { SkewproofError, inputError } from '../../sim/model/errors.js';
import { SchemaCheck } from '../json/schema.js';
import type { SchemaFault } from '../json/schema.js';
import { cut, shortly } from '../json/shortly.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { checkedVariant } from '../study/variant.js';
import { checkCost } from './cost.js';

const checks = new WeakMap<object, SchemaCheck>();

/** @throws SkewproofError SKEW-402 for an invalid schema */
function faultOf(study: { name: string; schema: object }, value: unknown): SchemaFault | undefined {
  try {
    let check = checks.get(study.schema);
    if (check === undefined) {
      check = new SchemaCheck(study.schema);
      checks.set(study.schema, check);
    }
    return check.faultOf(value);
  } catch (error) {
    throw new SkewproofError('SKEW-402', {
      place: `study ${study.name}, schema`,
      expected: 'a JSON Schema that can be applied to a scenario',
      got: cut(error instanceof Error ? error.message : String(error), 300),
    });
  }
}

/**
 * Returns `value` as a scenario of the study.
 * @throws SkewproofError SKEW-101 with the path of the first wrong field, the value expected there
 *   and the actual one
 * @since 0.1.0
 */
export function checkedScenario<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  value: unknown,
  place: string,
): Scenario {
  const fault = value === undefined ? undefined : faultOf(study, value);
  if (fault !== undefined)
    throw inputError({
      place: fault.path.length === 0 ? place : `${place}, field ${cut(fault.path.join('.'))}`,
      expected: fault.expected,
      got: fault.got,
      advice: `The schema is printed by "skewproof schema ${study.name}".`,
    });
  const scenario = value as Scenario;
  // A study's own schema may require less than every scenario needs.
  const { variant } = Object(value) as { readonly variant?: unknown };
  if (typeof variant !== 'string')
    throw inputError({ place, expected: 'a field "variant" of type string', got: shortly(value) });
  checkedVariant(study, variant, `${place}, field variant`);
  checkCost(study, scenario, place);
  return scenario;
}
