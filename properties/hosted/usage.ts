/** Recorded usage of one machine, played through a program in calm weather. */
import type { HttpMessage } from '../../hosting/network/http.js';
import type { WorldSpec } from '../../sim/world/spec.js';
import { EPOCH_MS, RIGHT_CLOCK } from '../pipeline/scenario/scenario.js';
import { agentName } from '../pipeline/protocol.js';
import type { RecordedUsage, UsageRun } from '../study/contract.js';
import type { HostedInput } from './protocol.js';
import type { ProgramScenario } from './scenario/scenario.js';
import { worldOf } from './world.js';

/** A program that looks at its queue every ten seconds has three million events in a year. */
const EVENTS_MAX = 20_000_000;

/** The world of one machine with these uses; every clock tells the dates of the usage. */
export function usageRun(
  world: Parameters<typeof worldOf>[0],
  simplest: ProgramScenario,
  { offsetMs, changes = [], startedAtMs, usesAtMs }: RecordedUsage,
): UsageRun<ProgramScenario, HttpMessage, HostedInput> {
  const uses = usesAtMs.length;
  const lastMs = usesAtMs.at(-1) ?? 0;
  const scenario: ProgramScenario = {
    ...simplest,
    agents: [{ ...RIGHT_CLOCK, offsetMs, uses }],
    // The run goes on for one pace after the last use.
    everyMs: Math.max(simplest.everyMs, Math.ceil((lastMs + 1) / (uses + 1))),
  };
  const build = (): WorldSpec<HttpMessage, HostedInput> => {
    const spec = worldOf({ ...world, usesAtMs }, scenario);
    return {
      ...spec,
      eventsMax: EVENTS_MAX,
      // A fault after the healing has no effect.
      healAt: Math.max(spec.healAt, (changes.at(-1)?.at ?? -1) + 1),
      faults: [
        ...spec.faults,
        ...changes.map(({ at, adjustment }) => ({
          kind: 'clock' as const,
          at,
          node: agentName(0),
          adjustment,
        })),
      ],
      nodes: spec.nodes.map((node) => ({
        ...node,
        clock: {
          ...node.clock,
          offsetMs: (node.clock?.offsetMs ?? 0) - EPOCH_MS + startedAtMs,
        },
      })),
    };
  };
  return { scenario, build };
}
