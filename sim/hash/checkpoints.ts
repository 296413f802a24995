/**
 * What the trace hash was after each event and each effect of a run, one integer each: enough to say
 * where two runs of one scenario parted, without keeping what happened in either.
 */

/** More are not noted: some 16 MB. */
const NOTED_MAX = 4_000_000;

export class Checkpoints {
  #lanes = new Int32Array(1_024);
  #count = 0;

  /** Events and effects that were noted. */
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

  /** These as they are now. */
  copy(): Checkpoints {
    const copy = new Checkpoints();
    copy.#lanes = this.#lanes.slice(0, Math.max(1, this.#count));
    copy.#count = this.#count;
    return copy;
  }

  /** Number, from 0, of the first event or effect that two runs do not share; undefined: none is known. */
  partsFrom(other: Checkpoints): number | undefined {
    const shared = Math.min(this.#count, other.#count);
    for (let i = 0; i < shared; i += 1) if (this.#lanes[i] !== other.#lanes[i]) return i;
    return this.#count === other.#count ? undefined : shared;
  }
}
