/** Checks the argument of `program`: an error names the field, what is expected and what came. */
import { inputError } from '../../sim/model/errors.js';
import { ALL_PROPERTY_NAMES } from '../oracle/invariants.js';
import { FAULT_NAMES } from '../pipeline/scenario/faults.js';
import { nearest } from '../words/nearest.js';

type Fields = Readonly<Record<string, unknown>>;

interface Kind {
  readonly expected: string;
  readonly admits: (value: unknown) => boolean;
}

const NAME = /^[a-zA-Z][\w.-]*$/;

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isList = (value: unknown, admits: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(admits);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;
const oneOf = (names: readonly string[], value: unknown): boolean =>
  names.some((name) => name === value);

const text: Kind = { expected: 'a text', admits: isText };
const record: Kind = {
  expected: 'an object of texts by name',
  admits: (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => typeof one === 'string'),
};

const SOURCE: Readonly<Record<string, Kind>> = {
  agent: {
    expected: "a path such as './src/telemetry.ts', or the name of a package",
    admits: isText,
  },
  start: {
    expected: 'a function (agent, { track, flush, told }) => { … }',
    admits: (value) => typeof value === 'function',
  },
  env: record,
};

const isPages = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const { url = 'https://shop.example/', tabs = 1, kind = 'page', ...rest } = value as Fields;
  return (
    Object.keys(rest).length === 0 &&
    typeof url === 'string' &&
    /^https?:\/\/./.test(url) &&
    oneOf(['page', 'service-worker'], kind) &&
    isCount(tabs)
  );
};

const FIELDS: Readonly<Record<string, Kind>> = {
  ...SOURCE,
  name: {
    expected: 'a name of letters, digits, ".", "-" and "_", beginning with a letter',
    admits: (value) => typeof value === 'string' && NAME.test(value),
  },
  title: text,
  platform: {
    expected: '"node" or "browser"',
    admits: (value) => oneOf(['node', 'browser'], value),
  },
  pages: {
    expected: "{ url: 'https://…', tabs: 1 }, with a number of tabs from 1",
    admits: isPages,
  },
  from: { expected: 'import.meta.url, or a folder', admits: isText },
  collector: {
    expected: 'a name, a handler (request, server) => ({ status: 200 }), or { model } or { agent }',
    admits: (value) => ['string', 'function', 'object'].includes(typeof value) && value !== null,
  },
  told: { expected: 'a regular expression', admits: (value) => value instanceof RegExp },
  variants: {
    expected: 'an object with at least one variant',
    admits: (value) => typeof value === 'object' && value !== null && Object.keys(value).length > 0,
  },
  tasksPerSecondMax: { expected: 'an integer from 1', admits: isCount },
  horizonMs: { expected: 'a number of ms, an integer from 1', admits: isCount },
  statuses: {
    expected: 'a list of HTTP statuses from 300 to 599, at least one',
    admits: (value) =>
      isList(value, (one) => Number.isInteger(one) && Number(one) >= 300 && Number(one) < 600) &&
      (value as readonly unknown[]).length > 0,
  },
  without: {
    expected: `some of ${FAULT_NAMES.join(', ')}`,
    admits: (value) => isList(value, (one) => oneOf(FAULT_NAMES, one)),
  },
  restartMs: { expected: 'a number of ms, an integer from 1', admits: isCount },
};

const VARIANT: Readonly<Record<string, Kind>> = {
  ...SOURCE,
  title: text,
  violated: {
    expected: `some of ${ALL_PROPERTY_NAMES.join(', ')}`,
    admits: (value) => isList(value, (one) => oneOf(ALL_PROPERTY_NAMES, one)),
  },
};

const shortly = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined ? typeof value : json.length > 60 ? `${json.slice(0, 57)}…` : json;
};

function checkFields(
  given: unknown,
  kinds: Readonly<Record<string, Kind>>,
  required: readonly string[],
  place: string,
): void {
  if (typeof given !== 'object' || given === null)
    throw inputError({ place, expected: 'an object', got: shortly(given) });
  const fields = given as Fields;
  for (const name of Object.keys(fields)) {
    if (Object.hasOwn(kinds, name)) continue;
    const meant = nearest(name, Object.keys(kinds));
    throw inputError({
      place: `${place}, field ${name}`,
      expected: `one of ${Object.keys(kinds).join(', ')}`,
      got: `"${name}"`,
      ...(meant === undefined ? {} : { advice: `Did you mean "${meant}"?` }),
    });
  }
  for (const [name, { expected, admits }] of Object.entries(kinds)) {
    const value = fields[name];
    if (value === undefined ? required.includes(name) : !admits(value))
      throw inputError({ place: `${place}, field ${name}`, expected, got: shortly(value) });
  }
}

/** @throws SkewproofError SKEW-101 for a field that is missing, unknown or wrong */
export function checkedProgram(given: unknown): void {
  const { name } = Object(given) as Fields;
  const place = typeof name === 'string' ? `program ${name}` : 'program';
  checkFields(given, FIELDS, ['name', 'agent'], place);
  const { variants = {}, collector } = given as Fields;
  for (const [variant, parts] of Object.entries(variants as Fields))
    checkFields(parts, VARIANT, ['title'], `${place}, field variants.${variant}`);
  if (typeof collector === 'object' && collector !== null && !('model' in collector))
    checkFields(collector, SOURCE, ['agent'], `${place}, field collector`);
}
