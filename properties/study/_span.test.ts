/**
 * Measures the part of a study's schema that a space draws.
 *
 * For each field these are its bounds, each of its values, the shortest and the longest list. They
 * count in scenarios that differ from the simplest in no other field, and in scenarios with faults.
 */
import type { Json } from '../json/tree.js';
import type { JsonObject, Schema } from './schema-values.js';

/** A field at one of its bounds, as text. */
type Cell = string;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** The kind of an item, which is part of the place of its fields. */
const kindOf = ({ properties = {} }: Schema): Json | undefined => properties['kind']?.const;

/** Calls `visit` with each cell that the schema has at `place`. */
function eachCell(schema: Schema, place: string, visit: (cell: Cell) => void): void {
  const { minimum, maximum, minItems = 0, maxItems, items = {}, properties = {} } = schema;
  if (schema.const !== undefined) return;
  if (schema.oneOf !== undefined)
    for (const kind of schema.oneOf) eachCell(kind, `${place}:${textOf(kindOf(kind))}`, visit);
  else if (schema.enum !== undefined)
    for (const value of schema.enum) visit(`${place}=${textOf(value)}`);
  else if (schema.type === 'boolean') for (const value of [false, true]) visit(`${place}=${value}`);
  else if (schema.type === 'integer')
    for (const bound of [minimum, maximum]) visit(`${place}=${String(bound)}`);
  else if (schema.type === 'string')
    for (const value of schema.examples ?? []) visit(`${place}=${textOf(value)}`);
  else if (schema.type === 'array') {
    for (const length of [minItems, maxItems]) visit(`${place}.length=${String(length)}`);
    eachCell(items, `${place}[]`, visit);
  } else
    for (const [name, field] of Object.entries(properties))
      eachCell(field, `${place}.${name}`, visit);
}

/** Calls `visit` with each cell that the value reaches; values between bounds are no cells. */
function eachReached(
  value: Json | undefined,
  schema: Schema,
  place: string,
  visit: (cell: Cell) => void,
): void {
  if (value === undefined) return;
  if (schema.oneOf !== undefined) {
    const kind = isObject(value) ? value['kind'] : undefined;
    const of = schema.oneOf.find((one) => kindOf(one) === kind);
    if (of !== undefined) eachReached(value, of, `${place}:${textOf(kind)}`, visit);
  } else if (Array.isArray(value)) {
    const list = value as readonly Json[];
    visit(`${place}.length=${String(list.length)}`);
    // A repeated item is one object and is visited once.
    for (const item of new Set(list)) eachReached(item, schema.items ?? {}, `${place}[]`, visit);
  } else if (isObject(value))
    for (const [name, field] of Object.entries(schema.properties ?? {}))
      eachReached(value[name], field, `${place}.${name}`, visit);
  else visit(`${place}=${textOf(value)}`);
}

export class Span {
  /** Cells that no scenario has reached yet. */
  readonly alone = new Set<Cell>();
  readonly withFaults = new Set<Cell>();
  readonly #fields: readonly (readonly [string, Schema])[];
  readonly #simplest: JsonObject;

  /** @param except fields that are not drawn */
  constructor(schema: object, simplest: object, except: readonly string[]) {
    this.#simplest = simplest as JsonObject;
    this.#fields = Object.entries((schema as Schema).properties ?? {}).filter(
      ([name]) => !except.includes(name),
    );
    for (const [name, field] of this.#fields)
      eachCell(field, name, (cell) => {
        this.alone.add(cell);
        // A run without faults cannot reach cells with faults.
        if (cell !== 'faults.length=0') this.withFaults.add(cell);
      });
  }

  /** True if only the field and the seed differ from the simplest scenario. */
  #isAlone(scenario: JsonObject, name: string): boolean {
    return this.#fields.every(
      ([other]) =>
        other === name || other === 'seed' || isSame(scenario[other], this.#simplest[other]),
    );
  }

  add(of: object): void {
    const scenario = of as JsonObject;
    const { faults } = scenario;
    const fails = Array.isArray(faults) && faults.length > 0;
    for (const [name, field] of this.#fields) {
      const value = scenario[name];
      const other = this.#isAlone(scenario, name) ? this.alone : undefined;
      if (other === undefined && !fails) continue;
      eachReached(value, field, name, (cell) => {
        other?.delete(cell);
        if (fails) this.withFaults.delete(cell);
      });
    }
  }

  get missing(): readonly Cell[] {
    return [
      ...[...this.alone].map((cell) => `${cell} alone`),
      ...[...this.withFaults].map((cell) => `${cell} with faults`),
    ];
  }
}

const isSame = (a: Json | undefined, b: Json | undefined): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
