/**
 * Scenarios at the edges of what a study's schema admits: any field at a bound of its range, alone,
 * together with faults, or in a scenario that was drawn otherwise. What a hand-written space leaves
 * out is drawn here, and what the schema gains is drawn as soon as it is there.
 */
import * as fc from 'fast-check';
import { jsonOf } from '../json/scenario.js';
import type { ScenarioBase } from './contract.js';
import { laidOut, repeated, valuesOf } from './schema-values.js';
import type { Json, JsonObject, Schema } from './schema-values.js';

/** A value changed in one place. */
type Change = (value: Json | undefined) => Json;

interface Weighted {
  readonly arbitrary: fc.Arbitrary<Change>;
  /** How many fields it changes at once: so each field is as likely as any other. */
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

/** Sets the value as a whole. */
const whole = (schema: Schema): Weighted => ({
  arbitrary: valuesOf(schema).map((value) => () => value),
  weight: fieldsIn(schema),
});

/** One more item, in any place; in place of another, where the list may not be longer. */
const longer = (item: Schema, { maxItems = Infinity }: Schema): Weighted => ({
  arbitrary: fc.tuple(valuesOf(item), fc.nat({ max: 1_000 })).map(([one, at]) => (value) => {
    const list = listOf(value);
    return list
      .toSpliced(at % (list.length + 1), list.length < maxItems ? 0 : 1, one)
      .slice(0, maxItems);
  }),
  weight: fieldsIn(item),
});

/** The longest lists are the largest runs: they are drawn less often than what is in them. */
const LONGEST = 0.25;

/** Another length: the shortest, or the longest. */
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

/** What is set in one item of a list, whichever. */
const inItem = ({ arbitrary, weight }: Weighted): Weighted => ({
  arbitrary: fc.tuple(arbitrary, fc.nat({ max: 1_000 })).map(([change, at]) => (value) => {
    const list = listOf(value);
    return list.length === 0 ? list : list.with(at % list.length, change(list[at % list.length]));
  }),
  weight,
});

/** A field that all kinds of an item have with the same meaning, such as the machine of a fault. */
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
    // What may be absent is set as a whole; what is there always, in its parts.
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

/** Every change of one field that the schema admits. */
function changesOf(schema: Schema): Weighted[] {
  if (schema.const !== undefined) return [];
  if (schema.type === 'array') return inList(schema);
  return schema.type === 'object' && schema.properties !== undefined && schema.oneOf === undefined
    ? inObject(schema)
    : [whole(schema)];
}

interface EdgesOptions<Scenario> {
  readonly schema: object;
  /** Fields that are left as they are. */
  readonly except: readonly string[];
  /** What is changed in one field only, or by faults too. */
  readonly simplest: Scenario;
  /** What is changed in a few fields. */
  readonly drawn: fc.Arbitrary<Scenario>;
  /** True times are laid into the first so many ms. */
  readonly durationMs: (scenario: Scenario) => number;
  /** A scenario that can be played, where the fields of one say what no schema can rule out. */
  readonly playable?: (scenario: Scenario) => Scenario;
  /** What there is to do in a run of it, in steps of any kind. */
  readonly steps: (scenario: Scenario) => number;
  /** So many steps take seconds: a run of more is none of a campaign's. */
  readonly stepsMax: number;
}

const CHANGES_MAX = 3;
/** What is changed in a scenario that was drawn is to stay as small as most that are drawn, steps. */
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
        // fast-check has whole weights.
      }).map(({ arbitrary, weight }) => ({ arbitrary, weight: weight / LONGEST })),
    );
  const any = only((name) => !except.includes(name));
  const faults = only((name) => name === 'faults');
  const seed = fc.nat({ max: UINT32_MAX });
  // What its own schema admits is a scenario of the study.
  const typed = (json: unknown): Scenario => json as Scenario;
  const changed = (from: Scenario, changes: readonly Change[], most = stepsMax): Scenario => {
    let scenario = from;
    for (const change of changes) {
      const json = change(jsonOf(scenario));
      const laid = playable(typed(laidOut(json, durationMs(typed(json)))));
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
