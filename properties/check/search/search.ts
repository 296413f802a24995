/**
 * Breadth-first search of a transition system.
 *
 * States are vectors of small integers whose meaning only the system knows. The first violation is
 * reached by a shortest path from an initial state.
 */
import { Visited } from './visited.js';

export interface TransitionSystem {
  /** Number of integers in a state. */
  readonly width: number;
  initial(out: Successors): void;
  /** Adds all successors. The vector may be read until this returns. */
  successors(state: Int32Array, out: Successors): void;
  /** Replaces the state, in place, by the representative of its symmetry class. */
  canonical?(state: Int32Array): void;
  /** True if the adversary has no choices left: from here on `follow` takes the steps. */
  isDetermined?(state: Int32Array): boolean;
  /** Takes away all choices, in place: called where the search reaches its last step. */
  finish?(state: Int32Array): void;
  /** Takes the next step, in place; false at the end of the run. */
  follow?(state: Int32Array): boolean;
  /** The violation in a state, or, in a run without choices, at its end. */
  violation?(state: Int32Array): string | undefined;
}

/** Collects the successors of a state. */
export class Successors {
  readonly width: number;
  vectors: Int32Array;
  actions: Int32Array;
  count = 0;

  constructor(width: number) {
    this.width = width;
    this.vectors = new Int32Array(64 * width);
    this.actions = new Int32Array(64);
  }

  /** Adds a copy of `from`, which the caller then changes; returns the copy's offset. */
  add(action: number, from: Int32Array): number {
    if (this.count === this.actions.length) {
      this.vectors = grown(this.vectors);
      this.actions = grown(this.actions);
    }
    const at = this.count * this.width;
    for (let i = 0; i < this.width; i += 1) this.vectors[at + i] = from[i] as number;
    this.actions[this.count] = action;
    this.count += 1;
    return at;
  }
}

export interface SearchLimits {
  /** Largest number of distinct states. */
  readonly statesMax?: number;
  /** Largest number of choices in a row: the depth of the search. */
  readonly stepsMax?: number;
  readonly secondsMax?: number;
  /** Reads a clock in ms; without it `secondsMax` has no effect. */
  readonly now?: () => number;
  readonly onProgress?: (progress: Searched) => void;
}

export interface Searched {
  /** Distinct states, and how many of them belong to runs without choices. */
  readonly distinct: number;
  readonly determined: number;
  /** Transitions taken, including those to states that were known. */
  readonly generated: number;
  readonly depth: number;
  /** Number of judged ends of runs. */
  readonly judged: number;
  readonly ended: 'exhausted' | 'steps' | 'states' | 'seconds' | 'violation';
  /** The shortest path to the first violation. */
  readonly found?: { readonly violation: string; readonly actions: readonly number[] };
}

const grown = (array: Int32Array): Int32Array => {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
};

const LOOK_AT_CLOCK_EVERY = 4_096;

export class Search {
  readonly #system: TransitionSystem;
  readonly #limits: SearchLimits;
  readonly #visited = new Visited();
  readonly #out: Successors;
  /** The state that is being expanded. */
  readonly #state: Int32Array;
  /** One successor of it. */
  readonly #candidate: Int32Array;
  /** States of the current level and of the next, concatenated. */
  #level: Int32Array;
  #next: Int32Array;
  #levelCount = 0;
  #nextCount = 0;
  #levelFrom = 0;
  /** Parent and action of each state with choices, by number. */
  #parents: Int32Array = new Int32Array(65_536);
  #actions: Int32Array = new Int32Array(65_536);
  #numbered = 0;
  #generated = 0;
  #determined = 0;
  #judged = 0;
  #depth = 0;
  #ended: Searched['ended'] | undefined;
  #found: Searched['found'];
  readonly #started: number;

  constructor(system: TransitionSystem, limits: SearchLimits = {}) {
    this.#system = system;
    this.#limits = limits;
    this.#out = new Successors(system.width);
    this.#state = new Int32Array(system.width);
    this.#candidate = new Int32Array(system.width);
    this.#level = new Int32Array(1_024 * system.width);
    this.#next = new Int32Array(1_024 * system.width);
    this.#started = limits.now?.() ?? 0;
  }

  run(): Searched {
    this.#system.initial(this.#out);
    this.#take(-1);
    this.#advance();
    const stepsMax = this.#limits.stepsMax ?? Infinity;
    while (this.#levelCount > 0 && this.#ended === undefined) {
      if (this.#depth >= stepsMax) {
        this.#finishLevel();
        this.#ended ??= 'steps';
        break;
      }
      this.#depth += 1;
      this.#expandLevel();
      this.#advance();
    }
    return this.#result(this.#ended ?? 'exhausted');
  }

  #result(ended: Searched['ended']): Searched {
    return {
      distinct: this.#visited.size,
      determined: this.#determined,
      generated: this.#generated,
      depth: this.#depth,
      judged: this.#judged,
      ended,
      ...(this.#found === undefined ? {} : { found: this.#found }),
    };
  }

  #expandLevel(): void {
    const { width } = this.#system;
    for (let i = 0; i < this.#levelCount && this.#ended === undefined; i += 1) {
      this.#out.count = 0;
      for (let j = 0; j < width; j += 1) this.#state[j] = this.#level[i * width + j] as number;
      this.#system.successors(this.#state, this.#out);
      this.#take(this.#levelFrom + i);
      if (i % LOOK_AT_CLOCK_EVERY === 0) this.#lookAtClock();
    }
  }

  /** Completes the run of each state on the last level, where no step is left. */
  #finishLevel(): void {
    const { width } = this.#system;
    if (this.#system.finish === undefined) return;
    for (let i = 0; i < this.#levelCount && this.#ended === undefined; i += 1) {
      for (let j = 0; j < width; j += 1) this.#state[j] = this.#level[i * width + j] as number;
      this.#system.finish(this.#state);
      const number = this.#levelFrom + i;
      const from = this.#parents[number] as number;
      if (this.#visited.add(this.#state))
        this.#toItsEnd(this.#state, from, this.#actions[number] as number);
      if (i % LOOK_AT_CLOCK_EVERY === 0) this.#lookAtClock();
    }
  }

  /** Checks the limits within a run without choices. */
  #isOver(): boolean {
    this.#lookAtClock();
    if (this.#visited.size >= (this.#limits.statesMax ?? Infinity)) this.#ended ??= 'states';
    return this.#ended !== undefined;
  }

  #lookAtClock(): void {
    const { now, secondsMax = Infinity, onProgress } = this.#limits;
    onProgress?.(this.#result('exhausted'));
    if (now !== undefined && now() - this.#started > secondsMax * 1_000) this.#ended = 'seconds';
  }

  /** Makes the next level the current one. */
  #advance(): void {
    [this.#level, this.#next] = [this.#next, this.#level];
    this.#levelFrom = this.#numbered - this.#nextCount;
    this.#levelCount = this.#nextCount;
    this.#nextCount = 0;
  }

  /** Visits the successors of the state `parent`. */
  #take(parent: number): void {
    const { width } = this.#system;
    const out = this.#out;
    const state = this.#candidate;
    for (let i = 0; i < out.count && this.#ended === undefined; i += 1) {
      this.#generated += 1;
      const at = i * width;
      for (let j = 0; j < width; j += 1) state[j] = out.vectors[at + j] as number;
      this.#system.canonical?.(state);
      if (!this.#visited.add(state)) continue;
      const action = out.actions[i] as number;
      if (this.#system.isDetermined?.(state) === true) this.#toItsEnd(state, parent, action);
      else this.#keep(state, parent, action);
      if (this.#visited.size >= (this.#limits.statesMax ?? Infinity)) this.#ended ??= 'states';
    }
  }

  #keep(state: Int32Array, parent: number, action: number): void {
    const { width } = this.#system;
    if (this.#numbered === this.#parents.length) {
      this.#parents = grown(this.#parents);
      this.#actions = grown(this.#actions);
    }
    this.#parents[this.#numbered] = parent;
    this.#actions[this.#numbered] = action;
    this.#numbered += 1;
    while ((this.#nextCount + 1) * width > this.#next.length) this.#next = grown(this.#next);
    this.#next.set(state, this.#nextCount * width);
    this.#nextCount += 1;
    // With choices everywhere, a state is judged for itself and not by where it leads.
    if (this.#system.isDetermined === undefined) this.#judge(state, parent, action);
  }

  /** Follows a run without choices to its end, or to a state that was visited. */
  #toItsEnd(state: Int32Array, parent: number, action: number): void {
    this.#determined += 1;
    for (let step = 1; this.#system.follow?.(state) === true; step += 1) {
      this.#generated += 1;
      // Nodes that answer each other without end reach no end of their own.
      if (step % LOOK_AT_CLOCK_EVERY === 0 && this.#isOver()) return;
      if (!this.#visited.add(state)) return;
      this.#determined += 1;
    }
    this.#judge(state, parent, action);
  }

  #judge(state: Int32Array, parent: number, action: number): void {
    this.#judged += 1;
    const violation = this.#system.violation?.(state);
    if (violation === undefined) return;
    const actions = [action];
    for (let at = parent; at >= 0; at = this.#parents[at] as number)
      actions.push(this.#actions[at] as number);
    this.#found = { violation, actions: actions.reverse() };
    this.#ended = 'violation';
  }
}
