/**
 * One run as plain data for a space-time diagram: a lane per node, the steps in order, messages and
 * timers between them, and the path of one record. Positions are indexes into `steps`; lanes are
 * indexes into `lanes`.
 */
import type { Fate, VerdictKind } from '../../properties/oracle/verdict.js';

export type SpaceTimeKind =
  | 'start'
  | 'wake'
  | 'timer'
  | 'message'
  | 'input'
  | 'synced'
  | 'disk-full'
  | 'fault'
  | 'clock'
  | 'down'
  | 'up'
  | 'lost'
  | 'missed'
  | 'healed'
  /** Stands for a number of steps that are not drawn. */
  | 'left-out';

interface SpaceTimeLane {
  readonly node: string;
  /** Local minus true time from a position on, ms: one entry for each change. */
  readonly offsets: readonly (readonly [position: number, offsetMs: number])[];
}

export interface SpaceTimeStep {
  /** Number of the event in the trace, as `reproduce --step` takes it. */
  readonly event: number;
  /** True time, ms from the run's start. */
  readonly atMs: number;
  readonly kind: SpaceTimeKind;
  readonly lane?: number;
  /** A word or two beside the mark. */
  readonly label: string;
  readonly text: string;
  readonly effects: readonly string[];
}

export interface SpaceTimeMessage {
  readonly from: number;
  readonly to: number;
  readonly sent: number;
  /** Position of its arrival or of its loss; absent if it is still in flight at the end. */
  readonly ended?: number;
  readonly lost: boolean;
  readonly label: string;
  /** True if it contains a copy of the record that is followed. */
  readonly carries: boolean;
}

export interface SpaceTimeTimer {
  readonly lane: number;
  readonly name: string;
  readonly on: 'wall' | 'elapsed';
  readonly set: number;
  readonly ended?: number;
  /** `void`: cancelled, replaced, or ended with its process. */
  readonly how: 'due' | 'void' | 'never';
  readonly text: string;
}

export interface SpaceTimeHold {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
}

/** The path of one record, from its use to its end. */
export interface SpaceTimeRecord {
  readonly tracer: number;
  readonly key: string;
  readonly lane: number;
  /** Positions of its use. */
  readonly usedFrom: number;
  readonly usedTo: number;
  readonly holds: readonly SpaceTimeHold[];
  readonly fate: Fate;
  readonly end: { readonly position: number; readonly lane: number; readonly text: string };
}

/** The step in which the deciding comparison was made. */
export interface SpaceTimeDecision {
  readonly position: number;
  readonly lane: number;
  /** Value of the left side: `21 Oct 23:59:59.999`. */
  readonly has: string;
  /** Comparison and value of the right side: `>= 22 Oct 00:00:00.000`. */
  readonly needs: string;
  /** `0.001 s short`; empty for values that are no numbers. */
  readonly margin: string;
  /** True if the outcome is the one that loses the record. */
  readonly bad: boolean;
  readonly title: string;
}

/**
 * A run as lanes, steps and messages, ready to be drawn.
 * @since 0.1.0
 */
export interface SpaceTime {
  readonly study: string;
  readonly variant: string;
  readonly token: string;
  readonly hash: string;
  readonly verdict: VerdictKind;
  /** Civil time of true time 0, ms since 1970. */
  readonly epochMs: number;
  readonly lanes: readonly SpaceTimeLane[];
  readonly steps: readonly SpaceTimeStep[];
  readonly messages: readonly SpaceTimeMessage[];
  readonly timers: readonly SpaceTimeTimer[];
  readonly record?: SpaceTimeRecord;
  readonly decision?: SpaceTimeDecision;
  /** True time from which setting the clocks right comes too late, ms from the start. */
  readonly sealedMs?: number;
  /**
   * Position at which this run and its twin diverge; the number of steps if one is the beginning of
   * the other.
   */
  readonly partsAt?: number;
  /** The whole run, where steps of it are left out. Added to format 1. */
  readonly overview?: SpaceTimeOverview;
}

/** A run as a strip: how much happens in each of equal parts of its time. */
export interface SpaceTimeOverview {
  /** ms from the start. */
  readonly endMs: number;
  /** Number of steps in each part. */
  readonly steps: readonly number[];
}
