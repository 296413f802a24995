/** The explanation of a violation, as one run shows it: plain data, by kind of finding. */
import type { Decision } from '../../sim/model/node.js';
import type { MeteredRecord, PropertyName } from '../study/contract.js';
import type { Violation } from '../oracle/verdict.js';

export interface Moment {
  readonly atMs: number;
  readonly node: string;
  /** The event in short, for instance `input remove` or `timer due`. */
  readonly event: string;
}

export interface DecidedAt {
  readonly atMs: number;
  readonly node: string;
  readonly decision: Decision;
}

interface ExplainedViolation {
  readonly violation: Violation;
  /** Other properties that the same loss of the same records breaks. */
  readonly alsoBreaks: readonly PropertyName[];
  /** Identity of the loss: it stays the same while a counterexample shrinks. */
  readonly fingerprint: string;
}

/** No copy of the record is left. */
interface DestroyedExplanation extends ExplainedViolation {
  readonly kind: 'destroyed';
  readonly record: MeteredRecord | undefined;
  /** The last node that held a copy. */
  readonly holder: string | undefined;
  /** The event that ended the last copy. */
  readonly endedBy: Moment | undefined;
  /** The comparison that decided the record's fate. */
  readonly decided: DecidedAt | undefined;
}

/** A node or a link still holds the record at the end of the run. */
interface StrandedExplanation extends ExplainedViolation {
  readonly kind: 'stranded';
  readonly record: MeteredRecord | undefined;
  /** The first node or link that holds a copy. */
  readonly holder: string | undefined;
  readonly endedBy?: never;
  /** The comparison that decided the record's fate. */
  readonly decided: DecidedAt | undefined;
}

/** The record is not lost: it is misdated, duplicated, or its report is wrong. No comparison decides. */
interface ShownExplanation extends ExplainedViolation {
  readonly kind: 'misdated' | 'other';
  /** `undefined` if the row shows a record that was never metered. */
  readonly record: MeteredRecord | undefined;
  readonly holder?: never;
  readonly endedBy?: never;
  readonly decided?: never;
}

/** The violation names no record, or no run explains it. */
interface BareExplanation extends ExplainedViolation {
  readonly kind: 'unexplained';
  readonly record?: never;
  readonly holder?: never;
  readonly endedBy?: never;
  readonly decided?: never;
}

export type Explanation =
  DestroyedExplanation | StrandedExplanation | ShownExplanation | BareExplanation;

/** Everything known of a violation without running it again. */
export const unexplained = (violation: Violation): Explanation => ({
  kind: 'unexplained',
  violation,
  alsoBreaks: [],
  fingerprint: `${violation.property} | ${violation.fate}`,
});
