/** Bands in which the statistics group explored scenarios. */
import { HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import {
  bandOf,
  distinct,
  faultLabel,
  linkLabels,
  OFFSET_BANDS,
  SIZE_BANDS,
} from '../../study/bands.js';
import type { Band } from '../../study/bands.js';
import { SERVER } from '../protocol.js';
import { LIMITS } from './scenario.js';
import type { PipelineScenario } from './scenario.js';

const PAUSES: readonly Band[] = [
  [MINUTE_MS, 'up to a minute'],
  [HOUR_MS, 'up to an hour'],
  [Infinity, 'over an hour'],
];

export function labelsOf(scenario: PipelineScenario): Readonly<Record<string, readonly string[]>> {
  const { agents, server, everyMs, link, faults } = scenario;
  const machines = faults.map((fault) => {
    const kind = faultLabel(fault);
    return fault.node === SERVER ? `server ${kind}` : kind;
  });
  const all = [...linkLabels(link), ...machines];
  return {
    'agent offset': distinct(agents.map(({ offsetMs }) => bandOf(offsetMs, OFFSET_BANDS))),
    'server offset': [bandOf(server.offsetMs, OFFSET_BANDS)],
    uses: [
      bandOf(
        agents.reduce((sum, agent) => sum + agent.uses, 0),
        SIZE_BANDS,
      ),
    ],
    'between uses': [bandOf(everyMs, PAUSES)],
    agents: [agents.length === 1 ? '1' : `2 to ${String(LIMITS.agents)}`],
    fault: all.length === 0 ? ['none'] : distinct(all),
  };
}
