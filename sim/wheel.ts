/**
 * Events of the next two seconds, one list for each millisecond: what goes in at the end of a list
 * comes out at its front, so events of one instant keep their order, and no event is ever compared
 * with another. Whatever the number that waits, going in and coming out touches one list, and the
 * events of an instant lie side by side.
 */

/** A power of two: how far ahead of the earliest possible event the lists reach, ms. */
export const REACH_MS = 2048;
const MASK = REACH_MS - 1;
const WORDS = REACH_MS / 32;

/** Told what lies in the list of an instant before the first of it is handed out: so many, from the front on. */
export type Ahead<T> = (items: readonly T[], count: number) => void;

/** For fewer it is not worth telling. */
const AHEAD_MIN = 4;

export class Wheel<T> {
  /** Made when needed. Whatever is not waiting any more has left its place undefined. */
  readonly #lists = new Array<(T | undefined)[] | undefined>(REACH_MS).fill(undefined);
  /** Of each list its front and, beside it, its end: places in its array. */
  readonly #bounds = new Int32Array(2 * REACH_MS);
  /** A bit for each list that is not empty. */
  readonly #words = new Int32Array(WORDS);
  #size = 0;
  #nextTime = Infinity;
  readonly #ahead: Ahead<T> | undefined;

  constructor(ahead?: Ahead<T>) {
    this.#ahead = ahead;
  }

  get size(): number {
    return this.#size;
  }

  /** Time of the earliest event, or Infinity when there is none. */
  get nextTime(): number {
    return this.#nextTime;
  }

  /** All times that wait must lie within `REACH_MS` of one another. */
  push(time: number, item: T): void {
    const list = time & MASK;
    const end = this.#bounds[2 * list + 1] as number;
    (this.#lists[list] ??= [])[end] = item;
    this.#bounds[2 * list + 1] = end + 1;
    if (end === 0) this.#words[list >> 5] = (this.#words[list >> 5] as number) | (1 << (list & 31));
    this.#size += 1;
    if (time < this.#nextTime) this.#nextTime = time;
  }

  /** Removes and returns the earliest event; there must be one. */
  pop(): T {
    const list = this.#nextTime & MASK;
    const items = this.#lists[list] as (T | undefined)[];
    const front = this.#bounds[2 * list] as number;
    const end = this.#bounds[2 * list + 1] as number;
    if (front === 0 && end >= AHEAD_MIN) this.#ahead?.(items as T[], end);
    const item = items[front];
    // Whatever has been keeps nothing alive.
    items[front] = undefined;
    this.#size -= 1;
    if (front + 1 < end) this.#bounds[2 * list] = front + 1;
    else {
      this.#close(list);
      this.#nextTime = this.#timeFrom(this.#nextTime);
    }
    return item as T;
  }

  /** The list has become empty. */
  #close(list: number): void {
    this.#bounds[2 * list] = 0;
    this.#bounds[2 * list + 1] = 0;
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
      const end = this.#bounds[2 * list + 1] as number;
      if (end === 0) continue;
      const front = this.#bounds[2 * list] as number;
      const items = this.#lists[list] as (T | undefined)[];
      let kept = front;
      for (let i = front; i < end; i += 1) {
        const item = items[i] as T;
        items[i] = undefined;
        if (dead(item)) continue;
        items[kept] = item;
        kept += 1;
      }
      this.#size -= end - kept;
      if (kept === front) this.#close(list);
      else this.#bounds[2 * list + 1] = kept;
    }
    this.#nextTime = this.#size === 0 ? Infinity : this.#timeFrom(this.#nextTime);
  }

  /** The events still pending, in no particular order. */
  *pending(): Iterable<T> {
    for (let list = 0; list < REACH_MS; list += 1) {
      const [front, end] = [this.#bounds[2 * list], this.#bounds[2 * list + 1]];
      if (end !== 0) yield* (this.#lists[list] as T[]).slice(front, end);
    }
  }
}
