/** Warnings about a check that could not have found a loss, as a campaign has them. */
import { warningsOf } from '../../oracle/copy-watch.js';
import type { Copies } from '../../oracle/copy-watch.js';
import { eachTracer, tracerFieldsOf } from '../../oracle/tracers.js';
import type { ScenarioBase, TracerFields } from '../../study/contract.js';
import type { Searched } from '../search/search.js';
import type { StudySystem } from '../search/system.js';

/** True if any of the values has a copy of any of the records; stops at the first. */
function hasCopy(
  values: Iterable<unknown>,
  records: ReadonlySet<number>,
  fields: TracerFields,
): boolean {
  const seen = new Set<number>();
  for (const value of values) {
    eachTracer(value, (tracer) => seen.add(tracer), fields);
    if ([...seen].some((tracer) => records.has(tracer))) return true;
  }
  return false;
}

/** Warnings about a finished search; empty: there are none. */
export function checkWarnings<S extends ScenarioBase, M, I>(
  system: StudySystem<S, M, I>,
  { ended, judged }: Searched,
): readonly string[] {
  const { metered } = system.endVerdicts;
  const fields = tracerFieldsOf(system.study);
  const data = system.nodeStates.parts.models.data();
  const copies: Copies =
    metered.size === 0 ? 'unknown' : hasCopy(data, metered, fields) ? 'seen' : 'unseen';
  // A search that ended before its time has not seen every use.
  const runs = ended === 'exhausted' || ended === 'steps' ? judged : 0;
  return warningsOf({ runs, records: metered.size }, copies, fields);
}
