/**
 * A timing wheel: one row for each millisecond of the next two seconds. An event is added at the
 * end of a row and removed at its front, so events of one instant keep their order, and no event is
 * compared with another. Whatever the number of waiting events, insertion and removal touch one
 * row, and the events of an instant are adjacent in memory.
 *
 * All rows are in one array, at a place that is computed and not looked up. In a large world each
 * row is used after a long time, and a look-up would wait for memory. Events beyond the width of a
 * row go into a list of its own.
 */

/** Span of the rows, from the earliest possible event on, ms. A power of two. */
export const REACH_MS = 2048;
const MASK = REACH_MS - 1;
const WORDS = REACH_MS / 32;

/**
 * Places in a row. In a large world, where an `ahead` listener is given, ten thousand clients that
 * beat once a second fill some thirty places of each row. Elsewhere few events share an instant,
 * and a wheel is made for every run, so the rows are small.
 */
const WIDTH = 32;
const WIDTH_SMALL = 2;

/**
 * Called once per instant, before its first event, with the slice of events about to be dispatched.
 */
export type InstantListener<T> = (items: readonly T[], from: number, count: number) => void;

/** Fewest events of an instant for which the call is worth its cost. */
const ANNOUNCED_MIN = 4;

export class TimingWheel<T> {
  /** Rows, one after another; the place of a removed event is undefined. */
  readonly #rows: (T | undefined)[];
  /** Events beyond the width of a row, by row; made when needed. */
  readonly #overflow = new Map<number, (T | undefined)[]>();
  /** Front and end of each row, in pairs. */
  readonly #bounds = new Int32Array(2 * REACH_MS);
  /** One bit for each row that is not empty. */
  readonly #words = new Int32Array(WORDS);
  #size = 0;
  #nextTime = Infinity;
  readonly #ahead: InstantListener<T> | undefined;
  readonly #width: number;

  constructor(ahead?: InstantListener<T>, width = ahead === undefined ? WIDTH_SMALL : WIDTH) {
    this.#ahead = ahead;
    this.#width = width;
    this.#rows = new Array<T | undefined>(REACH_MS * width).fill(undefined);
  }

  get size(): number {
    return this.#size;
  }

  /** Time of the earliest event, or Infinity when there is none. */
  get nextTime(): number {
    return this.#nextTime;
  }

  /** Inserts an event. All pending times must be within `REACH_MS` of one another. */
  push(time: number, item: T): void {
    const row = time & MASK;
    const end = this.#bounds[2 * row + 1] as number;
    if (end < this.#width) this.#rows[row * this.#width + end] = item;
    else this.#pushOverflow(row, end, item);
    this.#bounds[2 * row + 1] = end + 1;
    if (end === 0) this.#words[row >> 5] = (this.#words[row >> 5] as number) | (1 << (row & 31));
    this.#size += 1;
    if (time < this.#nextTime) this.#nextTime = time;
  }

  #pushOverflow(row: number, place: number, item: T): void {
    let more = this.#overflow.get(row);
    if (more === undefined) this.#overflow.set(row, (more = []));
    more[place - this.#width] = item;
  }

  /** Removes and returns the earliest event; there must be one. */
  pop(): T {
    const row = this.#nextTime & MASK;
    const front = this.#bounds[2 * row] as number;
    const end = this.#bounds[2 * row + 1] as number;
    if (front === 0 && end >= ANNOUNCED_MIN) this.#announce(row, end);
    const item = this.#take(row, front);
    this.#size -= 1;
    if (front + 1 < end) this.#bounds[2 * row] = front + 1;
    else {
      this.#close(row);
      this.#nextTime = this.#timeFrom(this.#nextTime);
    }
    return item as T;
  }

  #announce(row: number, end: number): void {
    const width = this.#width;
    this.#ahead?.(this.#rows as T[], row * width, end < width ? end : width);
    if (end > width) this.#ahead?.(this.#overflow.get(row) as T[], 0, end - width);
  }

  /**
   * Removes the item at a place of a row. The place becomes undefined, so that it keeps nothing
   * alive.
   */
  #take(row: number, place: number): T | undefined {
    const width = this.#width;
    const items = place < width ? this.#rows : (this.#overflow.get(row) as (T | undefined)[]);
    const at = place < width ? row * width + place : place - width;
    const item = items[at];
    items[at] = undefined;
    return item;
  }

  /** Marks a row as empty. */
  #close(row: number): void {
    this.#bounds[2 * row] = 0;
    this.#bounds[2 * row + 1] = 0;
    this.#words[row >> 5] = (this.#words[row >> 5] as number) & ~(1 << (row & 31));
  }

  /** The first time at or after `from` for which an event waits. */
  #timeFrom(from: number): number {
    if (this.#size === 0) return Infinity;
    const place = from & MASK;
    let word = place >> 5;
    let bits = (this.#words[word] as number) & (-1 << (place & 31));
    while (bits === 0) {
      word = (word + 1) & (WORDS - 1);
      bits = this.#words[word] as number;
    }
    const row = 32 * word + 31 - Math.clz32(bits & -bits);
    return from + ((row - place) & MASK);
  }

  /** Drops every event for which `dead` holds; the others keep their order. */
  compact(dead: (item: T) => boolean): void {
    for (let row = 0; row < REACH_MS; row += 1) {
      const end = this.#bounds[2 * row + 1] as number;
      if (end === 0) continue;
      const front = this.#bounds[2 * row] as number;
      const kept: T[] = [];
      for (let place = front; place < end; place += 1) {
        const item = this.#take(row, place) as T;
        if (!dead(item)) kept.push(item);
      }
      this.#size -= end - front;
      this.#close(row);
      const time = this.#nextTime + ((row - this.#nextTime) & MASK);
      for (const item of kept) this.push(time, item);
    }
    this.#nextTime = this.#size === 0 ? Infinity : this.#timeFrom(this.#nextTime);
  }

  /** Pending events, in no particular order. */
  *pending(): Iterable<T> {
    const width = this.#width;
    for (let row = 0; row < REACH_MS; row += 1) {
      const front = this.#bounds[2 * row] as number;
      const end = this.#bounds[2 * row + 1] as number;
      for (let place = front; place < end; place += 1)
        yield (
          place < width ? this.#rows[row * width + place] : this.#overflow.get(row)?.[place - width]
        ) as T;
    }
  }
}
