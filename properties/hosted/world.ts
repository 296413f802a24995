/** From a scenario to a world: the program's machines, the server, and what happens to them when. */
import type { HttpMessage } from '../../hosting/network/http.js';
import type { Model } from '../../sim/model/node.js';
import type { Fault } from '../../sim/world/fault.js';
import type { InputSource, NodeSpec, TimedInput, WorldSpec } from '../../sim/world/spec.js';
import { agentName, SERVER } from '../pipeline/protocol.js';
import { EPOCH_MS, faultsOf, healAtMs, usedUntilMs } from '../pipeline/scenario/scenario.js';
import { TRACERS_PER_AGENT } from '../pipeline/world.js';
import type { CollectorHandler } from './collectors.js';
import { collectorService } from './collector-service.js';
import { machineModel } from './machine.js';
import type { ProgramModel } from './machine.js';
import { turnInputs } from './scenario/page-turns.js';
import { beyondPages, pageInputs } from './pages.js';
import { Progress } from './progress.js';
import { COLLECTOR } from './protocol.js';
import type { HostedInput } from './protocol.js';
import { aftermathOf } from './scenario/scenario.js';
import type { ProgramScenario } from './scenario/scenario.js';
import { serverModel } from './server.js';
import { changesOf } from './scenario/weather.js';

/** A program that goes round in circles is stopped long before. */
const EVENTS_MAX = 200_000;
/** Hops of an answer to an answer to a request, with syncs between. */
const HOPS = 6;

/** The parts of a world; a model is made for one run. */
interface WorldParts {
  readonly program: (variant: string, node: string) => ProgramModel;
  readonly handler?: CollectorHandler | undefined;
  /** Answers behind the server, in place of a handler. */
  readonly collector?: ((variant: string) => Model<unknown, HttpMessage, never>) | undefined;
  readonly tasksPerSecondMax: number;
  readonly horizonMs: number;
  readonly hasFlush: boolean;
  /** The program is the script of a page. */
  readonly isBrowser: boolean;
  /** True times of the first machine's uses, in order, in place of even paces, ms. */
  readonly usesAtMs?: readonly number[];
}

type Timed = TimedInput<HostedInput>;

const sourceOf = (inputs: readonly Timed[]): InputSource<HostedInput> => {
  let next = 0;
  return {
    next: () => {
      next += 1;
      return inputs[next - 1];
    },
  };
};

const inOrder = (inputs: readonly Timed[]): readonly Timed[] =>
  [...inputs].sort((a, b) => a.at - b.at);

/**
 * When a disk is full the kernel takes no entry; the process is notified, so that its calls fail. It
 * hears a millisecond early and late, so that no write of that instant is refused unannounced.
 */
function fullDisk(node: string, faults: readonly Fault[], healAtMs: number): readonly Timed[] {
  const full = faults.flatMap((fault) =>
    fault.kind === 'disk-full' && fault.node === node
      ? [{ from: fault.at - 1, to: Math.min(healAtMs, fault.at + fault.forMs) + 1 }]
      : [],
  );
  const isFull = (at: number): boolean => full.some(({ from, to }) => from <= at && at < to);
  const moments = [...new Set(full.flatMap(({ from, to }) => [from, to]))];
  return moments.map((at) => ({
    at: Math.max(0, at),
    node,
    input: { kind: 'machine', diskFull: isFull(at) },
  }));
}

/** True times of a run's ends, ms. */
const spanOf = (
  scenario: ProgramScenario,
  horizonMs: number,
): ReturnType<typeof aftermathOf> & { readonly healAt: number } => {
  const healAt = healAtMs(scenario);
  const mendedMs = Math.max(healAt, usedUntilMs(scenario));
  return { healAt, ...aftermathOf(scenario.later, mendedMs, horizonMs) };
};

function inputsOf(
  scenario: ProgramScenario,
  index: number,
  { horizonMs, hasFlush, isBrowser, usesAtMs }: WorldParts,
): readonly Timed[] {
  const node = agentName(index);
  const { uses = 0 } = scenario.agents[index] ?? {};
  const { healAt, usesAt, restAt, anotherAt, flushAt } = spanOf(scenario, horizonMs);
  const at = [
    ...(usesAtMs ?? Array.from({ length: uses }, (_, number) => (number + 1) * scenario.everyMs)),
    ...usesAt,
    anotherAt,
  ];
  const tracks = at.map((atMs, number): Timed => {
    const record = index * TRACERS_PER_AGENT + number + 1;
    return { at: atMs, node, input: { kind: 'track', record } };
  });
  return inOrder([
    ...tracks,
    ...fullDisk(node, faultsOf(scenario), healAt),
    ...(isBrowser ? pageInputs(node, faultsOf(scenario), healAt) : []),
    ...(isBrowser ? turnInputs(node, scenario.pages ?? [], healAt) : []),
    ...restAt.map((atMs): Timed => ({ at: atMs, node, input: { kind: 'rest' } })),
    ...(hasFlush ? [{ at: flushAt, node, input: { kind: 'flush' } } as const] : []),
  ]);
}

export function worldOf(
  parts: WorldParts,
  scenario: ProgramScenario,
): WorldSpec<HttpMessage, HostedInput> {
  const { seed, variant, agents, link, syncLatencyMs, server } = scenario;
  const progress = new Progress();
  const nodes = agents.map(({ offsetMs, driftPpm }, index): NodeSpec<HttpMessage, HostedInput> => {
    const node = agentName(index);
    const { tasksPerSecondMax } = parts;
    return {
      name: node,
      model: machineModel(parts.program(variant, node), { node, progress, tasksPerSecondMax }),
      clock: { offsetMs: EPOCH_MS + offsetMs, driftPpm },
      syncLatencyMs,
    };
  });
  const clock = { offsetMs: EPOCH_MS + server.offsetMs, driftPpm: server.driftPpm };
  const { collector } = scenario;
  const service = collector === undefined ? undefined : collectorService(collector);
  const behind = service === undefined ? parts.collector?.(variant) : undefined;
  const { healAt, endAt } = spanOf(scenario, parts.horizonMs);
  const hopMs = link.latencyMsMin + syncLatencyMs;
  const lastLookAt = endAt + 1 + HOPS * hopMs;
  return {
    seed,
    nodes: [
      ...nodes,
      { name: SERVER, model: serverModel({ handler: parts.handler, service, progress }), clock },
      ...(behind === undefined ? [] : [{ name: COLLECTOR, model: behind, clock }]),
    ],
    defaultLink: link,
    ...(behind === undefined
      ? {}
      : { links: { [`${SERVER}→${COLLECTOR}`]: {}, [`${COLLECTOR}→${SERVER}`]: {} } }),
    sources: [
      ...agents.map((_, index) => sourceOf(inputsOf(scenario, index, parts))),
      sourceOf(
        changesOf(scenario.weather, healAt).map(({ at, weather }) => ({
          at,
          node: SERVER,
          input: { kind: 'weather', ...(weather === undefined ? {} : { weather }) },
        })),
      ),
      sourceOf([{ at: lastLookAt, node: SERVER, input: { kind: 'look' } }]),
    ],
    faults: parts.isBrowser ? beyondPages(faultsOf(scenario)) : faultsOf(scenario),
    healAt,
    quietFrom: endAt,
    endAt: lastLookAt,
    eventsMax: EVENTS_MAX,
  };
}
