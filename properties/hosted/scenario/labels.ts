/** The bands in which the statistics say what was explored. */
import {
  bandOf,
  distinct,
  faultLabel,
  linkLabels,
  OFFSET_BANDS,
  SIZE_BANDS,
} from '../../study/bands.js';
import type { ProgramScenario } from './scenario.js';

export function labelsOf(scenario: ProgramScenario): Readonly<Record<string, readonly string[]>> {
  const { agents, server, link, weather, faults, pages = [] } = scenario;
  const uses = agents.reduce((sum, agent) => sum + agent.uses, 0);
  const http = weather.map((one) => (one.kind === 'status' ? `status ${one.status}` : one.kind));
  const all = [
    ...linkLabels(link).filter((label) => label !== 'latency'),
    ...faults.map(faultLabel),
    ...pages.map(({ kind }) => `page ${kind}`),
  ];
  return {
    'machine offset': distinct(agents.map(({ offsetMs }) => bandOf(offsetMs, OFFSET_BANDS))),
    'server offset': [bandOf(server.offsetMs, OFFSET_BANDS)],
    uses: [bandOf(uses, SIZE_BANDS)],
    http: http.length === 0 ? ['served'] : distinct(http),
    fault: all.length === 0 ? ['none'] : distinct(all),
  };
}
