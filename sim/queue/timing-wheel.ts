/**
 * Events of the next two seconds, one row for each millisecond: what goes in at the end of a row
 * comes out at its front, so events of one instant keep their order, and no event is ever compared
 * with another. Whatever the number that waits, going in and coming out touches one row, and the
 * events of an instant lie side by side.
 *
 * All rows lie in one array, of which the place is known without asking the row: in a large world
 * each comes up after a long time, and nobody waits for it to be fetched. What a row has no room for
 * goes into a list of its own.
 */

/** A power of two: how far ahead of the earliest possible event the rows reach, ms. */
export const REACH_MS = 2048;
const MASK = REACH_MS - 1;
const WORDS = REACH_MS / 32;

/**
 * Room of a row: where somebody is told what comes, in a large world, ten thousand clients that beat
 * once a second fill some thirty places of each; elsewhere few events share an instant, and a wheel is
 * made for every run.
 */
const WIDTH = 32;
const WIDTH_SMALL = 2;

/** Told what lies in the row of an instant before the first of it is handed out: so many, from the given place on. */
export type Ahead<T> = (items: readonly T[], from: number, count: number) => void;

/** For fewer it is not worth telling. */
const AHEAD_MIN = 4;

export class Wheel<T> {
  /** Whatever is not waiting any more has left its place undefined. */
  readonly #rows: (T | undefined)[];
  /** Of each row, what it has no room for; made when needed. */
  readonly #more = new Map<number, (T | undefined)[]>();
  /** Of each row its front and, beside it, its end. */
  readonly #bounds = new Int32Array(2 * REACH_MS);
  /** A bit for each row that is not empty. */
  readonly #words = new Int32Array(WORDS);
  #size = 0;
  #nextTime = Infinity;
  readonly #ahead: Ahead<T> | undefined;
  readonly #width: number;

  constructor(ahead?: Ahead<T>, width = ahead === undefined ? WIDTH_SMALL : WIDTH) {
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

  /** All times that wait must lie within `REACH_MS` of one another. */
  push(time: number, item: T): void {
    const row = time & MASK;
    const end = this.#bounds[2 * row + 1] as number;
    if (end < this.#width) this.#rows[row * this.#width + end] = item;
    else this.#pushMore(row, end, item);
    this.#bounds[2 * row + 1] = end + 1;
    if (end === 0) this.#words[row >> 5] = (this.#words[row >> 5] as number) | (1 << (row & 31));
    this.#size += 1;
    if (time < this.#nextTime) this.#nextTime = time;
  }

  #pushMore(row: number, place: number, item: T): void {
    let more = this.#more.get(row);
    if (more === undefined) this.#more.set(row, (more = []));
    more[place - this.#width] = item;
  }

  /** Removes and returns the earliest event; there must be one. */
  pop(): T {
    const row = this.#nextTime & MASK;
    const front = this.#bounds[2 * row] as number;
    const end = this.#bounds[2 * row + 1] as number;
    if (front === 0 && end >= AHEAD_MIN) this.#tell(row, end);
    const item = this.#take(row, front);
    this.#size -= 1;
    if (front + 1 < end) this.#bounds[2 * row] = front + 1;
    else {
      this.#close(row);
      this.#nextTime = this.#timeFrom(this.#nextTime);
    }
    return item as T;
  }

  #tell(row: number, end: number): void {
    const width = this.#width;
    this.#ahead?.(this.#rows as T[], row * width, end < width ? end : width);
    if (end > width) this.#ahead?.(this.#more.get(row) as T[], 0, end - width);
  }

  /** What has been keeps nothing alive. */
  #take(row: number, place: number): T | undefined {
    const width = this.#width;
    const items = place < width ? this.#rows : (this.#more.get(row) as (T | undefined)[]);
    const at = place < width ? row * width + place : place - width;
    const item = items[at];
    items[at] = undefined;
    return item;
  }

  /** The row has become empty. */
  #close(row: number): void {
    this.#bounds[2 * row] = 0;
    this.#bounds[2 * row + 1] = 0;
    this.#words[row >> 5] = (this.#words[row >> 5] as number) & ~(1 << (row & 31));
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
    const row = 32 * word + 31 - Math.clz32(bits & -bits);
    return from + ((row - place) & MASK);
  }

  /** Drops every event for which `dead` holds; the order of the rest stays as it was. */
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

  /** The events still pending, in no particular order. */
  *pending(): Iterable<T> {
    const width = this.#width;
    for (let row = 0; row < REACH_MS; row += 1) {
      const front = this.#bounds[2 * row] as number;
      const end = this.#bounds[2 * row + 1] as number;
      for (let place = front; place < end; place += 1)
        yield (
          place < width ? this.#rows[row * width + place] : this.#more.get(row)?.[place - width]
        ) as T;
    }
  }
}
