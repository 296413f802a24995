/**
 * The explanation of one loss as plain data, drawn by a terminal, a test runner and an HTML page.
 *
 * True times are ms since the start of the run. Local times are readings of a node's wall clock, ms
 * since 1970.
 */

import type { SourcePlace } from '../../sim/model/node.js';
import type { Fault } from '../../sim/world/fault.js';
import type { PropertyName } from '../study/contract.js';
import type { Unit } from '../json/units.js';
import type { Quantity } from './words/quantity.js';

/** One step of a trace in words. */
export interface StoryMoment {
  readonly step: number;
  readonly atMs: number;
  readonly node: string;
  readonly localMs: number;
  readonly what: string;
  /** Change of the node's copy of the record in this step; absent where there is none. */
  readonly copy?: 'taken' | 'gone';
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
  /** The value as the program compared it, where that was no number; `value` is then 0. */
  readonly text?: string;
  /** Readings of clocks that the value was computed from, if the code of a program compared it. */
  readonly reads?: readonly StoryRead[];
}

/** A reading of a clock by the code of a program. */
export interface StoryRead {
  /** The operand that holds it, as the source names it. */
  readonly name: string;
  /** Its place: `queue.ts:221`, and the line that called it where that is a helper of several. */
  readonly place: string;
  readonly clock: 'wall' | 'elapsed';
  /** In the losing and in the passing run: ms since 1970 on a wall clock, ms on an elapsed one. */
  readonly value: number;
  readonly passing: number;
  /** The event in which it was read. */
  readonly moment?: StoryMoment;
}

/** The line of a program that made a comparison. */
export interface StorySource extends SourcePlace {
  /** Name of the program: `acme-telemetry`, or `pkg@1.2.3`. */
  readonly program: string;
  /** `queue.ts:276`; with the column in minified code. */
  readonly place: string;
  /** The comparison as the source has it. */
  readonly text: string;
  /**
   * True if the losing run keeps the record once this comparison alone comes out as in the passing
   * run; false if it does not, and no other comparison was found with which it does.
   */
  readonly confirmed: boolean;
  /** The last reading of a clock before the comparison. */
  readonly lastRead?: StoryLastRead;
}

/** The last reading of a clock before a comparison, of whatever operand. */
export interface StoryLastRead {
  /** `wall clock at queue.ts:221`. */
  readonly words: string;
  readonly clock: 'wall' | 'elapsed';
  /** ms as the program got it; absent where that run read none. */
  readonly losing?: number;
  readonly passing?: number;
  readonly moment?: StoryMoment;
}

/** The same comparison in the passing run. */
interface StoryPassing {
  readonly left: Pick<StorySide, 'value' | 'text'>;
  readonly right: Pick<StorySide, 'value' | 'text'>;
  readonly held: boolean;
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
  /** The passing run's operands, where it made the comparison too. */
  readonly passing?: StoryPassing;
  /** The line of the code that made the comparison; absent for a model. */
  readonly source?: StorySource;
}

/** Two runs of a program differ, and no comparison of its code came out differently. */
export interface StoryUndecided {
  readonly program: string;
  readonly node: string;
  /** One sentence that says why. */
  readonly words: string;
  /** The next thing in each run: a place with its text, or a task. */
  readonly losing: string;
  readonly passing: string;
  /** A call of Math.max or Math.min before, whose arguments are in another order in the losing run. */
  readonly selected?: string;
  readonly lastRead?: StoryLastRead;
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

/** The time from which setting the clocks right comes too late; both sides of it were run. */
export interface StorySealed {
  /** True time, ms: with the clocks set right one ms earlier the loss does not happen. */
  readonly atMs: number;
  /** The nodes whose clocks are wrong at any time. */
  readonly nodes: readonly string[];
  /** Number of runs that the bisection took. */
  readonly runs: number;
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
  /** Why no comparison of a program's code decides; absent where one does, and for models. */
  readonly undecided?: StoryUndecided;
  /** Absent where no clock is wrong, or right ones would not save the record. */
  readonly sealed?: StorySealed;
  /** From the record's use to its end. */
  readonly chain: readonly StoryMoment[];
  readonly paragraph: string;
}
