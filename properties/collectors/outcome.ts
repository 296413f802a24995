/** The outcomes of an agent at a collector. */
import type { RunResult } from '../oracle/judged-run.js';

/** The outcome of a run, from best to worst. */
export const OUTCOMES = [
  'kept',
  'misdated',
  'reported',
  'duplicated',
  'misreported',
  'lost',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const isWorse = (a: Outcome, b: Outcome): boolean =>
  OUTCOMES.indexOf(a) > OUTCOMES.indexOf(b);

/** Outcomes that no report shows: only a search does. */
export const isSilent = (outcome: Outcome): boolean => isWorse(outcome, 'reported');

/** The outcome of a run: that of its worst record. */
export function outcomeOf({ fates: { totals }, violations }: RunResult): Outcome {
  if (totals.destroyed + totals.stranded + totals.pending > 0) return 'lost';
  // A record that was reported as lost, and is on the bill.
  if (violations.some(({ property }) => property === 'reports-true')) return 'misreported';
  if (totals.duplicated + totals.phantom > 0) return 'duplicated';
  if (totals['lost-reported'] > 0) return 'reported';
  return totals.misdated > 0 ? 'misdated' : 'kept';
}
