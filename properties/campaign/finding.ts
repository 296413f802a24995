/**
 * Findings of a campaign, as plain data.
 *
 * Each kind of failure occurs once, shrunk and diagnosed where the campaign ran: printing it needs
 * no run.
 */
import type { Explanation } from '../explain/explanation.js';
import type { Story } from '../explain/story-types.js';
import type { Minimised } from '../shrink/minimised.js';
import type { RecordedRun } from '../trace/recorded-run.js';
import type { PropertyName } from '../study/contract.js';
import type { VerdictKind } from '../oracle/verdict.js';
import type { Statistics } from './statistics.js';

/**
 * One way to lose records, identified by its fingerprint, with the run that showed it and the
 * minimal scenario.
 * @since 0.1.0
 */
export interface Finding<Scenario> {
  readonly fingerprint: string;
  /** Number of the run that first showed it, from 1. */
  readonly foundAtRun: number;
  readonly found: Scenario;
  readonly explanation: Explanation;
  /** `undefined` if shrinking was disabled. */
  readonly minimal: Minimised<Scenario> | undefined;
  /** Story of the smallest scenario's loss. `undefined` if diagnosis was disabled. */
  readonly story: Story | undefined;
  /** Trace hash of the smallest scenario's run. `undefined` if diagnosis was disabled. */
  readonly hash: string | undefined;
}

/**
 * Complete recordings of a finding's runs, for diagrams.
 * @since 0.1.0
 */
export interface RecordedFinding {
  /** The run that loses the record. */
  readonly run: RecordedRun;
  /** The nearest passing run, with the same record followed. */
  readonly twin?: RecordedRun;
}

/**
 * Result of a campaign: its verdict, each distinct finding once, and statistics.
 * @since 0.1.0
 */
export interface Exploration<Scenario> {
  readonly verdict: VerdictKind;
  readonly reason?: string;
  /**
   * Set if a model or the study broke its contract, which ended the search: the error's code, what
   * was found, and where.
   */
  readonly refusal?: string;
  readonly findings: readonly Finding<Scenario>[];
  readonly statistics: Statistics;
  /** Reasons for distrust that no verdict expresses, in words. Absent: none. */
  readonly warnings?: readonly string[];
  /**
   * Number of scenarios that a guided campaign gave up for too many events; they count as no runs.
   */
  readonly givenUp?: number;
}

/** The scenario to show, with its explanation: the smallest one, if there is one. */
export const shownOf = <Scenario>({
  found,
  explanation,
  minimal,
}: Pick<Finding<Scenario>, 'found' | 'explanation' | 'minimal'>): {
  readonly scenario: Scenario;
  readonly explanation: Explanation;
} => minimal ?? { scenario: found, explanation };

/** True if the finding breaks the property, by name or as a further consequence. */
export const breaks = (
  { explanation }: Pick<Finding<unknown>, 'explanation'>,
  property: PropertyName,
): boolean =>
  explanation.violation.property === property || explanation.alsoBreaks.includes(property);
