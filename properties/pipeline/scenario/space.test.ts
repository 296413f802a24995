/**
 * Drawn scenarios are valid, repeatable, playable on either timeline, and span everything that the
 * schema admits.
 */
import test from 'ava';
import { MINUTE_MS } from '../../../sim/model/time.js';
import { fakeTimers } from '../../../sim/queue/fake-timers.js';
import { chunkOf } from '../../campaign/sampling.js';
import { checkedScenario } from '../../corpus/scenario-file.js';
import { runScenario } from '../../oracle/judged-run.js';
import { systemWith } from '../_system.test.js';
import { FAULT_NAMES } from './faults.js';
import type { PipelineScenario } from './scenario.js';
import { spacesOf } from './space.js';

const SEED = 5;
const CHUNKS = 150;
const study = systemWith();

const drawnIn = (space: string, chunks: number): readonly PipelineScenario[] => {
  const arbitrary = study.spaces[space]?.('right');
  if (arbitrary === undefined) throw new Error(space);
  return Array.from({ length: chunks }, (_, chunk) => chunkOf(arbitrary, SEED, chunk)).flat();
};

for (const space of Object.keys(study.spaces)) {
  test(`space ${space} - draws what the schema admits, the same again from the same seed`, (t) => {
    const drawn = drawnIn(space, 3);
    for (const scenario of drawn) t.deepEqual(checkedScenario(study, scenario, 'drawn'), scenario);
    t.deepEqual(drawnIn(space, 3), drawn);
  });

  test(`space ${space} - no impure step, and one trace on both timelines`, (t) => {
    for (const scenario of drawnIn(space, 1).slice(0, 40)) {
      const heap = runScenario(study, scenario, { strict: true });
      const timers = runScenario(study, scenario, { timeline: fakeTimers });
      t.is(heap.summary.hash, timers.summary.hash);
      t.is(heap.verdict, 'pass', heap.reason ?? JSON.stringify(scenario));
    }
  });
}

interface Schema {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly const?: unknown;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** True if the value has a schema's constants and patterns, and so is of that choice. */
const isOf = (schema: Schema, value: unknown): boolean =>
  Object.entries(schema.properties ?? {}).every(([field, { const: wanted, pattern }]) => {
    const { [field]: found } = Object(value) as Record<string, unknown>;
    if (pattern !== undefined && !new RegExp(pattern).test(String(found))) return false;
    return wanted === undefined || found === wanted;
  });

/** Records which values of each number, list and choice in the schema are drawn. */
class Drawn {
  readonly numbers = new Map<string, { min: number; max: number; from: number; to: number }>();
  readonly values = new Map<string, { readonly wanted: Set<string>; readonly seen: Set<string> }>();

  note(schema: Schema, value: unknown, place: string): void {
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices !== undefined) {
      const at = choices.findIndex((choice) => isOf(choice, value));
      this.#value(
        place,
        choices.map((_, index) => String(index)),
        String(at),
      );
      this.note(choices[at] ?? {}, value, `${place}/${String(at)}`);
    } else if (schema.enum !== undefined)
      this.#value(place, schema.enum.map(String), String(value));
    else if (schema.type === 'boolean') this.#value(place, ['false', 'true'], String(value));
    else if (schema.type === 'integer')
      this.#number(place, Number(value), schema.minimum ?? NaN, schema.maximum ?? NaN);
    else if (schema.type === 'array') {
      const list = value as readonly unknown[];
      this.#number(`${place}.length`, list.length, schema.minItems ?? 0, schema.maxItems ?? NaN);
      for (const item of list) this.note(schema.items ?? {}, item, `${place}[]`);
    } else
      for (const [field, inner] of Object.entries(schema.properties ?? {})) {
        const { [field]: found } = Object(value) as Record<string, unknown>;
        if (found !== undefined) this.note(inner, found, `${place}.${field}`);
      }
  }

  #number(place: string, value: number, from: number, to: number): void {
    const known = this.numbers.get(place) ?? { min: value, max: value, from, to };
    known.min = Math.min(known.min, value);
    known.max = Math.max(known.max, value);
    this.numbers.set(place, known);
  }

  #value(place: string, wanted: readonly string[], value: string): void {
    const known = this.values.get(place) ?? { wanted: new Set(wanted), seen: new Set() };
    known.seen.add(value);
    this.values.set(place, known);
  }
}

test('space - every number reaches both of its bounds, and every choice is made', (t) => {
  const drawn = new Drawn();
  for (const scenario of drawnIn('everything', CHUNKS))
    drawn.note(study.schema, scenario, 'scenario');
  t.true(drawn.numbers.size >= 40, String(drawn.numbers.size));
  for (const [place, { min, max, from, to }] of drawn.numbers) {
    t.is(min, from, place);
    // Only some kinds of fault reach the end of the longest run.
    if (/\]\/.*\.at$/.test(place))
      t.true(max > 0.75 * to, `${place} ${String(max)} of ${String(to)}`);
    else if (!place.endsWith('.seed')) t.is(max, to, place);
  }
  for (const [place, { wanted, seen }] of drawn.values)
    t.deepEqual([...seen].sort(), [...wanted].sort(), place);
});

test('space - an omitted fault is neither drawn nor admitted', (t) => {
  const kept = FAULT_NAMES.filter((name) => name !== 'wipe' && name !== 'server-crash');
  const { everything } = spacesOf('small', MINUTE_MS, kept);
  const faults = chunkOf(everything?.('right') ?? t.fail(), SEED, 0).flatMap((one) => one.faults);
  t.true(faults.length > 50);
  t.false(faults.some(({ kind }) => kind === 'wipe'));
  t.false(faults.some(({ kind, node }) => kind === 'crash' && node === 'server'));
  t.true(faults.some(({ kind }) => kind === 'crash'));
});
