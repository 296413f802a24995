/**
 * A small study shared by the tests of broken contracts (AVA takes no tests from `_` files).
 *
 * An agent sends each use to a server, which shows its rows. Tests replace one part for each way to
 * break the contract between models and the engine.
 */
import * as fc from 'fast-check';
import type { Effect, Model, NodeEvent } from '../sim/model/node.js';
import { SkewproofError } from '../sim/model/errors.js';
import type { Fault } from '../sim/world/fault.js';
import { defineStudy } from './study/contract.js';
import type { ScenarioBase, Study } from './study/contract.js';

interface CourierScenario extends ScenarioBase {
  readonly uses: number;
  readonly healAt: number;
  readonly faults: readonly Fault[];
}

type CourierInput = { readonly kind: 'use'; readonly record: number } | { readonly kind: 'look' };

type Step = (
  state: unknown,
  event: NodeEvent<unknown, CourierInput>,
) => readonly [unknown, readonly Effect<unknown>[]];

export interface CourierSteps {
  readonly agent: Step;
  readonly server: Step;
}

const send = (to: string, message: unknown): Effect<unknown> => ({ kind: 'send', to, message });

/** Passes each use on and keeps nothing. */
export const agentStep: Step = (state, event) =>
  event.kind === 'input' && event.input.kind === 'use'
    ? [state, [send('server', { record: event.input.record })]]
    : [state, []];

const rowsOf = (state: unknown): readonly { record: number }[] =>
  (state as { rows: readonly { record: number }[] }).rows;

/** Keeps each record once, and shows all. */
export const serverStep: Step = (state, event) => {
  const rows = rowsOf(state);
  if (event.kind === 'message') {
    const { record } = event.message as { record: number };
    const isKnown = rows.some((row) => row.record === record);
    return [isKnown ? state : { rows: [...rows, { record }] }, []];
  }
  if (event.kind === 'input') return [state, [{ kind: 'show', view: rows }]];
  return [state, []];
};

const model = (
  name: string,
  initial: unknown,
  step: Step,
): Model<unknown, unknown, CourierInput> => ({
  name,
  initial,
  step,
});

const simplest = (variant: string): CourierScenario => ({
  study: 'courier',
  variant,
  seed: 0,
  uses: 1,
  healAt: 1_000,
  faults: [],
});

const EVERY_MS = 10;
const AFTER_MS = 500;

type Courier = Study<CourierScenario, unknown, CourierInput>;

/** The study with these models and parts replaced. */
export function courier(
  steps: Partial<CourierSteps> = {},
  parts: Partial<Courier> = {},
  initial: unknown = { rows: [] },
): Courier {
  const { agent = agentStep, server = serverStep } = steps;
  return defineStudy<CourierScenario, unknown, CourierInput>({
    name: 'courier',
    title: 'an agent that sends each use to a server',
    epochMs: 0,
    variants: { naive: { title: 'the only one', violated: [] } },
    schema: { type: 'object' },
    spaces: {
      everything: (variant) =>
        fc
          .record({ seed: fc.nat({ max: 0xffff_ffff }), uses: fc.integer({ min: 1, max: 5 }) })
          .map((drawn) => ({ ...simplest(variant), ...drawn })),
    },
    simplest,
    build(scenario) {
      const { uses, healAt, faults, seed } = scenario;
      const endAt = healAt + AFTER_MS;
      const inputs: { at: number; node: string; input: CourierInput }[] = [];
      for (let record = 1; record <= uses; record += 1)
        inputs.push({ at: record * EVERY_MS, node: 'agent', input: { kind: 'use', record } });
      inputs.push({ at: endAt - 1, node: 'server', input: { kind: 'look' } });
      let next = 0;
      return {
        seed,
        nodes: [
          { name: 'agent', model: model('agent', null, agent) },
          { name: 'server', model: model('server', initial, server) },
        ],
        sources: [{ next: () => inputs[next++] }],
        faults,
        healAt,
        endAt,
      };
    },
    metering: () => ({
      event: (node, at, event) =>
        event.kind === 'input' && event.input.kind === 'use'
          ? { record: event.input.record, node, key: 'k', startMs: at, endMs: at }
          : undefined,
      incident: () => undefined,
    }),
    shown: (view) =>
      (view as readonly { record: number }[]).map(({ record }) => ({
        key: 'k',
        records: [record],
        uses: 1,
      })),
    coverage: () => undefined,
    dateToleranceMs: () => 0,
    labels: () => ({}),
    scope: ({ variant }) => ({
      uses: [{ node: 'agent', inputs: (number) => [{ kind: 'use', record: number + 1 }] }],
      actions: [],
      crashes: [],
      clocks: [],
      symmetric: [],
      horizonMs: 0,
      scripted: ({ healAt, inputs, faults, schedule }) => ({
        ...simplest(variant),
        uses: 0,
        healAt,
        faults,
        schedule: { ...schedule, inputs },
      }),
    }),
    ...parts,
  });
}

export const courierScenario = (parts: Partial<CourierScenario> = {}): CourierScenario => ({
  ...simplest('naive'),
  ...parts,
});

/** One use without any fault. */
export const SMALL_SCOPE = {
  variant: 'naive',
  clients: 1,
  records: 1,
  faults: 0,
  actions: 0,
  offsetsMs: [0],
} as const;

/** The message of the error that the call throws. */
export const messageOf = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    return error instanceof SkewproofError ? error.message : `not ours: ${String(error)}`;
  }
  return 'no error';
};
