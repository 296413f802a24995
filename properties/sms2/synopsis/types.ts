/**
 * The reference study in brief, as plain data: the content of `npm start`. Each part is made by
 * runs of the models; `reports/sms2/synopsis.ts` words it.
 *
 * True times are ms since the run's start; readings of clocks are ms since 1970.
 */
import type { Canary } from '../../campaign/canary.js';
import type { PlaneAxis, PlaneClass } from '../../frontier/types.js';
import type { VerdictKind } from '../../oracle/verdict.js';
import type { ScenarioBase } from '../../study/contract.js';
import type { WorkaroundOutcome } from '../article/workaround.js';

/** One side of the comparison. */
export interface SynopsisSide {
  readonly name: string;
  readonly value: number;
  /** Node whose clock gave the value; absent if the value is no reading of a clock. */
  readonly clock?: string;
  /** Event that set it. */
  readonly setBy?: string;
}

export interface SynopsisDecision {
  readonly node: string;
  /** True time, ms since 1970. */
  readonly trueMs: number;
  /** Reading of the node's own clock at that time. */
  readonly localMs: number;
  readonly comparison: string;
  readonly left: SynopsisSide;
  readonly right: SynopsisSide;
  readonly outcome: string;
}

/** Offsets of one class, both ends included. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly class: PlaneClass;
}

/** One loss, found by search, with the exact offset at which it begins. */
export interface SynopsisLoss {
  /** Part of the space that was searched. */
  readonly space: string;
  readonly runs: number;
  /** Number of the run that first showed it, from 1. */
  readonly foundAtRun: number;
  readonly shrinkRuns: number;
  readonly scenario: ScenarioBase;
  readonly fate: string;
  readonly lost: number;
  readonly records: number;
  /** Offset of the client's clock in the minimal scenario, ms. */
  readonly offsetMs: number;
  readonly axis: PlaneAxis;
  /** The whole axis, in order; neighbours are one millisecond apart. */
  readonly segments: readonly Segment[];
  /** Runs made to find the boundaries. */
  readonly boundaryRuns: number;
  readonly decision?: SynopsisDecision;
}

/** The fix over a campaign of the whole space. */
export interface SynopsisFix {
  readonly variant: string;
  readonly runs: number;
  readonly records: number;
  readonly verdict: VerdictKind;
  readonly reason?: string;
  readonly broken: readonly {
    readonly run: number;
    readonly fingerprint: string;
    readonly scenario: ScenarioBase;
  }[];
  /**
   * Scenarios of the campaign that were played as shipped too, and the number of these that lost a
   * record silently.
   */
  readonly comparedAsShipped: number;
  readonly lostAsShipped: number;
}

export interface Synopsis {
  readonly seed: number;
  /** The variant as it was shipped. */
  readonly shipped: string;
  readonly title: string;
  /** Absent if the search found no lost record. */
  readonly loss?: SynopsisLoss;
  readonly remedy: readonly WorkaroundOutcome[];
  readonly fix: SynopsisFix;
  readonly canary: Canary;
}
