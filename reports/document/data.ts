/**
 * A verification as plain JSON, from which every rendering (JSON, JUnit, Markdown, HTML) is made.
 * The JSON Schema of it is in schema.ts.
 */
import type { Statistics } from '../../properties/campaign/statistics.js';
import type { Outcome } from '../../properties/collectors/outcome.js';
import type { Story } from '../../properties/explain/story-types.js';
import type { FrontierMap } from '../../properties/frontier/types.js';
import type { Fate, VerdictKind } from '../../properties/oracle/verdict.js';
import type { NeighbourCheck } from '../../properties/shrink/minimised.js';
import type { PropertyName } from '../../properties/study/contract.js';
import type { SpaceTime } from '../spacetime/types.js';
import type { FieldTitles } from '../words/fields.js';
import type { VerificationCell } from '../text/cells.js';

/**
 * A scenario that can be run again, and the expected hash.
 * @since 0.1.0
 */
export interface ReportPoint {
  readonly token: string;
  /** Trace hash, 16 hexadecimal digits. */
  readonly hash: string;
}

/**
 * A variant in a report: its verdict, and each property as expected and as found.
 * @since 0.1.0
 */
export interface ReportVariant {
  readonly variant: string;
  readonly title: string;
  readonly verdict: VerdictKind;
  readonly reason?: string;
  /** Doubts about the campaign, a sentence each; absent if there are none. Added to format 1. */
  readonly warnings?: readonly string[];
  readonly cells: readonly VerificationCell[];
  readonly statistics: Statistics;
}

/**
 * A finding in a report, with its explanation and its token.
 * @since 0.1.0
 */
export interface ReportFinding extends Pick<ReportPoint, 'token'> {
  /** Trace hash; absent if the finding was not diagnosed. */
  readonly hash?: string;
  /** Unique in the report; a word that can be part of a link. */
  readonly id: string;
  readonly variant: string;
  readonly property: PropertyName;
  readonly kind: 'violation' | 'not-live';
  readonly fate: Fate;
  /** Other properties that the same loss breaks. */
  readonly alsoBreaks: readonly PropertyName[];
  readonly fingerprint: string;
  readonly foundAtRun: number;
  readonly records: number;
  readonly detail: string;
  /** Fields in which the scenario differs from the study's simplest, as `path = value`. */
  readonly differences: readonly string[];
  readonly neighbours: readonly NeighbourCheck[];
  readonly minimal: boolean;
  readonly scenario: unknown;
  /** The explanation: a paragraph, the decision, the passing twin, the record's path. */
  readonly story: Story;
  /** Titles of its scenario's fields, by their paths; absent if the study states none. */
  readonly titles?: FieldTitles;
  /** Id of the run that shows it, if the report has one. */
  readonly run?: string;
}

/**
 * A map whose points can be run: a token and a hash for each sample.
 * @since 0.1.0
 */
export interface ReportMap {
  readonly map: FrontierMap;
  readonly title: string;
  /** The map's classes in the same order: rows by y, columns by x. */
  readonly points: readonly (readonly ReportPoint[])[];
}

/**
 * A run that a report draws, and beside it the nearest run that loses nothing.
 * @since 0.1.0
 */
export interface ReportRun {
  readonly id: string;
  readonly title: string;
  readonly run: SpaceTime;
  /** The nearest run that loses nothing, and the differences of its scenario. */
  readonly twin?: SpaceTime;
  readonly twinDiffers?: string;
}

/**
 * A matrix of agents and collectors. Each cell names the variant of its pair in the report.
 * @since 0.1.0
 */
export interface ReportCollectors {
  readonly variants: readonly string[];
  readonly rows: readonly {
    readonly collector: string;
    readonly title: string;
    readonly cells: readonly {
      readonly variant: string;
      readonly worst: Outcome;
      readonly text: string;
      /** The field `variant` of the pair's findings. */
      readonly finding: string;
    }[];
  }[];
}

/**
 * A verification as plain JSON, from which every rendering is made.
 * @since 0.1.0
 */
export interface ReportData {
  readonly format: 1;
  readonly program: string;
  readonly study: string;
  readonly title: string;
  /** Civil time of true time 0, ms since 1970. */
  readonly epochMs: number;
  readonly seed: number;
  /**
   * Options with which `skewproof reproduce` finds the study, besides the token: `--study <file>`.
   */
  readonly reproduceOptions?: string;
  /** Name of a page beside the report in which the study runs. Added to format 1. */
  readonly explorer?: string;
  readonly asExpected: boolean;
  /**
   * A search or one run, which have no expectation: `asExpected` then says whether every property
   * held. Absent: a verification of expectations. Added to format 1.
   */
  readonly purpose?: 'search' | 'run';
  readonly variants: readonly ReportVariant[];
  /** Agent × collector, of a verification at collectors. Added to format 1. */
  readonly collectors?: ReportCollectors;
  readonly findings: readonly ReportFinding[];
  readonly maps: readonly ReportMap[];
  readonly runs: readonly ReportRun[];
}
