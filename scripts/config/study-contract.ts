/**
 * Checks whether an export of a user's file is a study, and names each part that is missing or of
 * another kind.
 */
import { checkedScenario } from '../../properties/corpus/scenario-file.js';
import { ALL_PROPERTY_NAMES } from '../../properties/oracle/invariants.js';
import { checkedVariant } from '../../properties/study/variant.js';
import { didYouMean } from '../../properties/words/nearest.js';
import { SkewproofError } from '../../sim/model/errors.js';
import type { AnyStudy } from '../../properties/study/erase.js';

type Parts = Readonly<Record<string, unknown>>;

/** A part that is wrong, as `part: expected …, got …`. */
type Fault = string;

const FUNCTIONS = [
  'simplest',
  'build',
  'metering',
  'shown',
  'coverage',
  'dateToleranceMs',
  'labels',
] as const;

const OPTIONAL_FUNCTIONS = [
  'statedErrorMsMax',
  'requiredMarks',
  'rewrites',
  'decisive',
  'scope',
  'gate',
  'rightClocks',
  'decidingLine',
  'usage',
] as const;

/**
 * Fields that no other object has by chance: enough of them make an export a study, complete or
 * not.
 */
const TELLING = ['variants', 'spaces', 'simplest', 'build', 'metering'];

const isObject = (value: unknown): value is Parts => typeof value === 'object' && value !== null;

/** True for an export that was meant as a study, complete or not. */
export const meantAsStudy = (value: unknown): boolean =>
  isObject(value) && TELLING.filter((name) => name in value).length >= 2;

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? typeof value : text.slice(0, 60);
};

const fault = (part: string, expected: string, got: unknown): Fault =>
  `${part}: expected ${expected}, got ${shown(got)}`;

/** Names appear in tokens, file names and command lines. */
const NAME = /^[\w][\w.-]*$/;

function variantFaults(name: string, variant: unknown, spaces: unknown): readonly Fault[] {
  const part = `variants.${name}`;
  if (!isObject(variant)) return [fault(part, 'an object with title and violated', variant)];
  const { title, violated, space } = variant;
  const unknown = Array.isArray(violated)
    ? violated.filter((one) => !ALL_PROPERTY_NAMES.some((known) => known === one))
    : [];
  return [
    ...(NAME.test(name) ? [] : [fault(part, 'a name of letters, digits, ".", "-" and "_"', name)]),
    ...(typeof title === 'string' ? [] : [fault(`${part}.title`, 'a text', title)]),
    ...(Array.isArray(violated)
      ? []
      : [fault(`${part}.violated`, 'a list of properties, empty if it holds all', violated)]),
    ...unknown.map((one) =>
      `${fault(`${part}.violated`, `one of ${ALL_PROPERTY_NAMES.join(', ')}`, one)}. ${didYouMean(String(one), ALL_PROPERTY_NAMES)}`.trimEnd(),
    ),
    ...(space === undefined ||
    (isObject(spaces) && typeof space === 'string' && Object.hasOwn(spaces, space))
      ? []
      : [
          fault(
            `${part}.space`,
            `a space of the study (${Object.keys(isObject(spaces) ? spaces : {}).join(', ')})`,
            space,
          ),
        ]),
  ];
}

function partFaults(study: Parts): readonly Fault[] {
  const { name, title, epochMs, variants, schema, spaces } = study;
  const variantNames = isObject(variants) ? Object.keys(variants) : [];
  return [
    ...(typeof name === 'string' && NAME.test(name)
      ? []
      : [fault('name', 'a name of letters, digits, ".", "-" and "_"', name)]),
    ...(typeof title === 'string' ? [] : [fault('title', 'a text', title)]),
    ...(Number.isSafeInteger(epochMs)
      ? []
      : [fault('epochMs', 'an integer, what true time 0 is called in ms since 1970', epochMs)]),
    ...(variantNames.length > 0
      ? variantNames.flatMap((one) => variantFaults(one, (variants as Parts)[one], spaces))
      : [fault('variants', 'an object with at least one variant', variants)]),
    ...(isObject(schema) ? [] : [fault('schema', 'the JSON Schema of a scenario', schema)]),
    ...(isObject(spaces) && typeof spaces['everything'] === 'function'
      ? []
      : [fault('spaces', 'an object with at least the space "everything", a function', spaces)]),
    ...FUNCTIONS.filter((part) => typeof study[part] !== 'function').map((part) =>
      fault(part, 'a function', study[part]),
    ),
    ...OPTIONAL_FUNCTIONS.filter(
      (part) => study[part] !== undefined && typeof study[part] !== 'function',
    ).map((part) => fault(part, 'a function, or nothing', study[part])),
  ];
}

/** Checks the simplest scenarios: tokens and shrinking depend on them. */
function simplestFaults(study: AnyStudy): readonly Fault[] {
  return Object.keys(study.variants).flatMap((variant): readonly Fault[] => {
    const part = `simplest("${variant}")`;
    try {
      const scenario: unknown = study.simplest(variant);
      if (!isObject(scenario)) return [fault(part, 'a scenario', scenario)];
      if (scenario['study'] !== study.name)
        return [fault(`${part}.study`, `"${study.name}"`, scenario['study'])];
      if (scenario['variant'] !== variant)
        return [fault(`${part}.variant`, `"${variant}"`, scenario['variant'])];
      checkedScenario(study, scenario, part);
      return [];
    } catch (error) {
      if (error instanceof SkewproofError)
        return [`${error.place}: expected ${error.expected}, got ${error.got}`];
      return [
        `${part}: expected a scenario, got an exception, ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      ];
    }
  });
}

function canaryFaults(study: AnyStudy): readonly Fault[] {
  if (study.canary === undefined) return [];
  try {
    checkedVariant(study, study.canary);
    return [];
  } catch {
    return [fault('canary', `a variant (${Object.keys(study.variants).join(', ')})`, study.canary)];
  }
}

const hasAllParts = (_value: object, faults: readonly Fault[]): _value is AnyStudy =>
  faults.length === 0;

/** Every fault that keeps the value from being a study; empty if it is one. */
export function studyFaults(value: unknown): readonly Fault[] {
  if (!isObject(value)) return [fault('the export', 'a study', value)];
  const faults = partFaults(value);
  if (!hasAllParts(value, faults)) return faults;
  return [...simplestFaults(value), ...canaryFaults(value)];
}
