/** Whether a run spares a record what befell it in another. */
import type { Fates } from '../oracle/fates.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { Fate, Violation } from '../oracle/verdict.js';
import type { MeteredRecord, ScenarioBase, RunnableStudy } from '../study/contract.js';

/** Fates that are losses too: a run that ends in one of these does not spare the record. */
const LOST_SILENTLY: ReadonlySet<Fate> = new Set(['stranded', 'destroyed']);

/** Others are lost in the same way, this one is not. A counted record's violations name no fate. */
const isSpared = (tracer: number, fate: Fate, fates: Fates): boolean =>
  fate !== 'counted' && !fates.uncounted.some((one) => one.record === tracer && one.fate === fate);

/**
 * The same use happens in this scenario and does not meet the violation's fate.
 * @throws SkewproofError for a scenario that cannot be played, and whatever the study throws
 */
export function spares<Scenario extends ScenarioBase, Message, Input>(
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
    (sameFate.length === 0 || isSpared(record.record, fate, result.fates))
  );
}
