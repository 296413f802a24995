/**
 * Validates by JSON Schema without code generation, so that it works in a page whose content
 * security policy forbids it.
 *
 * Of all errors of the validator it reports the one to correct first.
 */
import { Validator } from '@cfworker/json-schema';
import type { OutputUnit, Schema } from '@cfworker/json-schema';
import { keysOf, resolved, withChains } from './discriminated.js';
import { plainFault } from './plain.js';
import { cut, shortly } from './shortly.js';
import { get, isObject } from './tree.js';
import type { Json, Path } from './tree.js';

/** The first wrong field of a value: its path, the expected value and the actual one. */
export interface SchemaFault {
  readonly path: Path;
  readonly expected: string;
  readonly got: string;
}

/** Longest text of an expectation: an enumeration may be long, and readers need it. */
const EXPECTED_MAX = 400;

/** Keywords that report an error below them; the next entry of the list states it. */
const ABOVE: ReadonlySet<string> = new Set([
  ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'],
  ...['items', 'prefixItems', 'additionalItems', 'unevaluatedItems'],
  ...['allOf', 'if', '$ref', '$recursiveRef', 'dependentSchemas'],
]);
const ALTERNATIVES: ReadonlySet<string> = new Set(['anyOf', 'oneOf']);

const DRAFTS = ['2020-12', '2019-09'] as const;

/** The draft that `$schema` names; draft-07 by default. */
function draftOf(schema: Json): '4' | '7' | '2019-09' | '2020-12' {
  const given = isObject(schema) ? schema['$schema'] : undefined;
  const named = typeof given === 'string' ? given : '';
  if (named.includes('draft-04')) return '4';
  return DRAFTS.find((draft) => named.includes(draft)) ?? '7';
}

const listed = (values: unknown): string =>
  Array.isArray(values) ? values.map((value) => shortly(value)).join(', ') : shortly(values);

const among = (values: unknown, joint: string): string =>
  Array.isArray(values) ? values.map(String).join(joint) : String(values);

/** Words for a keyword's requirement, by its value in the schema. */
const ASKS: Readonly<Record<string, (limit: unknown) => string>> = {
  type: (limit) => `a value of type ${among(limit, ' or ')}`,
  const: (limit) => shortly(limit),
  enum: (limit) => `one of ${listed(limit)}`,
  minimum: (limit) => `must be >= ${shortly(limit)}`,
  maximum: (limit) => `must be <= ${shortly(limit)}`,
  exclusiveMinimum: (limit) => `must be > ${shortly(limit)}`,
  exclusiveMaximum: (limit) => `must be < ${shortly(limit)}`,
  multipleOf: (limit) => `a multiple of ${shortly(limit)}`,
  minLength: (limit) => `at least ${shortly(limit)} characters`,
  maxLength: (limit) => `at most ${shortly(limit)} characters`,
  pattern: (limit) => `text that matches ${among(limit, '')}`,
  format: (limit) => `text of format ${among(limit, '')}`,
  minItems: (limit) => `at least ${shortly(limit)} elements`,
  maxItems: (limit) => `at most ${shortly(limit)} elements`,
  uniqueItems: () => 'elements of which no two are equal',
  minProperties: (limit) => `at least ${shortly(limit)} fields`,
  maxProperties: (limit) => `at most ${shortly(limit)} fields`,
  oneOf: () => 'exactly one of the alternatives',
  false: () => 'nothing here',
};

/** Removes fields whose value is undefined, as JSON does. */
const withoutUndefined = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

const holdsUndefined = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'object' && value !== null && Object.values(value).some(holdsUndefined));

/**
 * Checks values by a JSON Schema (draft-07, or the draft that `$schema` names; OpenAPI's
 * `discriminator` too).
 */
export class SchemaCheck {
  readonly #schema: Json;
  readonly #validator: Validator;

  constructor(schema: object) {
    // The validator modifies its schema, so it gets a copy.
    this.#schema = withChains(schema as Json);
    this.#validator = new Validator(this.#schema as Schema, draftOf(this.#schema));
  }

  /** @throws Error for a schema that cannot be applied, such as one with a reference to nothing. */
  faultOf(value: unknown): SchemaFault | undefined {
    const notPlain = plainFault(value);
    if (notPlain !== undefined) return notPlain;
    const plain = holdsUndefined(value) ? withoutUndefined(value) : value;
    const { valid, errors } = this.#validator.validate(plain);
    return valid ? undefined : this.#fault(errors, plain as Json);
  }

  #fault(units: readonly OutputUnit[], value: Json): SchemaFault {
    let at = 0;
    for (let unit = units[at]; unit !== undefined && at + 1 < units.length; unit = units[at]) {
      if (ALTERNATIVES.has(unit.keyword)) return this.#ofAlternatives(units.slice(at), value);
      if (!ABOVE.has(unit.keyword)) break;
      at += 1;
    }
    return this.#worded(units[at] as OutputUnit, units[at - 1], value);
  }

  /** Chooses, among alternatives that all fail, the one that fits most deeply. */
  #ofAlternatives([choice, ...all]: readonly OutputUnit[], value: Json): SchemaFault {
    const { keywordLocation, instanceLocation } = choice as OutputUnit;
    const leaves = all.filter(
      (unit) =>
        unit.keywordLocation.startsWith(`${keywordLocation}/`) &&
        !ABOVE.has(unit.keyword) &&
        !ALTERNATIVES.has(unit.keyword),
    );
    const depth = (unit: OutputUnit): number => unit.instanceLocation.split('/').length;
    const deepest = leaves.reduce(
      (best: OutputUnit | undefined, unit) =>
        best === undefined || depth(unit) > depth(best) ? unit : best,
      undefined,
    );
    if (deepest !== undefined && depth(deepest) > instanceLocation.split('/').length)
      return this.#worded(deepest, undefined, value);
    const asked = new Set(leaves.map((unit) => this.#worded(unit, undefined, value).expected));
    const path = keysOf(instanceLocation);
    const expected = [...asked].join(', or ');
    return { path, expected: cut(expected, EXPECTED_MAX), got: shortly(get(value, path)) };
  }

  #worded(unit: OutputUnit, above: OutputUnit | undefined, value: Json): SchemaFault {
    const path = keysOf(unit.instanceLocation);
    // A field that no schema allows: the object has one field too many.
    if (unit.keyword === 'false' && /^(additional|unevaluated)Prop/.test(above?.keyword ?? '')) {
      const parent = path.slice(0, -1);
      const expected = `no field "${cut(path.at(-1) ?? '')}"`;
      return { path: parent, expected, got: shortly(get(value, parent)) };
    }
    const got = get(value, path);
    const expected = cut(this.#asked(unit, got), EXPECTED_MAX);
    return { path, expected, got: shortly(got) };
  }

  #asked(unit: OutputUnit, value: Json | undefined): string {
    const limit = this.#at(unit.keywordLocation);
    if (unit.keyword === 'required' && Array.isArray(limit) && isObject(value)) {
      const names = limit.filter((name) => typeof name === 'string');
      const missing = names.find((name) => !Object.hasOwn(value, name));
      return `a field ${shortly(missing)}`;
    }
    const asks = ASKS[unit.keyword];
    return asks === undefined || (limit === undefined && unit.keyword !== 'false')
      ? unit.error
      : asks(limit);
  }

  /** The keyword's value in the schema. */
  #at(location: string): Json | undefined {
    let at: Json | undefined = this.#schema;
    for (const key of keysOf(location))
      at = key === '$ref' ? resolved(at, this.#schema) : get(at, [key]);
    return at;
  }
}
