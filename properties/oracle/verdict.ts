/**
 * Verdicts on runs and campaigns, from best to worst. Each kind has an exit code and a wording of
 * its own.
 */
import type { PropertyName } from '../study/contract.js';

/**
 * Verdicts from best to worst. A composition is as bad as its worst part, and an unknown never
 * passes.
 * @since 0.1.0
 */
export const VERDICT_KINDS = [
  'pass',
  'vacuous',
  'unknown',
  'out-of-budget',
  'not-live',
  'violation',
  'nondeterminism',
  'harness-error',
] as const;

/**
 * The verdict on a run or a campaign.
 * @since 0.1.0
 */
export type VerdictKind = (typeof VERDICT_KINDS)[number];

export const worstOf = (kinds: readonly VerdictKind[]): VerdictKind =>
  kinds.reduce<VerdictKind>(
    (worst, kind) => (VERDICT_KINDS.indexOf(kind) > VERDICT_KINDS.indexOf(worst) ? kind : worst),
    'pass',
  );

/**
 * The final state of a metered record.
 * @since 0.1.0
 */
export type Fate =
  | 'counted'
  | 'duplicated'
  | 'misdated'
  | 'pending'
  | 'lost-reported'
  | 'excused'
  /** A copy exists, and no node moves it: lost silently. */
  | 'stranded'
  /** No copy exists: lost silently. */
  | 'destroyed'
  /** Shown, but never used. */
  | 'phantom';

/**
 * One property broken in one run, by records that share one fate.
 * @since 0.1.0
 */
export interface Violation {
  readonly property: PropertyName;
  readonly kind: 'violation' | 'not-live';
  readonly fate: Fate;
  /** Tracers in order; the first ones only if there are many. */
  readonly records: readonly number[];
  /** Number of records in all. */
  readonly count: number;
  readonly detail: string;
}

export const verdictOf = (violations: readonly Violation[]): VerdictKind =>
  worstOf(violations.map((violation) => violation.kind));

/** Fates that several properties forbid: several violations by the same records are one failure. */
const LOST: ReadonlySet<Fate> = new Set(['stranded', 'destroyed']);

const sameLoss = (a: Violation, b: Violation): boolean =>
  LOST.has(a.fate) &&
  a.fate === b.fate &&
  a.count === b.count &&
  a.records.length > 0 &&
  a.records.join() === b.records.join();

/** One violation per failure of a run: of several for the same loss, the first. */
export const kindsIn = (violations: readonly Violation[]): readonly Violation[] =>
  violations.filter(
    (violation, at) => !violations.slice(0, at).some((earlier) => sameLoss(earlier, violation)),
  );

/** Other properties that the same loss breaks. */
export const alsoBrokenBy = (
  violation: Violation,
  violations: readonly Violation[],
): readonly PropertyName[] =>
  violations
    .filter((other) => other.property !== violation.property && sameLoss(other, violation))
    .map(({ property }) => property);
