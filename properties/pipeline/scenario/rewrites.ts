/**
 * Rewrites a scenario to simpler ones that may break in the same way. They keep one agent with its
 * faults, one clock's error, or one or two faults, in the simplest scenario or at its pace. Where
 * two numbers decide a boundary together, no single step of shrinking leads there.
 */
import type { ClockSpec } from '../../../sim/clock/clock.js';
import type { Fault } from '../../../sim/world/fault.js';
import { agentName, SERVER } from '../protocol.js';
import { machineOf, RIGHT_CLOCK, simplestOf } from './scenario.js';
import type { PipelineScenario } from './scenario.js';

/** The faults of the machines that remain when only one agent, now the first, does. */
function faultsWith({ agents, faults }: PipelineScenario, index: number): readonly Fault[] {
  const kept = agentName(index);
  const others = agents.map((_, other) => agentName(other)).filter((name) => name !== kept);
  const renamed = (name: string): string => {
    const machine = machineOf(name, agents.length, 'faults');
    return machine === kept ? agentName(0) : machine;
  };
  const isLeft = (name: string): boolean =>
    !others.includes(machineOf(name, agents.length, 'faults'));
  return faults
    .filter((fault) => isLeft(fault.node) && (!('to' in fault) || isLeft(fault.to)))
    .map((fault) => {
      const node = renamed(fault.node);
      return 'to' in fault ? { ...fault, node, to: renamed(fault.to) } : { ...fault, node };
    });
}

/** The faults of all agents, moved to the first. */
const onFirst = ({ agents, faults }: PipelineScenario): readonly Fault[] =>
  faults.map((fault) => {
    const first = (name: string): string =>
      machineOf(name, agents.length, 'faults') === SERVER ? SERVER : agentName(0);
    const node = first(fault.node);
    return 'to' in fault ? { ...fault, node, to: first(fault.to) } : { ...fault, node };
  });

/** The time at another pace: the same distance after the previous use. */
function atPace(atMs: number, fromMs: number, toMs: number): number {
  const uses = Math.floor(atMs / fromMs);
  return uses * toMs + Math.min(atMs - uses * fromMs, toMs - 1);
}

function paced(scenario: PipelineScenario, everyMs: number): PipelineScenario {
  const { healAtMs: _, ...rest } = scenario;
  const faults = scenario.faults.map((fault) => ({
    ...fault,
    at: atPace(fault.at, scenario.everyMs, everyMs),
  }));
  return { ...rest, everyMs, faults };
}

/** The same, with clock errors scaled like the time between uses. */
function shifted(scenario: PipelineScenario, everyMs: number): PipelineScenario {
  const byMs = everyMs - scenario.everyMs;
  const moved = (ms: number): number => ms + Math.sign(ms) * byMs;
  const at = paced(scenario, everyMs);
  return {
    ...at,
    agents: at.agents.map((agent) => ({ ...agent, offsetMs: moved(agent.offsetMs) })),
    faults: at.faults.map((fault) =>
      fault.kind === 'clock' && fault.adjustment.kind === 'step'
        ? { ...fault, adjustment: { kind: 'step', byMs: moved(fault.adjustment.byMs) } }
        : fault,
    ),
  };
}

/** Moves faults between the first use and the second, the same distance after a use as before. */
const early = (fault: Fault, everyMs: number): Fault => ({
  ...fault,
  at: everyMs + (fault.at % everyMs),
});

/** Sets clocks right, and replaces each synchronisation by the step that it caused. */
export function asSteps<Scenario extends Pick<PipelineScenario, 'agents' | 'server' | 'faults'>>(
  scenario: Scenario,
): Scenario {
  const { agents, server, faults } = scenario;
  const errorAt = ({ offsetMs, driftPpm }: Required<ClockSpec>, atMs: number): number =>
    offsetMs + Math.round((atMs * driftPpm) / 1_000_000);
  const stepped = (fault: Fault): Fault => {
    if (fault.kind !== 'synchronise') return fault;
    const { at, node } = fault;
    const machine = machineOf(node, agents.length, 'faults');
    const index = agents.findIndex((_, agent) => agentName(agent) === machine);
    const byMs = errorAt(server, at) - errorAt(agents[index] ?? RIGHT_CLOCK, at);
    return { kind: 'clock', at, node, adjustment: { kind: 'step', byMs } };
  };
  return {
    ...scenario,
    agents: agents.map(({ uses }) => ({ ...RIGHT_CLOCK, uses })),
    server: RIGHT_CLOCK,
    faults: faults.map(stepped),
  };
}

/** Pairs of consecutive faults: a fault, and the one that ends or answers it. */
const pairs = (faults: readonly Fault[]): (readonly Fault[])[] =>
  faults.flatMap((first, index) => faults.slice(index + 1).map((second) => [first, second]));

export function* rewritesOf(scenario: PipelineScenario): Iterable<PipelineScenario> {
  const simplest = { ...simplestOf(scenario.study)(scenario.variant), seed: scenario.seed };
  const { agents, server, everyMs, syncLatencyMs, link, healAtMs: _, ...unhealed } = scenario;
  yield { ...unhealed, agents, server, everyMs, syncLatencyMs, link };
  if (agents.length > 1)
    for (const [index, agent] of agents.entries())
      yield { ...scenario, agents: [agent], faults: faultsWith(scenario, index) };
  const [first] = agents;
  const [plain] = simplest.agents;
  if (first === undefined || plain === undefined) return;
  yield asSteps(scenario);
  const atOnce = paced({ ...scenario, faults: onFirst(scenario) }, simplest.everyMs);
  for (const agent of [{ ...plain, offsetMs: first.offsetMs }, plain, first])
    for (const fault of atOnce.faults) {
      const faults = [early(fault, simplest.everyMs)];
      yield { ...simplest, agents: [{ ...agent, uses: 2 }], faults };
    }
  const cores: Partial<PipelineScenario>[] = [
    {},
    { agents: [{ ...plain, offsetMs: first.offsetMs }] },
    { agents: [{ ...plain, uses: first.uses }] },
    { agents: [{ ...plain, uses: 2 }] },
    { agents: [first] },
    { server },
    { syncLatencyMs },
  ];
  for (const core of cores) {
    yield { ...simplest, ...core };
    for (const faults of [...atOnce.faults.map((one) => [one]), ...pairs(atOnce.faults)])
      yield { ...simplest, ...core, faults };
  }
  yield paced(scenario, simplest.everyMs);
  yield shifted(scenario, simplest.everyMs);
  yield shifted({ ...simplest, agents, everyMs, faults: scenario.faults }, simplest.everyMs);
  yield { ...simplest, agents, everyMs, faults: scenario.faults };
}
