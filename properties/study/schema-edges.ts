/**
 * Scenarios at the edges of a study's schema.
 *
 * Any field is set to a bound of its range: alone, together with faults, or in a scenario drawn
 * from another space. Fields that a hand-written space omits are drawn here, new fields as soon as
 * the schema has them.
 */
import * as fc from 'fast-check';
import { jsonOf, scenarioOf } from '../json/scenario.js';
import type { ScenarioBase } from './contract.js';
import { scaledToRun, repeated, valuesOf } from './schema-values.js';
import type { Json } from '../json/tree.js';
import type { JsonObject, Schema } from './schema-values.js';

/** Changes a value in one place. */
type Change = (value: Json | undefined) => Json;

interface Weighted {
  readonly arbitrary: fc.Arbitrary<Change>;
  /** Number of fields that it may change, so that each field is equally likely. */
  readonly weight: number;
}

const fieldsIn = ({ properties = {}, oneOf = [], items }: Schema): number =>
  Math.max(
    1,
    [...Object.values(properties), ...oneOf, ...(items === undefined ? [] : [items])].reduce(
      (sum, inner) => sum + fieldsIn(inner),
      0,
    ),
  );

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** Sets the whole value. */
const whole = (schema: Schema): Weighted => ({
  arbitrary: valuesOf(schema).map((value) => () => value),
  weight: fieldsIn(schema),
});

/** Adds an item at any place, or replaces one if the list has its largest length. */
const longer = (item: Schema, { maxItems = Infinity }: Schema): Weighted => ({
  arbitrary: fc.tuple(valuesOf(item), fc.nat({ max: 1_000 })).map(([one, at]) => (value) => {
    const list = listOf(value);
    return list
      .toSpliced(at % (list.length + 1), list.length < maxItems ? 0 : 1, one)
      .slice(0, maxItems);
  }),
  weight: fieldsIn(item),
});

/** The longest lists make the largest runs: they are drawn less often than single items. */
const LONGEST = 0.25;

/** Changes the length to the smallest or the largest. */
function lengths({ items = {}, minItems = 0, maxItems }: Schema): Weighted[] {
  const shortest = fc.constant<Change>((value) => listOf(value).slice(0, minItems));
  if (maxItems === undefined) return [{ arbitrary: shortest, weight: 1 }];
  const longest = fc
    .array(valuesOf(items), { minLength: 1, maxLength: 3 })
    .map((some): Change => (value) => {
      const list = listOf(value);
      return repeated(list.length === 0 ? some : list, maxItems);
    });
  return [
    { arbitrary: shortest, weight: 1 },
    { arbitrary: longest, weight: LONGEST },
  ];
}

/** Applies a change to one item of a list. */
const inItem = ({ arbitrary, weight }: Weighted): Weighted => ({
  arbitrary: fc.tuple(arbitrary, fc.nat({ max: 1_000 })).map(([change, at]) => (value) => {
    const list = listOf(value);
    return list.length === 0 ? list : list.with(at % list.length, change(list[at % list.length]));
  }),
  weight,
});

/** Fields that all kinds of an item share, such as the node of a fault. */
function commonFields(kinds: readonly Schema[]): Readonly<Record<string, Schema>> {
  const [first, ...others] = kinds.map(({ properties = {} }) => properties);
  return Object.fromEntries(
    Object.entries(first ?? {}).filter(
      ([name, field]) => field.const === undefined && others.every((one) => one[name] === field),
    ),
  );
}

function inList(schema: Schema): Weighted[] {
  const { items = {} } = schema;
  const kinds = items.oneOf;
  const inside =
    kinds === undefined
      ? changesOf(items)
      : changesOf({ type: 'object', properties: commonFields(kinds) });
  return [
    ...(kinds ?? [items]).map((item) => longer(item, schema)),
    ...inside.map(inItem),
    ...lengths(schema),
  ];
}

function inObject({ properties = {}, required = [] }: Schema): Weighted[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    // An optional field is set as a whole, a required one in its parts.
    const parts = field.type === 'object' && !required.includes(name);
    return (parts ? [whole(field)] : changesOf(field)).map(({ arbitrary, weight }) => ({
      arbitrary: arbitrary.map((change): Change => (value) => {
        const object = value as JsonObject;
        return { ...object, [name]: change(object[name]) };
      }),
      weight,
    }));
  });
}

/** Changes of single fields that the schema accepts. */
function changesOf(schema: Schema): Weighted[] {
  if (schema.const !== undefined) return [];
  if (schema.type === 'array') return inList(schema);
  return schema.type === 'object' && schema.properties !== undefined && schema.oneOf === undefined
    ? inObject(schema)
    : [whole(schema)];
}

interface EdgesOptions<Scenario> {
  readonly schema: object;
  /** Fields that are not changed. */
  readonly except: readonly string[];
  /** Scenario that is changed in one field, or in one field and its faults. */
  readonly simplest: Scenario;
  /** Scenarios that are changed in a few fields. */
  readonly drawn: fc.Arbitrary<Scenario>;
  /** True times are scaled into the first milliseconds of a run, up to this number. */
  readonly durationMs: (scenario: Scenario) => number;
  /** Corrects a scenario that the schema accepts but that cannot be played. */
  readonly playable?: (scenario: Scenario) => Scenario;
  /** Amount of work in a run, in steps of any kind. */
  readonly steps: (scenario: Scenario) => number;
  /** Largest amount of work: a run with more would take seconds and is not drawn. */
  readonly stepsMax: number;
}

const CHANGES_MAX = 3;
/** Drawn scenarios stay as small as most others after a change, in steps. */
const DRAWN_STEPS_MAX = 3_000;

export function edgesOf<Scenario extends ScenarioBase>(
  options: EdgesOptions<Scenario>,
): fc.Arbitrary<Scenario> {
  const {
    schema,
    except,
    simplest,
    drawn,
    durationMs,
    playable = (same: Scenario) => same,
    steps,
    stepsMax,
  } = options;
  const { properties = {}, required = [] } = schema as Schema;
  const only = (names: (name: string) => boolean): fc.Arbitrary<Change> =>
    fc.oneof(
      ...changesOf({
        type: 'object',
        required,
        properties: Object.fromEntries(Object.entries(properties).filter(([name]) => names(name))),
        // fast-check accepts integer weights only.
      }).map(({ arbitrary, weight }) => ({ arbitrary, weight: weight / LONGEST })),
    );
  const any = only((name) => !except.includes(name));
  const faults = only((name) => name === 'faults');
  const seed = fc.nat({ max: UINT32_MAX });
  // JSON that the study's own schema accepts is a scenario of the study.
  const typed = (json: Json): Scenario => scenarioOf(json);
  const changed = (from: Scenario, changes: readonly Change[], most = stepsMax): Scenario => {
    let scenario = from;
    for (const change of changes) {
      const json = change(jsonOf(scenario));
      const laid = playable(typed(scaledToRun(json, durationMs(typed(json)))));
      if (steps(laid) <= most) scenario = laid;
    }
    return scenario;
  };
  return fc.oneof(
    { arbitrary: any.map((change) => changed(simplest, [change])), weight: 2 },
    {
      arbitrary: fc
        .tuple(seed, fc.array(faults, { minLength: 1, maxLength: CHANGES_MAX }), any)
        .map(([number, some, change]) => changed({ ...simplest, seed: number }, [...some, change])),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(drawn, fc.array(any, { minLength: 1, maxLength: CHANGES_MAX }))
        .map(([from, some]) => changed(from, some, DRAWN_STEPS_MAX)),
      weight: 3,
    },
  );
}

const UINT32_MAX = 0xffff_ffff;
