/**
 * What a campaign found, as plain data: each kind of failure once, shrunk and diagnosed where the
 * campaign ran, so that whoever prints it runs nothing.
 */
import type { Explanation } from '../explain/explained.js';
import type { Story } from '../explain/story-types.js';
import type { Minimised } from '../shrink/minimised.js';
import type { RecordedRun } from '../trace/recorded-run.js';
import type { PropertyName } from '../study/contract.js';
import type { VerdictKind } from '../oracle/verdict.js';
import type { Statistics } from './statistics.js';

/**
 * One way to lose records, under its fingerprint: the run that showed it, and the minimal
 * scenario.
 * @since 0.1.0
 */
export interface Finding<Scenario> {
  readonly fingerprint: string;
  /** Number of the run that first showed it, from 1. */
  readonly foundAtRun: number;
  readonly found: Scenario;
  readonly explanation: Explanation;
  /** Undefined when shrinking was switched off. */
  readonly minimal: Minimised<Scenario> | undefined;
  /** Why the record of the smallest scenario was lost. Undefined when diagnosis was switched off. */
  readonly story: Story | undefined;
  /** Trace hash of the smallest scenario's run. Undefined when diagnosis was switched off. */
  readonly hash: string | undefined;
}

/**
 * The runs of a finding, kept whole, for diagrams.
 * @since 0.1.0
 */
export interface RecordedFinding {
  /** The run that loses the record. */
  readonly run: RecordedRun;
  /** The nearest one that does not, with the same record followed. */
  readonly twin?: RecordedRun;
}

/**
 * The result of a campaign: its verdict, each distinct finding once, and statistics.
 * @since 0.1.0
 */
export interface Exploration<Scenario> {
  readonly verdict: VerdictKind;
  readonly reason?: string;
  readonly findings: readonly Finding<Scenario>[];
  readonly statistics: Statistics;
  /** What makes the campaign suspicious although no verdict does, in words. Absent: nothing. */
  readonly warnings?: readonly string[];
  /** Of a guided campaign: scenarios that took too many events and were given up; they are no runs. */
  readonly givenUp?: number;
}

/** The scenario to show, and what explains its loss: the smallest one, where there is one. */
export const shownOf = <Scenario>({
  found,
  explanation,
  minimal,
}: Pick<Finding<Scenario>, 'found' | 'explanation' | 'minimal'>): {
  readonly scenario: Scenario;
  readonly explanation: Explanation;
} => minimal ?? { scenario: found, explanation };

/** Whether the finding breaks the property: by what it is called after, or besides. */
export const breaks = (
  { explanation }: Pick<Finding<unknown>, 'explanation'>,
  property: PropertyName,
): boolean =>
  explanation.violation.property === property || explanation.alsoBreaks.includes(property);
