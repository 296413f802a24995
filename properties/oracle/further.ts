/**
 * The properties that only some variants are judged by: they compare a run with another one, or look
 * at what a process does rather than at what becomes of records.
 */
import { HOT_LOOP } from '../../models/rules/hot-loop.js';
import type { Fates } from './fates.js';
import { violation } from './invariants.js';
import type { Fate, Violation } from './verdict.js';
import type { PropertyName } from '../study/contract.js';

const LOST: ReadonlySet<Fate> = new Set(['destroyed', 'stranded', 'lost-reported']);
const MISSING: ReadonlySet<Fate> = new Set([...LOST, 'excused', 'pending']);

/** Of a run what these properties need. */
interface Judged {
  readonly fates: Fates;
  readonly marks: ReadonlyMap<string, number>;
}

/** Of the same scenario with right clocks. */
interface RightRun {
  readonly metered: ReadonlyMap<number, unknown>;
  readonly fates: Fates;
}

/** Records that were lost, and that the run with right clocks delivers, by their fate. */
function lostToClocks(
  fates: Fates,
  rightRun: () => RightRun | undefined,
): ReadonlyMap<Fate, number[]> {
  const byFate = new Map<Fate, number[]>();
  const lost = fates.uncounted.filter(({ fate }) => LOST.has(fate));
  const right = lost.length === 0 ? undefined : rightRun();
  if (right === undefined) return byFate;
  const missing = new Set(
    right.fates.uncounted.filter(({ fate }) => MISSING.has(fate)).map(({ record }) => record),
  );
  for (const { record, fate } of lost)
    if (right.metered.has(record) && !missing.has(record))
      byFate.set(fate, [...(byFate.get(fate) ?? []), record]);
  return byFate;
}

/**
 * Violations of the properties that the variant is judged by besides the common ones.
 * @param rightRun plays the same scenario with right clocks; undefined: they are right already
 */
export function furtherViolations(
  also: readonly PropertyName[],
  { fates, marks }: Judged,
  rightRun: () => RightRun | undefined,
): readonly Violation[] {
  const found: Violation[] = [];
  // A process that spins is stopped, so what it still held says nothing.
  const loops = also.includes('no-hot-loop') ? (marks.get(HOT_LOOP) ?? 0) : 0;
  if (loops > 0)
    return [
      violation('no-hot-loop', 'pending', [], `${String(loops)} process(es) ran without a pause`),
    ];
  if (also.includes('clock-innocent'))
    for (const [fate, records] of lostToClocks(fates, rightRun))
      found.push(
        violation('clock-innocent', fate, records, 'lost; with right clocks they are delivered'),
      );
  return found;
}
