/** The answer to the question which line of a program decided a loss, as plain data. */
import type { Decision } from '../../sim/model/node.js';
import type { Origin } from './origin.js';

/**
 * A reading of a clock at one place, in both runs.
 * @since 0.1.0
 */
export interface LastRead {
  /** `Date.now at queue.js:221`. */
  readonly words: string;
  readonly clock: 'wall' | 'elapsed';
  /** Decisions of the losing run before it, or of the passing one where the losing run read none. */
  readonly at: number;
  /** ms as the program got it; absent where that run read none. */
  readonly losing?: number;
  readonly passing?: number;
}

/**
 * A comparison or test of the program that came out differently in the two runs.
 * @since 0.1.0
 */
export interface DecidingLine {
  readonly kind: 'decision';
  readonly losing: Decision;
  readonly passing: Decision;
  /** Exact origins of the two sides, where the values are readings of clocks or computed from them. */
  readonly origins: { readonly left?: Origin; readonly right?: Origin };
  readonly lastRead?: LastRead;
  /**
   * True if the losing run keeps the record once this comparison comes out as in the passing run;
   * absent where that was not tried.
   */
  readonly confirmed?: boolean;
  /** Decisions of the program that came before, equal in both runs. */
  readonly index: number;
}

/**
 * Why no comparison decided.
 * @since 0.1.0
 */
export type Undecided =
  /** Both runs decide the same throughout. */
  | 'same'
  /** Tasks (timers, events) come in another order, or one of them in one run alone. */
  | 'order'
  /** One run ends here, and the other goes on. */
  | 'end'
  /** An exception is caught in one run alone. */
  | 'exception'
  /** The process ends in one run alone: by an exception that nothing catches, or by itself. */
  | 'crash'
  /** A loop over a collection goes round once more in one run. */
  | 'loop'
  /** Control arrives at different places by something that is no comparison. */
  | 'path';

/** The task by which a host records that a process ended. */
export const PROCESS_ENDS = 'the process ends';

/**
 * The runs differ, or not at all, without a comparison that came out differently.
 * @since 0.1.0
 */
export interface NoDecidingLine {
  readonly kind: 'none';
  readonly why: Undecided;
  /** One sentence. */
  readonly words: string;
  /** The next place with its text, or the next task, of each run. */
  readonly losing: string;
  readonly passing: string;
  /** A call of Math.max or Math.min before, with its arguments in another order in the losing run. */
  readonly selected?: { readonly losing: Decision; readonly passing: Decision };
  readonly lastRead?: LastRead;
  readonly index: number;
}

/**
 * The answer for one loss.
 * @since 0.1.0
 */
export type Deciding = DecidingLine | NoDecidingLine;
