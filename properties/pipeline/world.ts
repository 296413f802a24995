/** Builds the world of a scenario: its nodes, and the inputs and faults with their times. */
import type { Model } from '../../sim/model/node.js';
import type { InputSource, NodeSpec, TimedInput, WorldSpec } from '../../sim/world/spec.js';
import { agentName, SERVER } from './protocol.js';
import type { Input } from './protocol.js';
import { EPOCH_MS, faultsOf, healAtMs, usedUntilMs } from './scenario/scenario.js';
import type { PipelineScenario } from './scenario/scenario.js';

/** Tracers are unique over the run: each agent has a block of its own. */
export const TRACERS_PER_AGENT = 1_000_000;
const ITEMS = ['item-1', 'item-2', 'item-3'] as const;
/** A run has some thousand events; the budget ends a model that loops. */
const EVENTS_MAX = 500_000;
/**
 * Messages and syncs of a request, its answer and the next request, written on each side, one after
 * another.
 */
const HOPS = 6;
/** Round trips waited for after the faults, in addition to `settleMs`. */
const ROUND_TRIPS = 20;

/** The models of a pipeline, and how long they may take. */
interface Models<Message> {
  readonly agent: (name: string, variant: string) => Model<unknown, Message, Input>;
  readonly server: (variant: string) => Model<unknown, Message, Input>;
  /** Time after the faults within which everything deliverable is delivered, true ms. */
  readonly settleMs: number;
}

function* usesOf(
  { agents, everyMs }: PipelineScenario,
  index: number,
): Generator<TimedInput<Input>, undefined> {
  const agent = agentName(index);
  const uses = agents[index]?.uses ?? 0;
  for (let number = 1; number <= uses; number += 1)
    yield {
      at: number * everyMs,
      node: agent,
      input: {
        kind: 'use',
        record: index * TRACERS_PER_AGENT + number,
        agent,
        item: itemOf(number),
      },
    };
  return undefined;
}

export const itemOf = (number: number): string => ITEMS[number % ITEMS.length] ?? ITEMS[0];

function* looksOf(
  scenario: PipelineScenario,
  lastMs: number,
): Generator<TimedInput<Input>, undefined> {
  const looks = scenario.looks + 1;
  for (let look = 1; look < looks; look += 1)
    yield {
      at: Math.floor((usedUntilMs(scenario) * look) / looks),
      node: SERVER,
      input: { kind: 'look' },
    };
  yield { at: lastMs, node: SERVER, input: { kind: 'look' } };
  return undefined;
}

const sourceOf = (inputs: Generator<TimedInput<Input>, undefined>): InputSource<Input> => ({
  next: () => inputs.next().value,
});

export function worldOf<Message>(
  { agent, server, settleMs }: Models<Message>,
  scenario: PipelineScenario,
): WorldSpec<Message, Input> {
  const { seed, agents, link, syncLatencyMs, variant } = scenario;
  const nodes = agents.map(({ offsetMs, driftPpm }, index): NodeSpec<Message, Input> => {
    const name = agentName(index);
    const clock = { offsetMs: EPOCH_MS + offsetMs, driftPpm };
    return { name, model: agent(name, variant), clock, syncLatencyMs };
  });
  const { offsetMs, driftPpm } = scenario.server;
  const healAt = healAtMs(scenario);
  const hopMs = link.latencyMsMin + syncLatencyMs;
  const quietFrom = Math.max(healAt, usedUntilMs(scenario)) + settleMs + 2 * ROUND_TRIPS * hopMs;
  // Messages sent at the last moment may still arrive.
  const lastLookAt = quietFrom + 1 + HOPS * hopMs;
  return {
    seed,
    nodes: [
      ...nodes,
      {
        name: SERVER,
        model: server(variant),
        clock: { offsetMs: EPOCH_MS + offsetMs, driftPpm },
        syncLatencyMs,
      },
    ],
    defaultLink: link,
    sources: [
      ...agents.map((_, index) => sourceOf(usesOf(scenario, index))),
      sourceOf(looksOf(scenario, lastLookAt)),
    ],
    faults: faultsOf(scenario),
    healAt,
    quietFrom,
    endAt: lastLookAt,
    eventsMax: EVENTS_MAX,
  };
}
