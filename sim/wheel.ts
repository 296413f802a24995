/**
 * Events of the next few seconds, one list for each millisecond: what goes in at the end of a list
 * comes out at its front, so events of one instant keep their order, and no event is ever compared
 * with another. Whatever the number that waits, going in and coming out touches one list.
 */

/** A power of two: how far ahead of the earliest possible event the lists reach, ms. */
export const REACH_MS = 4096;
const MASK = REACH_MS - 1;
const WORDS = REACH_MS / 32;
const NONE = -1;
const CAPACITY_FIRST = 128;

export class Wheel<T> {
  readonly #heads = new Int32Array(REACH_MS).fill(NONE);
  readonly #tails = new Int32Array(REACH_MS).fill(NONE);
  /** A bit for each list that is not empty. */
  readonly #words = new Int32Array(WORDS);
  /** By slot: the one after it in its list (or, where it is free, the next free one), and its number. */
  #next = new Int32Array(CAPACITY_FIRST);
  #orders = new Float64Array(CAPACITY_FIRST);
  readonly #items: T[] = [];
  #free = NONE;
  #slots = 0;
  #size = 0;
  #nextTime = Infinity;

  get size(): number {
    return this.#size;
  }

  /** Time of the earliest event, or Infinity when there is none. */
  get nextTime(): number {
    return this.#nextTime;
  }

  /** Insertion number of the earliest event; there must be one. */
  get nextOrder(): number {
    return this.#orders[this.#heads[this.#nextTime & MASK] as number] as number;
  }

  /** All times that wait must lie within `REACH_MS` of one another. */
  push(time: number, order: number, item: T): void {
    const slot = this.#slot();
    this.#orders[slot] = order;
    this.#items[slot] = item;
    this.#append(time & MASK, slot);
    this.#size += 1;
    if (time < this.#nextTime) this.#nextTime = time;
  }

  #slot(): number {
    const slot = this.#free;
    if (slot !== NONE) {
      this.#free = this.#next[slot] as number;
      return slot;
    }
    if (this.#slots === this.#next.length) {
      const [next, orders] = [this.#next, this.#orders];
      this.#next = new Int32Array(2 * next.length);
      this.#orders = new Float64Array(2 * next.length);
      this.#next.set(next);
      this.#orders.set(orders);
    }
    this.#slots += 1;
    return this.#slots - 1;
  }

  #append(list: number, slot: number): void {
    this.#next[slot] = NONE;
    const tail = this.#tails[list] as number;
    this.#tails[list] = slot;
    if (tail !== NONE) {
      this.#next[tail] = slot;
      return;
    }
    this.#heads[list] = slot;
    this.#words[list >> 5] = (this.#words[list >> 5] as number) | (1 << (list & 31));
  }

  /** Removes and returns the earliest event; there must be one. */
  pop(): T {
    const list = this.#nextTime & MASK;
    const slot = this.#heads[list] as number;
    const after = this.#next[slot] as number;
    this.#next[slot] = this.#free;
    this.#free = slot;
    this.#size -= 1;
    this.#heads[list] = after;
    if (after === NONE) {
      this.#close(list);
      this.#nextTime = this.#timeFrom(this.#nextTime);
    }
    return this.#items[slot] as T;
  }

  /** The list has become empty. */
  #close(list: number): void {
    this.#tails[list] = NONE;
    this.#words[list >> 5] = (this.#words[list >> 5] as number) & ~(1 << (list & 31));
  }

  /** The first time from `from` on at which something waits. */
  #timeFrom(from: number): number {
    if (this.#size === 0) return Infinity;
    const place = from & MASK;
    let word = place >> 5;
    let bits = (this.#words[word] as number) & (-1 << (place & 31));
    while (bits === 0) {
      word = (word + 1) & (WORDS - 1);
      bits = this.#words[word] as number;
    }
    const list = 32 * word + 31 - Math.clz32(bits & -bits);
    return from + ((list - place) & MASK);
  }

  /** Drops every event for which `dead` holds; the order of the rest stays as it was. */
  compact(dead: (item: T) => boolean): void {
    for (let list = 0; list < REACH_MS; list += 1) {
      let slot = this.#heads[list] as number;
      if (slot === NONE) continue;
      this.#heads[list] = NONE;
      this.#close(list);
      while (slot !== NONE) {
        const after = this.#next[slot] as number;
        if (dead(this.#items[slot] as T)) {
          this.#next[slot] = this.#free;
          this.#free = slot;
          this.#size -= 1;
        } else this.#append(list, slot);
        slot = after;
      }
    }
    this.#nextTime = this.#size === 0 ? Infinity : this.#timeFrom(this.#nextTime);
  }

  /** The events still pending, in no particular order. */
  *pending(): Iterable<T> {
    for (let list = 0; list < REACH_MS; list += 1)
      for (let slot = this.#heads[list] as number; slot !== NONE; slot = this.#next[slot] as number)
        yield this.#items[slot] as T;
  }
}
