/**
 * Two tiny studies that the engine's tests share (AVA takes no tests from `_` files).
 *
 * The puppet does and shows what its script says, so that every fate can be produced exactly. The
 * toy is a meter that drops records its clock reads too late. It has one variant for each mistake
 * that a model or a study can make.
 */
import * as fc from 'fast-check';
import { NO_EFFECTS } from '../sim/model/node.js';
import type { Effect, Model, OperatorReport } from '../sim/model/node.js';
import type { Fault } from '../sim/world/fault.js';
import type { LinkSpec } from '../sim/world/network.js';
import { defineStudy } from './study/contract.js';
import type {
  Coverage,
  DatedRow,
  MeteredRecord,
  ScenarioBase,
  ShownRow,
  Study,
} from './study/contract.js';

const SCHEMA = { type: 'object' };

// ---- the puppet -------------------------------------------------------------------------

/** An event on a node at a true time, ms. */
export interface Order {
  readonly at: number;
  readonly node?: string;
  /** A use that becomes due to be counted. */
  readonly use?: MeteredRecord;
  /** The node's state from now on. */
  readonly state?: unknown;
  readonly effects?: readonly Effect<unknown>[];
}

export interface PuppetScenario extends ScenarioBase {
  readonly orders: readonly Order[];
  readonly faults: readonly Fault[];
  readonly link: LinkSpec;
  readonly syncLatencyMs: number;
  readonly toleranceMs: number;
  /** The widest error that a row may state, ms. Default: any. */
  readonly statedErrorMsMax?: number;
}

const puppet: Model<unknown, unknown, Order> = {
  name: 'puppet',
  initial: null,
  step(state, event) {
    if (event.kind !== 'input') return [state, NO_EFFECTS];
    const { state: next = state, effects = NO_EFFECTS } = event.input;
    return [next, effects];
  },
};

const PUPPET_HEAL_MS = 900;
const PUPPET_END_MS = 1_000;

export const puppetStudy = defineStudy<PuppetScenario, unknown, Order>({
  name: 'puppet',
  title: 'follows its script',
  epochMs: 0,
  variants: { only: { title: 'the only one', violated: [] } },
  schema: SCHEMA,
  spaces: { everything: (variant) => fc.constant({ ...scripted(), variant }) },
  simplest: (variant) => ({ ...scripted(), variant }),
  build(scenario) {
    const orders = [...scenario.orders].sort((a, b) => a.at - b.at);
    let next = 0;
    const source = {
      next: () => {
        const input = orders[next++];
        return input && { at: input.at, node: input.node ?? 'a', input };
      },
    };
    const { syncLatencyMs } = scenario;
    return {
      seed: scenario.seed,
      nodes: ['a', 'b', 'c'].map((name) => ({ name, model: puppet, syncLatencyMs })),
      defaultLink: scenario.link,
      sources: [source],
      faults: scenario.faults,
      healAt: PUPPET_HEAL_MS,
      endAt: PUPPET_END_MS,
    };
  },
  metering: () => ({
    event: (_node, _at, event) => (event.kind === 'input' ? event.input.use : undefined),
    incident: () => undefined,
  }),
  shown: (view) => view as readonly ShownRow[],
  coverage: ({ records, details }): Coverage | undefined => {
    const { node, by, count, usedUntilMs, why, stated, exact } = details;
    if (typeof node !== 'string') return undefined;
    const until = typeof usedUntilMs === 'number' ? { usedUntilMs } : {};
    switch (by) {
      case 'records':
        return {
          ...{ by, node, records: records ?? [] },
          ...(typeof stated === 'number' ? { stated } : {}),
          ...(exact === true ? { exact } : {}),
        };
      case 'count':
        return { by, node, count: Number(count), ...until };
      case 'unknown':
        return { by, node, ...until };
      case 'unfounded':
        return { by, node, why: String(why) };
      default:
        return undefined;
    }
  },
  dateToleranceMs: ({ toleranceMs }) => toleranceMs,
  statedErrorMsMax: ({ statedErrorMsMax = Infinity }) => statedErrorMsMax,
  labels: () => ({}),
});

export const scripted = (
  orders: readonly Order[] = [],
  parts: Partial<PuppetScenario> = {},
): PuppetScenario => ({
  study: 'puppet',
  variant: 'only',
  seed: 0,
  orders,
  faults: [],
  link: {},
  syncLatencyMs: 0,
  toleranceMs: 0,
  ...parts,
});

/** A use of `record`, from 10 to 20 ms, on node a, under the key "k". */
export const used = (record: number, parts: Partial<MeteredRecord> = {}): MeteredRecord => ({
  record,
  node: 'a',
  key: 'k',
  startMs: 10,
  endMs: 20,
  ...parts,
});

/** The detail row that shows the use exactly. */
export const rowOf = (record: number, parts: Partial<DatedRow> = {}): DatedRow => ({
  key: 'k',
  records: [record],
  uses: 1,
  startMs: 10,
  endMs: 20,
  ...parts,
});

/** A look at the console that shows these rows, by default after the faults have ended. */
export const look = (rows: readonly ShownRow[], at = 950): Order => ({
  at,
  effects: [{ kind: 'show', view: rows }],
});

type WithoutNode<One> = One extends unknown ? Omit<One, 'node'> : never;
type CoverageOfA = WithoutNode<Coverage>;

/** Fields of a coverage other than the named records. */
const detailsOf = (coverage: CoverageOfA): OperatorReport['details'] =>
  Object.fromEntries(
    Object.entries({ node: 'a', ...coverage }).filter(([field]) => field !== 'records'),
  ) as OperatorReport['details'];

/** A report of losses on node a. */
export const reportLoss = (coverage: CoverageOfA, at = 500): Order => ({
  at,
  effects: [
    {
      kind: 'report',
      report: {
        name: 'lost',
        ...('records' in coverage ? { records: coverage.records } : {}),
        details: detailsOf(coverage),
      },
    },
  ],
});

// ---- the toy ----------------------------------------------------------------------------

/** Clocks that are ahead by more than this lose the records they meter, ms. */
export const EDGE_MS = 37;

export interface ToyScenario extends ScenarioBase {
  readonly uses: number;
  readonly offsetMs: number;
  /** Records from this number on stay on the meter permanently (0: none). */
  readonly strandFrom: number;
  /** Two fields without any influence. */
  readonly noise: readonly number[];
  readonly extra: { readonly a: number; readonly b: string };
}

type ToyInput =
  | {
      readonly kind: 'use';
      readonly record: number;
      readonly limit: number;
      readonly shown: boolean;
    }
  | { readonly kind: 'look' };

interface Kept {
  readonly record: number;
  readonly shown: boolean;
}

interface ToyState {
  readonly kept: readonly Kept[];
  /** Written by the mutating variant only. */
  steps: number;
}

/** State outside the model, which no model may read or write. */
let everStepped = 0;

const rowsOf = (kept: readonly Kept[], key: string): readonly ShownRow[] =>
  kept.filter(({ shown }) => shown).map(({ record }) => ({ key, records: [record], uses: 1 }));

function meter(variant: string): Model<ToyState, never, ToyInput> {
  return {
    name: 'meter',
    initial: INITIAL,
    step(state, event, now) {
      everStepped += 1;
      const mark = (name: string): Effect<never> => ({ kind: 'mark', mark: name });
      if (variant === 'throws') throw new TypeError('no such case');
      if (variant === 'endless' && event.kind !== 'input')
        return [state, [{ kind: 'elapsed-timer', timer: 't', afterMs: 1 }]];
      if (variant === 'mutates-state') {
        state.steps += 1;
        return [state, [mark(`step ${String(state.steps)}`)]];
      }
      if (event.kind !== 'input') return [state, NO_EFFECTS];
      const { input } = event;
      if (input.kind === 'look') {
        const effects: Effect<never>[] = [mark('looked')];
        if (variant === 'impure') effects.push(mark(`step ${String(everStepped)}`));
        if (variant !== 'nobody-looks')
          effects.push({
            kind: 'show',
            view: rowsOf(state.kept, variant === 'two-faced' ? 'another' : 'k'),
          });
        return [state, effects];
      }
      if (variant === 'mutates-event') (input as { limit: number }).limit = 0;
      const reading = now.wall as unknown as number;
      const held = variant === 'good' || (variant !== 'broken' && reading <= input.limit);
      const decision = {
        name: 'in-time',
        left: { name: 'reading', value: reading, clock: 'meter', latchedBy: 'use' },
        comparison: '<=',
        right: { name: 'limit', value: input.limit },
        held,
        outcome: 'the use is dropped',
      } as const;
      const { record, shown } = input;
      const kept = held ? [...state.kept, { record, shown }] : state.kept;
      return [{ ...state, kept }, [{ kind: 'decide', decision }]];
    },
  };
}

const INITIAL: ToyState = { kept: [], steps: 0 };

const titled = (title: string): { title: string; violated: [] } => ({ title, violated: [] });

const toySimplest = (variant: string): ToyScenario => ({
  study: 'toy',
  variant,
  seed: 0,
  uses: 1,
  offsetMs: 0,
  strandFrom: 0,
  noise: [],
  extra: { a: 0, b: '' },
});

function* toyInputs(scenario: ToyScenario): Generator<{ at: number; input: ToyInput }, undefined> {
  const { uses, strandFrom } = scenario;
  for (let record = 1; record <= uses; record += 1) {
    const at = record * 100;
    const shown = strandFrom === 0 || record < strandFrom;
    yield { at, input: { kind: 'use', record, limit: at + EDGE_MS, shown } };
  }
  yield { at: uses * 100 + 100, input: { kind: 'look' } };
  return undefined;
}

export const toyStudy = defineStudy<ToyScenario, never, ToyInput>({
  name: 'toy',
  title: 'a meter that drops records its clock reads too late',
  epochMs: 0,
  defectsOf: () => ['planted'],
  variants: {
    edge: { title: 'drops records that it reads too late', violated: ['conservation'] },
    good: titled('drops nothing'),
    broken: { title: 'drops everything', violated: ['conservation'] },
    impure: titled('reports the number of steps of all meters'),
    'mutates-state': titled('counts in its state'),
    'mutates-event': titled('writes into its events'),
    endless: titled('never rests'),
    throws: titled('throws'),
    'nobody-looks': titled('has no console'),
    unmarked: titled('requires a mark that no model passes'),
    'two-faced': titled('shows keys that were not used'),
  },
  schema: {
    ...SCHEMA,
    required: ['study', 'variant', 'seed', 'uses', 'extra'],
    additionalProperties: false,
    properties: {
      study: { const: 'toy' },
      variant: { type: 'string' },
      seed: { type: 'integer', minimum: 0 },
      uses: { type: 'integer', minimum: 0, maximum: 100 },
      offsetMs: { type: 'integer' },
      strandFrom: { type: 'integer' },
      noise: { type: 'array', items: { type: 'integer' } },
      extra: {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'integer' }, b: { enum: ['', 'x', 'y'] } },
      },
    },
  },
  spaces: {
    everything: (variant) =>
      fc
        .record({
          seed: fc.nat({ max: 1_000_000 }),
          uses: fc.integer({ min: 1, max: 9 }),
          offsetMs: fc.integer({ min: -1_000_000, max: 1_000_000 }),
          strandFrom: fc.nat({ max: 3 }),
          noise: fc.array(fc.nat({ max: 9 }), { maxLength: 4 }),
          extra: fc.record({ a: fc.nat({ max: 9 }), b: fc.constantFrom('', 'x', 'y') }),
        })
        .map((drawn) => ({ ...toySimplest(variant), ...drawn })),
    right: (variant) => fc.constant(toySimplest(variant)),
  },
  simplest: toySimplest,
  build(scenario) {
    const inputs = toyInputs(scenario);
    const endAt = scenario.uses * 100 + 200;
    return {
      seed: scenario.seed,
      nodes: [
        {
          name: 'meter',
          model: meter(scenario.variant),
          clock: { offsetMs: scenario.offsetMs },
        },
      ],
      sources: [
        {
          next: () => {
            const { value } = inputs.next();
            return value && { ...value, node: 'meter' };
          },
        },
      ],
      faults: [],
      healAt: endAt - 150,
      endAt,
      eventsMax: 200,
    };
  },
  metering: () => ({
    event: (node, at, event) =>
      event.kind === 'input' && event.input.kind === 'use'
        ? { record: event.input.record, node, key: 'k', startMs: at, endMs: at }
        : undefined,
    incident: () => undefined,
  }),
  shown: (view) => view as readonly ShownRow[],
  coverage: () => undefined,
  dateToleranceMs: () => 0,
  labels: ({ offsetMs }) => ({ clock: [offsetMs === 0 ? 'right' : 'wrong'] }),
  requiredMarks: (variant) => (variant === 'unmarked' ? ['looked', 'danced'] : ['looked']),
});

export const toy = (variant: string, parts: Partial<ToyScenario> = {}): ToyScenario => ({
  ...toySimplest(variant),
  ...parts,
});

/** The toy with parts of its study replaced. */
export const toyWith = (
  parts: Partial<Study<ToyScenario, never, ToyInput>>,
): Study<ToyScenario, never, ToyInput> => ({ ...toyStudy, ...parts });

/** Fingerprints of the toy's two ways to lose. */
export const DROPPED = 'conservation | destroyed | in-time: reading (set by use) <= limit';
export const STRANDED = 'conservation | stranded';
