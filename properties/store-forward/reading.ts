/** How the server's rows and an agent's reports are read, and how right a date must be. */
import type { OperatorReport } from '../../sim/model/node.js';
import type { Fault } from '../../sim/world/fault.js';
import * as storeForward from '../../models/store-forward/index.js';
import type { Coverage, ShownRow } from '../study/contract.js';

type Scenario = storeForward.StoreForwardScenario;

export const shownRows = (view: unknown): readonly ShownRow[] =>
  (view as storeForward.View).rows.map(({ agent, item, record, at }) => ({
    key: `${agent}/${item}`,
    records: [record],
    uses: 1,
    startMs: at - storeForward.EPOCH_MS,
    endMs: at - storeForward.EPOCH_MS,
  }));

const isOf = (scenario: Scenario, { node }: Fault, name: string): boolean =>
  storeForward.machineOf(node, scenario.agents.length, 'faults') === name;

/** How far a machine's clock can be off in this scenario, ms. */
function clockErrorMs(scenario: Scenario, name: string, offsetMs: number, ppm: number): number {
  let errorMs = Math.abs(offsetMs);
  let driftPpm = Math.abs(ppm);
  for (const fault of scenario.faults) {
    if (fault.kind !== 'clock' || !isOf(scenario, fault, name)) continue;
    const { adjustment } = fault;
    if (adjustment.kind === 'drift') driftPpm = Math.max(driftPpm, Math.abs(adjustment.driftPpm));
    else if (adjustment.kind === 'set') errorMs += Math.abs(adjustment.toMs);
    else errorMs += Math.abs(adjustment.byMs);
  }
  const driftMs = Math.ceil((storeForward.durationMs(scenario) * driftPpm) / 1_000_000);
  // A clock reads whole milliseconds, and each adjustment begins at one.
  return driftMs === 0 ? errorMs : errorMs + driftMs + 1 + scenario.faults.length;
}

/**
 * A row is dated by its agent's clock, so it may be off by as much as that clock: the largest error
 * that any agent's clock can have in the scenario.
 */
export function dateToleranceMs(scenario: Scenario): number {
  const { agents, server, faults } = scenario;
  const serverMs = clockErrorMs(scenario, storeForward.SERVER, server.offsetMs, server.driftPpm);
  const synchronised = faults.some(({ kind }) => kind === 'synchronise');
  const errors = agents.map(({ offsetMs, driftPpm }, index) =>
    clockErrorMs(scenario, storeForward.agentName(index), offsetMs, driftPpm),
  );
  return Math.max(...errors) + (synchronised ? serverMs : 0);
}

/** An agent's report names the record that it had no room for; was there reason to? */
export function coverage(
  { name, records = [], details }: OperatorReport,
  scenario: Scenario,
  atMs: number,
): Coverage | undefined {
  if (name !== storeForward.NOT_KEPT_REPORT) return undefined;
  const node = String(details['agent']);
  const { agents, logCapacity, faults } = scenario;
  const made = agents.find((_, index) => storeForward.agentName(index) === node)?.records ?? 0;
  const mayLackRoom =
    (logCapacity > 0 && made > logCapacity) ||
    faults.some(
      (fault) => fault.kind === 'disk-full' && fault.at <= atMs && isOf(scenario, fault, node),
    );
  return mayLackRoom
    ? { by: 'records', node, records }
    : {
        by: 'unfounded',
        node,
        why: `a record of ${node} is said not to be kept, but there was room`,
      };
}
