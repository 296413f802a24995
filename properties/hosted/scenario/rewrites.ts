/**
 * Plainer scenarios that may break in the same way: one machine with what befell it, a window of
 * weather or none, one or two faults, at the simplest pace. Single steps do not lead there.
 */
import type { Fault } from '../../../sim/world/fault.js';
import { agentName, SERVER } from '../../pipeline/protocol.js';
import { asSteps } from '../../pipeline/scenario/rewrites.js';
import { healAtMs, machineOf, RIGHT_CLOCK } from '../../pipeline/scenario/scenario.js';
import type { ProgramScenario } from './scenario.js';
import { turnsOf } from './page-turns.js';
import type { Weather } from './weather.js';

/** The faults of the server and of one machine, which stays as the first. */
function faultsWith({ agents, faults }: ProgramScenario, index: number): readonly Fault[] {
  const renamed = (name: string): string | undefined => {
    const machine = machineOf(name, agents.length, 'faults');
    if (machine === SERVER) return SERVER;
    return machine === agentName(index) ? agentName(0) : undefined;
  };
  return faults.flatMap((fault): readonly Fault[] => {
    const node = renamed(fault.node);
    const to = 'to' in fault ? renamed(fault.to) : node;
    if (node === undefined || to === undefined) return [];
    return ['to' in fault ? { ...fault, node, to } : { ...fault, node }];
  });
}

/** As long after the use before it as it was. */
function atPace(atMs: number, fromMs: number, toMs: number): number {
  const uses = Math.floor(atMs / fromMs);
  return uses * toMs + Math.min(atMs - uses * fromMs, toMs - 1);
}

function paced(scenario: ProgramScenario, everyMs: number): ProgramScenario {
  const { healAtMs: _, pages, ...rest } = scenario;
  const moved = (at: number): number => atPace(at, scenario.everyMs, everyMs);
  return {
    ...rest,
    everyMs,
    ...(pages === undefined ? {} : { pages: pages.map((one) => ({ ...one, at: moved(one.at) })) }),
    faults: scenario.faults.map((fault) => ({ ...fault, at: moved(fault.at) })),
    weather: scenario.weather.map((one) => ({ ...one, at: moved(one.at) })),
  };
}

/** The scenario with these turns of pages; no turn: without the field. */
function withPages(
  { pages: _, ...scenario }: ProgramScenario,
  pages: NonNullable<ProgramScenario['pages']>,
): ProgramScenario {
  return pages.length === 0 ? scenario : { ...scenario, pages };
}

/** None, each alone, two in order, all. */
const parts = <T>(list: readonly T[]): readonly (readonly T[])[] => [
  [],
  ...list.map((one) => [one]),
  ...list.flatMap((first, index) => list.slice(index + 1).map((second) => [first, second])),
  ...(list.length > 2 ? [list] : []),
];

export function* rewritesOf(
  scenario: ProgramScenario,
  simplest: ProgramScenario,
): Iterable<ProgramScenario> {
  yield* rewritten(scenario, simplest);
  const steps = asSteps(scenario);
  if (scenario.faults.some(({ kind }) => kind === 'synchronise')) yield* rewritten(steps, simplest);
}

function* rewritten(
  scenario: ProgramScenario,
  simplest: ProgramScenario,
): Iterable<ProgramScenario> {
  const { agents, seed, healAtMs: _, ...unhealed } = scenario;
  yield { ...unhealed, agents, seed };
  if (agents.length > 1)
    for (const [index, agent] of agents.entries())
      yield withPages(
        { ...scenario, agents: [agent], faults: faultsWith(scenario, index) },
        turnsOf(scenario.pages ?? [], agentName(index)),
      );
  const [first] = agents;
  if (first === undefined) return;
  yield { ...scenario, agents: agents.map(({ uses }) => ({ ...RIGHT_CLOCK, uses })) };
  const plain = { ...simplest, seed };
  const { faults, weather } = paced(
    { ...scenario, faults: faultsWith(scenario, 0) },
    plain.everyMs,
  );
  const machines = [
    { ...RIGHT_CLOCK, uses: 1 },
    { ...RIGHT_CLOCK, uses: 2 },
    { ...first, uses: 2 },
    first,
  ];
  for (const agent of machines)
    for (const windows of [[], ...weather.map((one): readonly Weather[] => [one]), weather])
      for (const some of parts(faults))
        yield { ...plain, agents: [agent], weather: windows, faults: some };
  for (const agent of machines) {
    const outage: Weather = {
      kind: 'refused',
      at: 0,
      forMs: healAtMs({ ...plain, agents: [agent] }),
    };
    yield { ...plain, agents: [agent], weather: [outage] };
  }
  yield { ...plain, agents: [first], server: scenario.server, weather, faults };
  yield paced(scenario, plain.everyMs);
}
