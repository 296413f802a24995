/** The bands in which the statistics say what was explored. */
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from '../../sim/model/time.js';
import { bandOf, distinct, faultLabel, linkLabels } from '../study/bands.js';
import type { Band } from '../study/bands.js';
import { SERVER } from './protocol.js';
import { LIMITS } from './scenario.js';
import type { PipelineScenario } from './scenario.js';

const OFFSETS: readonly Band[] = [
  [-YEAR_MS, 'behind by years'],
  [-DAY_MS, 'behind by days'],
  [-1, 'behind by up to a day'],
  [0, 'right'],
  [DAY_MS, 'ahead by up to a day'],
  [YEAR_MS, 'ahead by days'],
  [Infinity, 'ahead by years'],
];

const SIZES: readonly Band[] = [
  [0, '0'],
  [1, '1'],
  [10, '2 to 10'],
  [Infinity, '11 and more'],
];

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
    'agent offset': distinct(agents.map(({ offsetMs }) => bandOf(offsetMs, OFFSETS))),
    'server offset': [bandOf(server.offsetMs, OFFSETS)],
    uses: [
      bandOf(
        agents.reduce((sum, agent) => sum + agent.uses, 0),
        SIZES,
      ),
    ],
    'between uses': [bandOf(everyMs, PAUSES)],
    agents: [agents.length === 1 ? '1' : `2 to ${String(LIMITS.agents)}`],
    fault: all.length === 0 ? ['none'] : distinct(all),
  };
}
