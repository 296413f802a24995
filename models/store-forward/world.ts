/** Turns a scenario into a world: its machines, and the inputs and faults that reach them. */
import { inputError } from '../../sim/model/errors.js';
import { Stream } from '../../sim/model/random.js';
import type { Zone } from '../../sim/clock/zone.js';
import type { Fault } from '../../sim/world/fault.js';
import type { InputSource, NodeSpec, TimedInput, WorldSpec } from '../../sim/world/spec.js';
import { telemetryAgent } from './agent/agent.js';
import { watched } from './agent/watched.js';
import type { Input, Message } from './protocol.js';
import { agentName, durationMs, EPOCH_MS, eventsMax, SERVER, settleMs } from './scenario.js';
import type { StoreForwardScenario } from './scenario.js';
import { ingestionServer } from './server/server.js';
import { mayLoop, partsOf } from './variant.js';

/** Tracers are unique within a run: each agent has its own block of this size. */
const TRACERS_PER_AGENT = 1_000_000;
const ITEMS = ['cpu', 'disk', 'door'] as const;

export const zoneOf = ({ zone }: StoreForwardScenario): Zone => ({
  standardMinutes: zone.standardMinutes,
  transitions:
    zone.byMinutes === 0
      ? []
      : [
          {
            fromUtcMs: EPOCH_MS + zone.changeAtMs,
            offsetMinutes: zone.standardMinutes + zone.byMinutes,
          },
        ],
});

function* recordsOf(scenario: StoreForwardScenario, index: number): Generator<TimedInput<Input>> {
  const { burst, everyMs, agents } = scenario;
  const stream = new Stream(scenario.seed, `items:${agentName(index)}`);
  for (let made = 0; made < (agents[index]?.records ?? 0); made += 1)
    yield {
      at: (Math.floor(made / burst) + 1) * everyMs,
      node: agentName(index),
      input: {
        kind: 'measure',
        record: index * TRACERS_PER_AGENT + made + 1,
        item: stream.pick(ITEMS),
      },
    };
}

function* looksOf(scenario: StoreForwardScenario, lastMs: number): Generator<TimedInput<Input>> {
  const looks = scenario.looks + 1;
  for (let look = 1; look < looks; look += 1)
    yield {
      at: Math.floor((durationMs(scenario) * look) / looks),
      node: SERVER,
      input: { kind: 'look' },
    };
  yield { at: lastMs, node: SERVER, input: { kind: 'look' } };
}

const sourceOf = (inputs: Generator<TimedInput<Input>, unknown>): InputSource<Input> => ({
  next: () => {
    const { done, value } = inputs.next();
    return done === true ? undefined : value;
  },
});

/**
 * The machine that a fault names. Agent indexes wrap, so that a scenario stays playable when agents
 * are removed; any other name is an error.
 */
export function machineOf(name: string, agents: number, place: string): string {
  if (name === SERVER) return name;
  const index = /^agent-([1-9]\d{0,8})$/.exec(name)?.[1];
  if (index !== undefined) return agentName((Number(index) - 1) % agents);
  throw inputError({
    place,
    expected: `agent-1 to agent-${String(agents)}, ${SERVER}`,
    got: `"${name}"`,
  });
}

const faultsOf = ({ agents, faults }: StoreForwardScenario): Fault[] =>
  faults
    .map((fault, index) => {
      const place = `faults.${String(index)}`;
      const node = machineOf(fault.node, agents.length, `${place}.node`);
      return 'to' in fault
        ? { ...fault, node, to: machineOf(fault.to, agents.length, `${place}.to`) }
        : { ...fault, node };
    })
    .sort((a, b) => a.at - b.at);

export function worldOf(scenario: StoreForwardScenario): WorldSpec<Message, Input> {
  const { seed, agents, network, syncLatencyMs } = scenario;
  const { uploadMs, batchRecords, segmentRecords, logCapacity } = scenario;
  const parts = partsOf(scenario.variant);
  const zone = zoneOf(scenario);
  const loops = mayLoop(scenario.variant);
  const nodes = agents.map(({ offsetMs, driftPpm }, index): NodeSpec<Message, Input> => {
    const name = agentName(index);
    const image = scenario.cloned ? 1 : index + 1;
    const agent = telemetryAgent(
      { name, image, zone, uploadMs, batchRecords, segmentRecords, logCapacity },
      parts.agent,
    );
    return {
      name,
      model: loops ? watched(agent) : agent,
      clock: { offsetMs: EPOCH_MS + offsetMs, driftPpm },
      syncLatencyMs,
    };
  });
  const healAt = durationMs(scenario);
  const quietFrom = healAt + settleMs(scenario);
  // A delivery that began at the last moment may still arrive: an exchange is four messages and a
  // write.
  const lastLookAt = quietFrom + 1 + 6 * (network.latencyMsMin + syncLatencyMs);
  return {
    seed,
    nodes: [
      ...nodes,
      {
        name: SERVER,
        model: ingestionServer({ ...scenario, zone }, parts.server),
        clock: {
          offsetMs: EPOCH_MS + scenario.server.offsetMs,
          driftPpm: scenario.server.driftPpm,
        },
        syncLatencyMs,
      },
    ],
    defaultLink: network,
    sources: [
      ...agents.map((_, index) => sourceOf(recordsOf(scenario, index))),
      sourceOf(looksOf(scenario, lastLookAt)),
    ],
    faults: faultsOf(scenario),
    healAt,
    quietFrom,
    endAt: lastLookAt,
    eventsMax: eventsMax(scenario),
  };
}
