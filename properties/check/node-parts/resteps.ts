/**
 * Model steps that a search runs twice to detect nondeterminism: some at once, some later, all kept
 * ones at its end.
 *
 * A search runs each distinct step once. A model that keeps data outside its state, or changes its
 * arguments, would otherwise be searched as if it did not.
 */

/** Largest number of kept steps. */
const KEPT_MAX = 256;
/** After this many new steps one kept step is run again. */
const AGAIN_EVERY = 64;

export class Resteps<Step> {
  readonly #again: (step: Step) => void;
  #kept: Step[] = [];
  /** One step in this many is kept, and run again at once. */
  #oneIn = 1;
  #count = 0;
  #next = 0;

  /** @param again runs a step again, and throws if the result differs */
  constructor(again: (step: Step) => void) {
    this.#again = again;
  }

  /** Called after each new step. */
  learn(step: () => Step): void {
    this.#count += 1;
    if (this.#count % this.#oneIn === 0) this.#keep(step());
    if (this.#count % AGAIN_EVERY !== 0) return;
    this.#next = (this.#next + 1) % this.#kept.length;
    this.#again(this.#kept[this.#next] as Step);
  }

  #keep(step: Step): void {
    this.#again(step);
    this.#kept.push(step);
    if (this.#kept.length <= KEPT_MAX) return;
    this.#kept = this.#kept.filter((_, i) => i % 2 === 0);
    this.#oneIn *= 2;
  }

  /** Runs all kept steps again. */
  all(): void {
    for (const step of this.#kept) this.#again(step);
  }
}
