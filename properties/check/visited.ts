/**
 * The states that a search has seen, each as a fingerprint of 64 bits. Two states with one
 * fingerprint would pass for one; among n states that happens with a chance of n² / 2^65, less
 * than one in a million at five million states.
 */

const SLOTS_FIRST = 65_536;

export class Visited {
  #low = new Int32Array(SLOTS_FIRST);
  #high = new Int32Array(SLOTS_FIRST);
  #mask = SLOTS_FIRST - 1;
  size = 0;

  /** Adds the state that stands in `vector` from `at` on; false when it was there. */
  add(vector: Int32Array, at: number, width: number): boolean {
    let a = 0x9e3779b9 | 0;
    let b = 0x7f4a7c15 | 0;
    for (let i = at; i < at + width; i += 1) {
      const x = vector[i] as number;
      a = Math.imul(a ^ x, 0x85ebca6b);
      a ^= a >>> 15;
      b = Math.imul((b ^ (b >>> 13)) + x, 0xc2b2ae35);
      b ^= a >>> 11;
    }
    a = Math.imul(a ^ (a >>> 16), 0x27d4eb2f) ^ b;
    b = Math.imul(b ^ (b >>> 15), 0x165667b1);
    b ^= b >>> 13;
    // Zero and zero is an empty slot.
    if (a === 0 && b === 0) a = 1;
    if (!this.#insert(a, b)) return false;
    this.size += 1;
    if (5 * this.size > 3 * this.#mask) this.#grow();
    return true;
  }

  #insert(a: number, b: number): boolean {
    const low = this.#low;
    const high = this.#high;
    let i = a & this.#mask;
    for (;;) {
      const x = low[i] as number;
      const y = high[i] as number;
      if (x === 0 && y === 0) break;
      if (x === a && y === b) return false;
      i = (i + 1) & this.#mask;
    }
    low[i] = a;
    high[i] = b;
    return true;
  }

  #grow(): void {
    const low = this.#low;
    const high = this.#high;
    this.#mask = 2 * this.#mask + 1;
    this.#low = new Int32Array(this.#mask + 1);
    this.#high = new Int32Array(this.#mask + 1);
    for (let i = 0; i < low.length; i += 1) {
      const a = low[i] as number;
      const b = high[i] as number;
      if (a !== 0 || b !== 0) this.#insert(a, b);
    }
  }
}
