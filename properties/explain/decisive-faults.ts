/**
 * The faults of a scenario that decide a loss.
 *
 * Each fault is left out of the world by itself; if the loss is then avoided, the fault is named. A
 * study need not state which fields of its scenarios are faults.
 */
import type { Fault } from '../../sim/world/fault.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { faultWords } from '../words/fault.js';
import type { TraceEntry } from '../trace/recorder.js';
import type { Explanation } from './explanation.js';
import { avoidsViolation } from './avoids-violation.js';
import type { StoryFault } from './story-types.js';

/** True time of the fault, ms: a crash that waits for a sync comes later than stated. */
function happenedAt(fault: Fault, entries: readonly TraceEntry[]): number {
  if (fault.kind !== 'crash' || fault.intoSyncMs === undefined) return fault.at;
  const crash = entries.find(
    ({ atMs, what }) =>
      atMs >= fault.at &&
      what.kind === 'incident' &&
      what.incident.kind === 'fault' &&
      what.incident.fault.kind === 'crash' &&
      what.incident.fault.node === fault.node,
  );
  return crash?.atMs ?? fault.at;
}

/** @param runsMax largest number of faults to try; later ones are not named */
export function decisiveFaults<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  entries: readonly TraceEntry[],
  { violation, record }: Pick<Explanation, 'violation' | 'record'>,
  runsMax: number,
): readonly StoryFault[] {
  const { faults } = study.build(scenario);
  const without = (left: number): RunnableStudy<Scenario, Message, Input> => ({
    ...study,
    build: (built) => {
      const spec = study.build(built);
      return { ...spec, faults: spec.faults.filter((_, at) => at !== left) };
    },
  });
  const decides = (at: number): boolean => {
    try {
      return avoidsViolation(without(at), scenario, violation, record);
    } catch {
      // The fault cannot be left out, for instance because a schedule contains it.
      return false;
    }
  };
  return faults
    .slice(0, runsMax)
    .filter((_, at) => decides(at))
    .map((fault) => ({
      kind: fault.kind,
      atMs: happenedAt(fault, entries),
      node: fault.node,
      what: faultWords(fault),
    }));
}
