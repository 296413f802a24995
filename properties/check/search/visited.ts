/**
 * The visited states of a search, each as a fingerprint of 64 bits.
 *
 * Two states with one fingerprint would count as one. Among n states that happens with a
 * probability of n² / 2^65: less than one in a million at five million states.
 */

const SLOTS_FIRST = 65_536;

export class Visited {
  /** The halves of a fingerprint are neighbours, so that a lookup touches one cache line. */
  #slots = new Int32Array(2 * SLOTS_FIRST);
  #mask = SLOTS_FIRST - 1;
  size = 0;

  /** Adds a state; returns false if it was visited before. */
  add(vector: Int32Array): boolean {
    let a = 0x9e3779b9 | 0;
    let b = 0x7f4a7c15 | 0;
    for (let i = 0; i < vector.length; i += 1) {
      const x = vector[i] as number;
      a = Math.imul(a ^ x, 0x85ebca6b);
      a ^= a >>> 15;
      b = Math.imul((b ^ (b >>> 13)) + x, 0xc2b2ae35);
      b ^= a >>> 11;
    }
    a = Math.imul(a ^ (a >>> 16), 0x27d4eb2f) ^ b;
    b = Math.imul(b ^ (b >>> 15), 0x165667b1);
    b ^= b >>> 13;
    // A pair of zeros marks an empty slot.
    if (a === 0 && b === 0) a = 1;
    if (!this.#insert(a, b)) return false;
    this.size += 1;
    if (5 * this.size > 3 * this.#mask) this.#grow();
    return true;
  }

  #insert(a: number, b: number): boolean {
    const slots = this.#slots;
    let i = a & this.#mask;
    for (;;) {
      const x = slots[2 * i] as number;
      const y = slots[2 * i + 1] as number;
      if (x === 0 && y === 0) break;
      if (x === a && y === b) return false;
      i = (i + 1) & this.#mask;
    }
    slots[2 * i] = a;
    slots[2 * i + 1] = b;
    return true;
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = 2 * this.#mask + 1;
    this.#slots = new Int32Array(2 * old.length);
    for (let i = 0; i < old.length; i += 2) {
      const a = old[i] as number;
      const b = old[i + 1] as number;
      if (a !== 0 || b !== 0) this.#insert(a, b);
    }
  }
}
