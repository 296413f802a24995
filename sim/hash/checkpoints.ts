/**
 * Trace hash after each event and each effect of a run, one integer each: enough to locate the
 * first difference between two runs of one scenario without storing either run.
 */

/** Largest number of checkpoints, some 16 MB; later ones are not kept. */
const NOTED_MAX = 4_000_000;

export class Checkpoints {
  #lanes = new Int32Array(1_024);
  #count = 0;

  /** Number of events and effects noted. */
  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
  }

  note(lane: number): void {
    if (this.#count === this.#lanes.length) {
      if (this.#count >= NOTED_MAX) return;
      const lanes = new Int32Array(2 * this.#lanes.length);
      lanes.set(this.#lanes);
      this.#lanes = lanes;
    }
    this.#lanes[this.#count] = lane;
    this.#count += 1;
  }

  /** A copy that later notes do not change. */
  copy(): Checkpoints {
    const copy = new Checkpoints();
    copy.#lanes = this.#lanes.slice(0, Math.max(1, this.#count));
    copy.#count = this.#count;
    return copy;
  }

  /**
   * Index of the first event or effect that the two runs do not share, from 0; undefined: no
   * difference is known.
   */
  firstDifference(other: Checkpoints): number | undefined {
    const shared = Math.min(this.#count, other.#count);
    for (let i = 0; i < shared; i += 1) if (this.#lanes[i] !== other.#lanes[i]) return i;
    return this.#count === other.#count ? undefined : shared;
  }
}
