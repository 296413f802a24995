/** The scope of an exhaustive check of a pipeline. A path of the check reads as a scenario. */
import type { Intervention, Scope, ScopeOptions } from '../study/scope.js';
import type { FaultName } from './scenario/faults.js';
import { agentName, SERVER } from './protocol.js';
import type { Input } from './protocol.js';
import { DIRECT_LINK, RIGHT_CLOCK, simplestOf } from './scenario/scenario.js';
import type { PipelineScenario } from './scenario/scenario.js';
import { inOrderOfNames } from './server.js';
import { itemOf, TRACERS_PER_AGENT } from './world.js';

interface ScopeSettings {
  readonly study: string;
  /** True time up to which the adversary acts, ms. */
  readonly horizonMs: number;
  readonly faults: readonly FaultName[];
}

export function scopeOf(
  { study, horizonMs, faults }: ScopeSettings,
  options: ScopeOptions,
): Scope<PipelineScenario, Input> {
  const simplest = simplestOf(study)(options.variant);
  const agents = Array.from({ length: options.clients }, (_, index) => agentName(index));
  const usesOf = (agent: string): Intervention<Input> => ({
    node: agent,
    inputs: (number) => [
      // Numbered after every agent's own.
      {
        kind: 'use',
        record: agents.length * TRACERS_PER_AGENT + number,
        agent,
        item: itemOf(number),
      },
    ],
  });
  return {
    uses: agents.map(usesOf),
    actions: [{ node: SERVER, inputs: () => [{ kind: 'look' }] }],
    crashes: [
      ...(faults.includes('crash') ? agents : []),
      ...(faults.includes('server-crash') ? [SERVER] : []),
    ],
    clocks: faults.includes('clock') ? agents : [],
    symmetric: agents,
    horizonMs,
    canonicalised: inOrderOfNames,
    scripted: (script) => ({
      ...simplest,
      agents: agents.map((agent) => ({
        ...RIGHT_CLOCK,
        offsetMs: script.offsetsMs[agent] ?? 0,
        uses: 0,
      })),
      link: { ...DIRECT_LINK, ordered: false },
      faults: script.faults,
      healAtMs: script.healAt,
      schedule: { ...script.schedule, inputs: script.inputs },
    }),
  };
}
