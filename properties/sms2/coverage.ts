/**
 * Maps a report of the fix to the records that it accounts for, and checks it against the scenario.
 * A gap requires a replaced disk; a record not kept requires a lack of room or a deleted log.
 */
import type { OperatorReport } from '../../sim/model/node.js';
import type { Fault } from '../../sim/world/fault.js';
import * as sms2 from '../../models/sms2/index.js';
import type { Coverage } from '../study/contract.js';

const machineOf = (fault: Fault, clients: number): string => {
  const index = /^client-(\d+)$/.exec(fault.node)?.[1];
  return index === undefined ? fault.node : sms2.clientName((Number(index) - 1) % clients);
};

/** The last time up to `atMs` at which the machine's disk was replaced; -1 if it never was. */
function replacedMs({ faults, clients }: sms2.Sms2Scenario, node: string, atMs: number): number {
  const of = faults.filter((fault) => machineOf(fault, clients.length) === node);
  let last = -1;
  for (const fault of of) {
    if (fault.at > atMs) continue;
    const image =
      fault.kind === 'restore' && of.some(({ kind, at }) => kind === 'snapshot' && at <= fault.at);
    if (fault.kind === 'wipe' || image) last = Math.max(last, fault.at);
  }
  return last;
}

const lastReplacedMs = (
  scenario: sms2.Sms2Scenario,
  nodes: readonly string[],
  atMs: number,
): number => Math.max(...nodes.map((node) => replacedMs(scenario, node, atMs)));

/** True if an operator deleted the client's log up to `atMs`. */
const deletedLog = (scenario: sms2.Sms2Scenario, node: string, atMs: number): boolean =>
  scenario.actions.some(
    (action) =>
      action.kind === 'delete-log' &&
      sms2.actedAtMs(action, scenario) <= atMs &&
      sms2.clientName(action.client % scenario.clients.length) === node,
  );

/**
 * True if, up to `atMs`, a record of the client may have found no room or may have been deleted.
 */
function mayLackRoom(scenario: sms2.Sms2Scenario, node: string, atMs: number): boolean {
  const { clients, faults, logCapacity } = scenario;
  const index = clients.findIndex((_, one) => sms2.clientName(one) === node);
  const uses = (scenario.uses ?? []).filter((use) => use.client % clients.length === index).length;
  if (logCapacity > 0 && (clients[index]?.sessions ?? 0) + uses > logCapacity) return true;
  if (
    faults.some(
      (fault) =>
        fault.kind === 'disk-full' && fault.at <= atMs && machineOf(fault, clients.length) === node,
    )
  )
    return true;
  return deletedLog(scenario, node, atMs);
}

/**
 * True if a report may rightly name delivered records: those of a deleted log, whose delivery neither
 * its agent has heard of nor a server with another disk remembers.
 */
const mayNameDelivered = (scenario: sms2.Sms2Scenario, node: string, atMs: number): boolean =>
  deletedLog(scenario, node, atMs) &&
  lastReplacedMs(scenario, sms2.serverNames(scenario), atMs) >= 0;

/**
 * Coverage of a report. Only the fix reports: losses that the agent can name, and gaps that the
 * server can count.
 */
export function coverage(
  { name, records, details }: OperatorReport,
  scenario: sms2.Sms2Scenario,
  atMs: number,
): Coverage | undefined {
  const node = String(details['client']);
  const { count } = details;
  // The agent numbers what it could not keep, so the number that the operator reads is exact.
  const stated = typeof count === 'number' ? { stated: count, exact: true as const } : {};
  if (name === sms2.NOT_KEPT_REPORT) {
    if (mayNameDelivered(scenario, node, atMs))
      return { by: 'mention', node, records: records ?? [] };
    return mayLackRoom(scenario, node, atMs)
      ? { by: 'records', node, records: records ?? [], ...stated }
      : {
          by: 'unfounded',
          node,
          why: `records of ${node} are said not to be kept, but there was room`,
        };
  }
  if (name !== sms2.GAP_REPORT) return undefined;
  // A gap arises between two machines: the client, and the server that keeps its history.
  const machines = [node, ...sms2.serverNames(scenario)];
  const usedUntilMs = lastReplacedMs(scenario, machines, atMs);
  if (usedUntilMs < 0)
    return {
      by: 'unfounded',
      node,
      why: `records of ${node} are said to be missing, but neither its disk nor a metering server's was replaced`,
    };
  return typeof count === 'number'
    ? { by: 'count', node, count, usedUntilMs }
    : { by: 'unknown', node, usedUntilMs };
}
