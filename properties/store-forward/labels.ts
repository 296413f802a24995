/** Bands in which the statistics group explored scenarios. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import type * as storeForward from '../../models/store-forward/index.js';
import {
  bandOf,
  distinct,
  faultLabel,
  linkLabels,
  OFFSET_BANDS,
  SIZE_BANDS,
} from '../study/bands.js';
import type { Band } from '../study/bands.js';

const PAUSES: readonly Band[] = [
  [MINUTE_MS, 'up to a minute'],
  [HOUR_MS, 'up to an hour'],
  [DAY_MS, 'up to a day'],
  [Infinity, 'over a day'],
];

const none = (names: readonly string[]): readonly string[] =>
  names.length === 0 ? ['none'] : distinct(names);

export function labelsOf(
  scenario: storeForward.StoreForwardScenario,
): Readonly<Record<string, readonly string[]>> {
  const { agents, network, faults, logCapacity, everyMs, zone } = scenario;
  const links = linkLabels(network);
  const machines = faults.map((fault) => {
    const kind = faultLabel(fault);
    return fault.node === 'server' ? `server ${kind}` : kind;
  });
  return {
    'agent offset': distinct(agents.map(({ offsetMs }) => bandOf(offsetMs, OFFSET_BANDS))),
    records: [
      bandOf(
        agents.reduce((sum, agent) => sum + agent.records, 0),
        SIZE_BANDS,
      ),
    ],
    'log capacity': [logCapacity === 0 ? 'no limit' : bandOf(logCapacity, SIZE_BANDS)],
    'between records': [bandOf(everyMs, PAUSES)],
    'clock change': [zone.byMinutes === 0 ? 'none' : zone.byMinutes > 0 ? 'spring' : 'autumn'],
    agents: [agents.length === 1 ? '1' : '2 to 3'],
    fault: none([...links, ...machines]),
  };
}
