/**
 * Tests of refused values, their places and words; Ajv, which generates code, is the reference for
 * acceptance.
 */
import { Ajv } from 'ajv';
import test from 'ava';
import * as fc from 'fast-check';
import { sms2Study } from '../sms2/study.js';
import { storeForwardStudy } from '../store-forward/study.js';
import { choice, kinded, object } from '../study/schema-parts.js';
import { SchemaCheck } from './schema.js';
import { get, paths, set, without } from './tree.js';
import type { Json, Path } from './tree.js';

const faultIn = (schema: object, value: unknown): readonly unknown[] | undefined => {
  const fault = new SchemaCheck(schema).faultOf(value);
  return fault && [fault.path.join('.'), fault.expected, fault.got];
};

const FAULTS = {
  type: 'array',
  items: choice([
    kinded('crash', { node: { type: 'string' }, downMs: { type: 'integer' } }, ['downMs']),
    kinded('clock', {
      node: { type: 'string' },
      adjustment: choice([
        object({ kind: { const: 'step' }, byMs: { type: 'integer' } }),
        object({ kind: { enum: ['set', 'put'] }, toMs: { type: 'integer' } }),
      ]),
    }),
  ]),
};
const crash = { kind: 'crash', at: 1, node: 'a', downMs: 2 };
const step = { kind: 'clock', at: 1, node: 'a', adjustment: { kind: 'step', byMs: 3 } };
const put = { kind: 'clock', at: 1, node: 'a', adjustment: { kind: 'put', toMs: 3 } };

test('schema - a choice by kind: the wrong field in the intended branch', (t) => {
  t.is(faultIn(FAULTS, [crash, step, put]), undefined);
  t.deepEqual(faultIn(FAULTS, [crash, { ...crash, downMs: 'x' }]), [
    '1.downMs',
    'a value of type integer',
    '"x"',
  ]);
  t.deepEqual(faultIn(FAULTS, [{ ...step, adjustment: { kind: 'step', toMs: 3 } }])?.slice(0, 2), [
    '0.adjustment',
    'a field "byMs"',
  ]);
  t.deepEqual(faultIn(FAULTS, [{ ...put, adjustment: { kind: 'put', toMs: 0.5 } }]), [
    '0.adjustment.toMs',
    'a value of type integer',
    '0.5',
  ]);
  t.deepEqual(faultIn(FAULTS, [{ ...crash, to: 'b' }])?.[1], 'no field "to"');
});

test('schema - an unknown or missing kind: the error names the known ones', (t) => {
  t.deepEqual(faultIn(FAULTS, [{ ...crash, kind: 'crush' }]), [
    '0.kind',
    'one of "crash", "clock"',
    '"crush"',
  ]);
  t.deepEqual(faultIn(FAULTS, [{ at: 1 }]), ['0', 'a field "kind"', '{"at":1}']);
  t.deepEqual(faultIn(FAULTS, ['crash']), ['0', 'a value of type object', '"crash"']);
});

const BRANCHES = { definitions: { a: kinded('a', { x: { type: 'integer' } }) } };

test('schema - branches and fields by reference, names that a pointer must escape', (t) => {
  const branched = { ...BRANCHES, ...choice([{ $ref: '#/definitions/a' }, kinded('b', {})]) };
  t.is(faultIn(branched, { kind: 'b', at: 1 }), undefined);
  t.deepEqual(faultIn(branched, { kind: 'a', at: 1, x: 'y' }), [
    'x',
    'a value of type integer',
    '"y"',
  ]);
  const odd = object({ 'a/b~c %#é': { $ref: '#/definitions/n' } });
  t.deepEqual(faultIn({ ...odd, definitions: { n: { maximum: 3 } } }, { 'a/b~c %#é': 4 }), [
    'a/b~c %#é',
    'must be <= 3',
    '4',
  ]);
});

test('schema - alternatives without a discriminator: the one that fits most deeply', (t) => {
  const either = { anyOf: [{ type: 'string' }, object({ a: object({ b: { const: 1 } }) })] };
  t.is(faultIn(either, 'x'), undefined);
  t.deepEqual(faultIn(either, { a: { b: 2 } }), ['a.b', '1', '2']);
  t.deepEqual(faultIn(either, 3)?.[1], 'a value of type string, or a value of type object');
  const both = { oneOf: [{ type: 'integer' }, { minimum: 0 }] };
  t.deepEqual(faultIn(both, 3), ['', 'exactly one of the alternatives', '3']);
});

const WORDS: readonly (readonly [schema: object, value: unknown, expected: string])[] = [
  [{ type: ['string', 'null'] }, 3, 'a value of type string or null'],
  [{ exclusiveMinimum: 3 }, 3, 'must be > 3'],
  [{ exclusiveMaximum: 3 }, 3, 'must be < 3'],
  [{ multipleOf: 5 }, 3, 'a multiple of 5'],
  [{ minLength: 2 }, 'a', 'at least 2 characters'],
  [{ maxLength: 2 }, 'abc', 'at most 2 characters'],
  [{ pattern: '^a' }, 'b', 'text that matches ^a'],
  [{ minItems: 1 }, [], 'at least 1 elements'],
  [{ maxItems: 1 }, [1, 2], 'at most 1 elements'],
  [{ uniqueItems: true }, [1, 1], 'elements of which no two are equal'],
  [{ minProperties: 1 }, {}, 'at least 1 fields'],
  [{ maxProperties: 0 }, { a: 1 }, 'at most 0 fields'],
  [{ properties: { a: false } }, { a: 1 }, 'nothing here'],
  [{ additionalProperties: { type: 'string' } }, { a: 1 }, 'a value of type string'],
];

for (const [schema, value, expected] of WORDS)
  test(`schema - ${JSON.stringify(schema)} in words`, (t) => {
    t.is(faultIn(schema, value)?.[1], expected);
  });

test('schema - values that are no JSON or nested too deeply are refused before validation', (t) => {
  const nested = (levels: number): unknown =>
    JSON.parse(`${'{"a":['.repeat(levels)}${']}'.repeat(levels)}`);
  t.is(faultIn({}, nested(50)), undefined);
  const [path, expected, got] = faultIn({}, nested(3_000)) ?? [];
  t.is(String(path).split('.').length, 100);
  t.deepEqual([expected, got], ['at most 100 levels of lists and objects', 'more']);
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  t.is(faultIn({}, cyclic)?.[1], expected);
  t.deepEqual(faultIn({}, { a: [1, Infinity] }), ['a.1', 'a finite number', 'Infinity']);
  t.deepEqual(faultIn({}, { a: new Map() }), ['a', 'a JSON value', 'Map']);
  t.deepEqual(faultIn({}, [undefined]), ['0', 'a JSON value', 'a value of type undefined']);
  t.deepEqual(faultIn({}, { '\ud800': 1 }), ['', 'fields named by well-formed text', '"\\ud800"']);
});

test('schema - a field whose value is undefined counts as absent', (t) => {
  const schema = object({ a: { type: 'integer' }, b: { type: 'integer' } }, ['b']);
  t.is(faultIn(schema, { a: 1, b: undefined, c: undefined }), undefined);
  t.deepEqual(faultIn(schema, { a: undefined }), ['', 'a field "a"', '{}']);
});

test('schema - no error is longer than two lines', (t) => {
  const long = 'x'.repeat(2_000_000);
  const schema = object({
    a: { enum: Array.from({ length: 999 }, (_, i) => `value ${String(i)}`) },
  });
  for (const value of [{ a: long }, { a: 1, [long]: 1 }, long, { b: Array(99_999).fill(long) }]) {
    const fault = new SchemaCheck(schema).faultOf(value);
    t.true((fault?.expected.length ?? 0) + (fault?.got.length ?? 999) < 600);
  }
});

test('schema - the given schema is not modified, and may be frozen', (t) => {
  const schema = Object.freeze({
    type: 'object',
    properties: Object.freeze({ a: Object.freeze({}) }),
  });
  t.is(faultIn(schema, { a: 1 }), undefined);
  t.deepEqual(Object.getOwnPropertyNames(schema), ['type', 'properties']);
});

/** Changes one thing in a value, anywhere. */
type Edit = (value: Json) => Json;

const VALUES: readonly Json[] = [
  ...[null, true, -1, 0, 0.5, 1, 2 ** 40, 10 ** 15, '', 'crash', 'step', 'x'.repeat(201)],
  ...[[], [1], [{}], {}, { kind: 'crash' }, { kind: 'step', byMs: 1 }, { kind: 'restart', at: 1 }],
];

const edits: fc.Arbitrary<Edit> = fc
  .record({
    place: fc.nat({ max: 100_000 }),
    what: fc.constantFrom('set', 'set', 'drop', 'add', 'rename'),
    leaf: fc.constantFrom(...VALUES),
  })
  .map(({ place, what, leaf }) => (value) => {
    const all: readonly Path[] = [...paths(value)];
    const path = all[place % all.length] ?? [];
    if (what === 'set') return set(value, path, leaf);
    if (what === 'drop') return without(value, path);
    if (what === 'add')
      return set(value, path, { ...Object(get(value, path)), extra: leaf } as Json);
    return set(without(value, path), [...path.slice(0, -1), 'kind'], leaf);
  });

for (const study of [sms2Study, storeForwardStudy])
  test(`schema - of changed scenarios of ${study.name} it refuses the same as Ajv`, (t) => {
    const reference = new Ajv({ discriminator: true, strict: false }).compile(study.schema);
    const check = new SchemaCheck(study.schema);
    const everything = study.spaces['everything'] as (variant: string) => fc.Arbitrary<unknown>;
    const [variant = ''] = Object.keys(study.variants);
    const seen = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(everything(variant), edits, (scenario, edit) => {
        const value = edit(scenario as Json);
        const accepted = reference(value);
        seen[accepted ? 'accepted' : 'refused'] += 1;
        const fault = check.faultOf(value);
        return (fault === undefined) === accepted;
      }),
      { seed: 213_261, numRuns: 2_000 },
    );
    // Only good or only bad values would prove nothing.
    t.true(seen.accepted > 100 && seen.refused > 500, JSON.stringify(seen));
  });
