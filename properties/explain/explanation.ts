/** The explanation of a violation, as one run shows it: plain data. */
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

export interface Explanation {
  readonly violation: Violation;
  /** Other properties that the same loss of the same records breaks. */
  readonly alsoBreaks: readonly PropertyName[];
  readonly record: MeteredRecord | undefined;
  /** The last node that held a copy. */
  readonly holder: string | undefined;
  /** The event that ended the last copy, for a destroyed record. */
  readonly endedBy: Moment | undefined;
  /** The comparison that decided the record's fate. */
  readonly decided: DecidedAt | undefined;
  /** Identity of the loss: it stays the same while a counterexample shrinks. */
  readonly fingerprint: string;
}

/** Everything known of a violation without running it again. */
export const unexplained = (violation: Violation): Explanation => ({
  violation,
  alsoBreaks: [],
  record: undefined,
  holder: undefined,
  endedBy: undefined,
  decided: undefined,
  fingerprint: `${violation.property} | ${violation.fate}`,
});
