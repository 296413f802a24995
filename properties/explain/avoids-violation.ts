/** Decides if a run avoids the violation that a record met in another run. */
import type { Fates } from '../oracle/fates.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { Fate, Violation } from '../oracle/verdict.js';
import type {
  MeteredRecord,
  PropertyName,
  ScenarioBase,
  RunnableStudy,
} from '../study/contract.js';

/** Fates that are losses too: a run that ends in one of these does not avoid the loss. */
const LOST_SILENTLY: ReadonlySet<Fate> = new Set(['stranded', 'destroyed']);

/**
 * Properties about looks at the console. Most rows that vanish are lost by that, and a run in which
 * none vanishes shows what the comparison decides, even if the record is lost later.
 */
const OF_LOOKS: ReadonlySet<PropertyName> = new Set(['console-monotone']);

/** True if the record is one of those that break the property, though only the first are named. */
const concerns = (
  { records, count, fate }: Violation,
  tracer: number,
  { uncounted }: Fates,
): boolean =>
  records.includes(tracer) ||
  (count > records.length &&
    (fate === 'counted' || uncounted.some((one) => one.record === tracer && one.fate === fate))) ||
  // A false report by count names no record: it may be this one.
  count === 0;

/**
 * True if the same use happens in this scenario, and the property holds for its record.
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
  const broken = result.violations.filter((one) => one.property === property);
  if (record === undefined) return broken.every((one) => one.fate !== fate);
  const used = ledger.metered.get(record.record);
  const isLost = (): boolean =>
    result.fates.uncounted.some(
      (one) => one.record === record.record && LOST_SILENTLY.has(one.fate),
    );
  return (
    used?.key === record.key &&
    used.startMs === record.startMs &&
    used.endMs === record.endMs &&
    (OF_LOOKS.has(property) || !isLost()) &&
    !broken.some((one) => concerns(one, record.record, result.fates))
  );
}
