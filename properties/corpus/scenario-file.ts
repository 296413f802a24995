/** Checking a scenario that came from outside, field by field, against its study's JSON Schema. */
import { Ajv } from 'ajv';
import type { ErrorObject } from 'ajv';
import { inputError } from '../../sim/model/errors.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { checkedVariant } from '../study/variant.js';

const ajv = new Ajv({ allErrors: false, discriminator: true, strict: false, verbose: true });
const compiled = new WeakMap<object, ReturnType<typeof ajv.compile>>();

function expectedOf(error: ErrorObject): string {
  const { keyword, params } = error as { keyword: string; params: Record<string, unknown> };
  switch (keyword) {
    case 'type':
      return `a value of type ${String(params['type'])}`;
    case 'required':
      return `a field "${String(params['missingProperty'])}"`;
    case 'additionalProperties':
      return `no field "${String(params['additionalProperty'])}"`;
    case 'const':
      return JSON.stringify(params['allowedValue']);
    case 'enum':
      return `one of ${(params['allowedValues'] as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
    case 'discriminator':
      return 'a field "kind" with a known value';
    default:
      return error.message ?? keyword;
  }
}

const shortly = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};

/**
 * The scenario, if `value` is one of this study.
 * @throws SkewproofError SKEW-101 with the path of the first bad field, what was expected and what came.
 */
export function checkedScenario<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  value: unknown,
  place: string,
): Scenario {
  let validate = compiled.get(study.schema);
  if (validate === undefined) {
    validate = ajv.compile(study.schema);
    compiled.set(study.schema, validate);
  }
  if (!validate(value)) {
    const error = validate.errors?.[0];
    const path = error?.instancePath.slice(1).replaceAll('/', '.') ?? '';
    throw inputError({
      place: path === '' ? place : `${place}, field ${path}`,
      expected: error === undefined ? 'a scenario' : expectedOf(error),
      got: shortly(error?.data ?? value),
      advice: `The schema is printed by "skewproof list --schema ${study.name}".`,
    });
  }
  const scenario = value as Scenario;
  // A study's own schema may be laxer than what every scenario must have.
  const { variant } = Object(value) as { readonly variant?: unknown };
  if (typeof variant !== 'string')
    throw inputError({ place, expected: 'a field "variant" of type string', got: shortly(value) });
  checkedVariant(study, variant, `${place}, field variant`);
  return scenario;
}
