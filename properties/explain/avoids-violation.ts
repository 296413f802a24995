/** Decides if a run avoids the violation that a record met in another run. */
import type { Fates } from '../oracle/fates.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { Fate, Violation } from '../oracle/verdict.js';
import type { MeteredRecord, ScenarioBase, RunnableStudy } from '../study/contract.js';

/** Fates that are losses too: a run that ends in one of these does not avoid the loss. */
const LOST_SILENTLY: ReadonlySet<Fate> = new Set(['stranded', 'destroyed']);

/**
 * True if the record does not have the fate, even if others do. Violations by counted records name
 * no fate.
 */
const hasOtherFate = (tracer: number, fate: Fate, fates: Fates): boolean =>
  fate !== 'counted' && !fates.uncounted.some((one) => one.record === tracer && one.fate === fate);

/**
 * True if the same use happens in this scenario and the violation does not.
 * @throws SkewproofError for a scenario that cannot be played, and any error that the study throws
 */
export function avoidsViolation<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  { property, fate }: Violation,
  record: MeteredRecord | undefined,
): boolean {
  const { result, ledger } = judgedRun(study, scenario);
  if (result.reason !== undefined) return false;
  const sameFate = result.violations.filter(
    (one) => one.property === property && one.fate === fate,
  );
  if (record === undefined) return sameFate.length === 0;
  const used = ledger.metered.get(record.record);
  return (
    used?.key === record.key &&
    used.startMs === record.startMs &&
    used.endMs === record.endMs &&
    !result.fates.uncounted.some(
      (one) => one.record === record.record && LOST_SILENTLY.has(one.fate),
    ) &&
    (sameFate.length === 0 || hasOtherFate(record.record, fate, result.fates))
  );
}
