/**
 * A study as a user would write it, for the engine's tests (AVA takes no tests from `_` files).
 *
 * It has several agents with a log, one server, and faults that name machines. A scenario with a
 * fault for an agent that it does not have cannot be played.
 */
import * as fc from 'fast-check';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../sim/model/time.js';
import type { Fault } from '../sim/world/fault.js';
import { agent, server } from './_fleet-models.test.js';
import type { Input, Message } from './_fleet-models.test.js';
import * as arbitraries from './study/arbitraries.js';
import { defineStudy } from './study/contract.js';
import type { ScenarioBase } from './study/contract.js';

export const FLEET_EPOCH_MS = 972_172_800_000;
const GRACE_MS = 2 * HOUR_MS;
const SYNC_MS = 20;

export interface FleetScenario extends ScenarioBase {
  readonly agents: readonly { readonly offsetMs: number; readonly driftPpm: number }[];
  /** Number of uses of each agent. */
  readonly uses: number;
  readonly everySeconds: number;
  readonly faults: readonly Fault[];
  readonly faultsEndMs?: number;
}

const nameOf = (agentIndex: number): string => `agent-${String(agentIndex + 1)}`;

type Timing = Pick<FleetScenario, 'uses' | 'everySeconds' | 'faultsEndMs'>;

const healAtOf = ({ uses, everySeconds, faultsEndMs }: Timing): number =>
  faultsEndMs ?? (uses + 1) * everySeconds * SECOND_MS;

const fleetSimplest = (variant: string): FleetScenario => ({
  study: 'fleet',
  variant,
  seed: 0,
  agents: [{ offsetMs: 0, driftPpm: 0 }],
  uses: 1,
  everySeconds: 3_600,
  faults: [],
});

export const fleet = (variant: string, parts: Partial<FleetScenario> = {}): FleetScenario => ({
  ...fleetSimplest(variant),
  ...parts,
});

/** Inputs in order of record numbers: the first use of all agents, then the next. */
function* inputsOf(scenario: FleetScenario) {
  const { uses, everySeconds, agents } = scenario;
  for (let use = 0; use < uses; use += 1)
    for (let index = 0; index < agents.length; index += 1)
      yield {
        at: (use + 1) * everySeconds * SECOND_MS,
        node: nameOf(index),
        input: { kind: 'use', record: use * agents.length + index } as Input,
      };
  yield {
    at: healAtOf(scenario) + GRACE_MS,
    node: 'server',
    input: { kind: 'look' } as Input,
  };
}

const variants = {
  cursor: { title: 'the watermark is a reading of the wall clock', violated: ['conservation'] },
  retention: { title: 'rows are dropped by their age', violated: ['conservation'] },
  gate: { title: 'wrong clocks are refused, three times', violated: ['conservation'] },
  volatile: { title: 'confirmed before it is on disk', violated: ['conservation'] },
  full: { title: 'rows that a full disk refuses are forgotten', violated: ['conservation'] },
  reset: { title: 'numbers begin again after a wipe', violated: ['conservation'] },
} as const;

export const fleetStudy = defineStudy<FleetScenario, Message, Input>({
  name: 'fleet',
  title: 'agents that upload their logs',
  epochMs: FLEET_EPOCH_MS,
  variants,
  schema: {
    type: 'object',
    required: ['agents', 'uses', 'everySeconds', 'faults'],
    properties: {
      uses: { type: 'integer', minimum: 0 },
      everySeconds: { type: 'integer', minimum: 1 },
    },
  },
  spaces: {
    everything: (variant) =>
      fc
        .record({
          seed: fc.nat({ max: 1_000_000 }),
          agents: fc.array(arbitraries.clientClock, { minLength: 1, maxLength: 4 }),
          uses: fc.integer({ min: 1, max: 24 }),
          everySeconds: fc.integer({ min: 1, max: 3_600 }),
          faults: arbitraries.drawnFaults(),
        })
        .map(({ faults, ...drawn }) => ({
          ...fleetSimplest(variant),
          ...drawn,
          faults: arbitraries.faultsFrom(faults, {
            nodes: ['server', ...drawn.agents.map((_, index) => nameOf(index))],
            peer: 'server',
            durationMs: healAtOf(drawn),
            syncLatencyMs: SYNC_MS,
          }),
        })),
  },
  simplest: fleetSimplest,
  build(scenario) {
    const inputs = inputsOf(scenario);
    const healAt = healAtOf(scenario);
    return {
      seed: scenario.seed,
      nodes: [
        ...scenario.agents.map(({ offsetMs, driftPpm }, index) => ({
          name: nameOf(index),
          model: agent(scenario.variant, nameOf(index)),
          clock: { offsetMs: FLEET_EPOCH_MS + offsetMs, driftPpm },
          syncLatencyMs: SYNC_MS,
        })),
        {
          name: 'server',
          model: server(scenario.variant),
          clock: { offsetMs: FLEET_EPOCH_MS },
          syncLatencyMs: SYNC_MS,
        },
      ],
      defaultLink: arbitraries.PERFECT_LINK,
      sources: [{ next: () => inputs.next().value ?? undefined }],
      faults: [...scenario.faults].sort((a, b) => a.at - b.at),
      healAt,
      endAt: healAt + GRACE_MS,
    };
  },
  metering: () => ({
    event: (node, at, event) =>
      event.kind === 'input' && event.input.kind === 'use'
        ? { record: event.input.record, node, key: node, startMs: at, endMs: at }
        : undefined,
    incident: () => undefined,
  }),
  shown: (view) =>
    (view as readonly { readonly record: number; readonly from: string }[]).map(
      ({ record, from }) => ({ key: from, records: [record], uses: 1 }),
    ),
  coverage: () => undefined,
  dateToleranceMs: () => 0,
  labels: ({ agents }) => ({ agents: [String(agents.length)] }),
  scope: ({ variant, clients }) => {
    const names = Array.from({ length: clients }, (_, index) => nameOf(index));
    return {
      uses: names.map((node) => ({ node, inputs: (record) => [{ kind: 'use', record }] })),
      actions: [],
      crashes: ['server'],
      clocks: names,
      symmetric: [],
      horizonMs: 15 * MINUTE_MS,
      scripted: ({ healAt, offsetsMs, inputs, faults, schedule }) => ({
        ...fleetSimplest(variant),
        agents: names.map((name) => ({ offsetMs: offsetsMs[name] ?? 0, driftPpm: 0 })),
        uses: 0,
        faults,
        faultsEndMs: healAt,
        schedule: { ...schedule, inputs },
      }),
    };
  },
});
