/**
 * The explanation of one loss as plain data, drawn by a terminal, a test runner and an HTML page.
 *
 * True times are ms since the start of the run. Local times are readings of a node's wall clock, ms
 * since 1970.
 */

import type { Fault } from '../../sim/world/fault.js';
import type { PropertyName } from '../study/contract.js';
import type { Unit } from '../json/units.js';
import type { Quantity } from './quantity.js';

/** One step of a trace in words. */
export interface StoryMoment {
  readonly step: number;
  readonly atMs: number;
  readonly node: string;
  readonly localMs: number;
  readonly what: string;
}

/** One side of the decision: the compared value and its origin. */
export interface StorySide {
  readonly name: string;
  /** ms since 1970 on a clock for a date, ms for a duration. */
  readonly value: number;
  readonly quantity: Quantity;
  /** Node whose wall clock the value was read from or computed on; absent for counts. */
  readonly clock?: string;
  /** True time at which that clock reads the value, ms. */
  readonly trueMs?: number;
  /** Reading of the deciding node's clock at that true time, ms since 1970. */
  readonly localMs?: number;
  /** Its origin in the model's words, for instance `install` or `upload`. */
  readonly latchedBy?: string;
  /** The earlier event that set it, found in the trace. */
  readonly latched?: StoryMoment;
}

export interface StoryDecision {
  readonly moment: StoryMoment;
  readonly name: string;
  readonly comparison: string;
  readonly left: StorySide;
  readonly right: StorySide;
  /** True if the comparison held. */
  readonly held: boolean;
  readonly outcome: string;
}

/** A fault without which the loss is avoided. */
export interface StoryFault {
  readonly kind: Fault['kind'];
  readonly atMs: number;
  readonly node: string;
  /** In words, with the machine and the duration. */
  readonly what: string;
}

/**
 * The nearest passing scenario, in which one field differs: by one unit if the scenario is minimal.
 */
export interface StoryTwin {
  readonly scenario: unknown;
  /** The field, as a JSON path. */
  readonly field: string;
  readonly value: unknown;
  readonly twinValue: unknown;
  readonly unit: Unit;
  /** Number of runs that the search took. */
  readonly runs: number;
}

/** The first difference between the losing run and its twin. */
export interface StoryDivergence {
  readonly lost: StoryMoment;
  readonly twin?: StoryMoment;
  /** The difference in words. */
  readonly detail: string;
}

interface StoryRecord {
  readonly tracer: number;
  readonly key: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The explanation of one loss as plain data. True times are ms since the start of the run.
 * @since 0.1.0
 */
export interface Story {
  readonly scenario: unknown;
  readonly fingerprint: string;
  readonly property: string;
  readonly fate: string;
  /** Other properties that the same loss breaks. */
  readonly alsoBreaks: readonly PropertyName[];
  readonly record?: StoryRecord;
  /** In order of time. */
  readonly faults: readonly StoryFault[];
  /** Absent if none was found; the paragraph then says so. */
  readonly twin?: StoryTwin;
  readonly divergence?: StoryDivergence;
  readonly decision?: StoryDecision;
  /** From the record's use to its end. */
  readonly chain: readonly StoryMoment[];
  readonly paragraph: string;
}
