/**
 * Options by which the records of a run are judged: one place, since a run and a check must agree
 * (decision 8).
 */
import type { WorldSpec } from '../../sim/world/spec.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import type { FateOptions } from './fates.js';

/** @param complete the run reached its end, and the console was looked at after the faults */
export function fateOptions<S extends ScenarioBase, M, I>(
  study: RunnableStudy<S, M, I>,
  scenario: S,
  { nodes }: Pick<WorldSpec<M, I>, 'nodes'>,
  complete: boolean,
): FateOptions {
  const latencies = new Map(nodes.map((node) => [node.name, node.syncLatencyMs ?? 0]));
  return {
    syncLatencyMs: (node) => latencies.get(node) ?? 0,
    dateToleranceMs: study.dateToleranceMs(scenario),
    statedErrorMsMax: study.statedErrorMsMax?.(scenario) ?? Infinity,
    complete,
  };
}
