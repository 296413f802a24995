/** Reads the server's rows and an agent's reports, and bounds the error of a date. */
import type { OperatorReport } from '../../sim/model/node.js';
import type { Fault } from '../../sim/world/fault.js';
import { changesClock, clockErrorMs } from '../oracle/clock-errors.js';
import * as storeForward from '../../models/store-forward/index.js';
import type { Coverage, ShownRow } from '../study/contract.js';

type Scenario = storeForward.StoreForwardScenario;

export const shownRows = (view: unknown): readonly ShownRow[] =>
  (view as storeForward.View).rows.map(({ agent, item, record, at, endAt = at }) => ({
    key: `${agent}/${item}`,
    records: [record],
    uses: 1,
    startMs: at - storeForward.EPOCH_MS,
    endMs: endAt - storeForward.EPOCH_MS,
  }));

const isOf = (scenario: Scenario, { node }: Fault, name: string): boolean =>
  storeForward.machineOf(node, scenario.agents.length, 'faults') === name;

/** Rounds down: the oracle reads a clock in whole milliseconds, as its agent does. */
const ROUNDING_MS = 1;

const isChanged = ({ agents, faults }: Scenario): boolean =>
  faults.some(changesClock) || agents.some(({ driftPpm }) => driftPpm !== 0);

/**
 * Largest clock error of any agent in the scenario, ms. A row is dated by its agent's clock, so it
 * may be wrong by that much.
 */
export function dateToleranceMs(scenario: Scenario): number {
  const { agents } = scenario;
  if (!isChanged(scenario)) return Math.max(...agents.map(({ offsetMs }) => Math.abs(offsetMs)));
  const world = storeForward.worldOf(scenario);
  const names = agents.map((_, index) => storeForward.agentName(index));
  return clockErrorMs(world, names, world.endAt, storeForward.EPOCH_MS) + ROUNDING_MS;
}

/**
 * Coverage of an agent's report, which names the record that found no room. It is unfounded if
 * there was room.
 */
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
