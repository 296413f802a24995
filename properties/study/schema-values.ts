/**
 * Values that a JSON Schema accepts, as fast-check arbitraries.
 *
 * The bounds of a range and their neighbours, any order of magnitude, and any value between have a
 * real probability each.
 */
import * as fc from 'fast-check';
import { moment } from './schema-parts.js';
import type { Json } from '../json/tree.js';

export type JsonObject = Readonly<Record<string, Json>>;

/** The part of JSON Schema that studies use for scenarios. */
export interface Schema {
  readonly type?: string;
  readonly $comment?: string;
  readonly const?: Json;
  readonly enum?: readonly Json[];
  readonly examples?: readonly Json[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
}

/** A true time as a share of the run, in millionths, until the run's length is known. */
const SHARE = 'shareOfRun';
const MILLION = 1_000_000;

const POWERS_MAX = 52;
const UINT32 = 2 ** 32;

/** Integers of any order of magnitude and either sign. */
const magnitude: fc.Arbitrary<number> = fc
  .tuple(fc.nat({ max: POWERS_MAX }), fc.nat({ max: UINT32 - 1 }), fc.boolean())
  .map(([power, share, below]) => {
    const size = Math.floor((share / UINT32) * 2 ** power);
    return below ? -size : size;
  });

function integers(min: number, max: number): fc.Arbitrary<number> {
  const within = (value: number): number => Math.min(max, Math.max(min, value));
  const near = [min + 1, max - 1, 0, 1, -1].map(within);
  return fc.oneof(
    { arbitrary: fc.constantFrom(min, max), weight: 3 },
    { arbitrary: fc.constantFrom(...near), weight: 1 },
    {
      arbitrary: magnitude.map((value) => within(min >= 0 ? Math.abs(value) : value)),
      weight: 3,
    },
    { arbitrary: fc.integer({ min, max }), weight: 1 },
  );
}

/** Repeats the list until it has `length` elements. */
export const repeated = (list: readonly Json[], length: number): readonly Json[] =>
  Array.from({ length }, (_, place) => list[place % list.length] as Json);

/** Lists are nearly always short: one of the largest length is drawn by a case of its own. */
const ITEMS_MAX = 3;

function lists({ items = {}, minItems = 0, maxItems = ITEMS_MAX }: Schema): fc.Arbitrary<Json> {
  const item = valuesOf(items);
  const few = { minLength: minItems, maxLength: Math.max(minItems, Math.min(ITEMS_MAX, maxItems)) };
  return fc.oneof(
    { arbitrary: fc.array(item, few), weight: 16 },
    { arbitrary: fc.constant<Json[]>([]), weight: minItems === 0 ? 1 : 0 },
    {
      arbitrary: fc
        .array(item, { minLength: 1, maxLength: ITEMS_MAX })
        .map((list) => repeated(list, maxItems)),
      weight: 1,
    },
  );
}

function numbers(schema: Schema): fc.Arbitrary<Json> {
  const { minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER } = schema;
  const any = integers(minimum, maximum);
  if (schema.$comment !== moment.$comment) return any;
  return fc.oneof(
    { arbitrary: fc.nat({ max: MILLION }).map((share) => ({ [SHARE]: share })), weight: 3 },
    { arbitrary: any, weight: 1 },
  );
}

/** Values that the schema accepts. True times are still shares of the run: see `laidOut`. */
export function valuesOf(schema: Schema): fc.Arbitrary<Json> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.oneOf !== undefined) return fc.oneof(...schema.oneOf.map(valuesOf));
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return numbers(schema);
    case 'string':
      return fc.constantFrom(...(schema.examples ?? ['any']));
    case 'array':
      return lists(schema);
    default: {
      const fields = Object.entries(schema.properties ?? {}).map(
        ([name, field]) => [name, valuesOf(field)] as const,
      );
      const requiredKeys = [...(schema.required ?? [])];
      return fc.record(Object.fromEntries(fields), {
        requiredKeys,
        noNullPrototype: true,
      });
    }
  }
}

/** Replaces each share of the run by a true time in a run of `durationMs`. */
export function scaledToRun(value: Json, durationMs: number): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((one) => scaledToRun(one, durationMs));
  const { [SHARE]: share } = value as JsonObject;
  if (typeof share === 'number') return Math.floor((durationMs * share) / MILLION);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, scaledToRun(one, durationMs)]),
  );
}
