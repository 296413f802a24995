/**
 * Steps of models that are run again in a search: some at once, some later, all that were kept at its
 * end. A search runs each distinct step once; a model that keeps something outside its state, or
 * changes what it is given, would else be searched as if it did not.
 */

/** More than these are not kept. */
const KEPT_MAX = 256;
/** After so many new steps one that was kept is run again. */
const AGAIN_EVERY = 64;

export class Resteps<Step> {
  readonly #again: (step: Step) => void;
  #kept: Step[] = [];
  /** One step in so many is kept, and run again at once. */
  #oneIn = 1;
  #count = 0;
  #next = 0;

  /** @param again runs a step again, and throws where it comes to something else */
  constructor(again: (step: Step) => void) {
    this.#again = again;
  }

  /** After each new step. */
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

  /** Runs all that were kept again. */
  all(): void {
    for (const step of this.#kept) this.#again(step);
  }
}
