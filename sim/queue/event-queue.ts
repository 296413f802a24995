/**
 * The heap timeline's queue: a heap for whatever comes, and, once many events wait, a wheel for
 * those of the next two seconds, which in a large world are nearly all. An instant comes within the
 * wheel's reach once, and stays there: what waits for it in the heap went in before what waits for it
 * in the wheel.
 */
import { EventQueue } from './heap.js';
import { REACH_MS, Wheel } from './timing-wheel.js';
import type { Ahead } from './timing-wheel.js';

/** As long as no more wait, a heap is the fastest there is, and a small world needs nothing else. */
const HEAP_ALONE_MAX = 128;

export class Calendar<T> {
  readonly #heap = new EventQueue<T>();
  #wheel: Wheel<T> | undefined;
  /** No event can come before this any more, except into the heap. */
  #from = 0;
  #inserted = 0;
  readonly #heapAloneMax: number;
  readonly #ahead: Ahead<T> | undefined;
  readonly #width: number | undefined;

  /** @param width room for events of one instant in the wheel's rows */
  constructor(heapAloneMax = HEAP_ALONE_MAX, ahead?: Ahead<T>, width?: number) {
    this.#heapAloneMax = heapAloneMax;
    this.#ahead = ahead;
    this.#width = width;
  }

  get size(): number {
    return this.#heap.size + (this.#wheel?.size ?? 0);
  }

  /** Time of the earliest event, or Infinity when there is none. */
  nextTime(): number {
    const time = this.#heap.nextTime();
    const wheel = this.#wheel;
    return wheel !== undefined && wheel.nextTime < time ? wheel.nextTime : time;
  }

  push(time: number, item: T): void {
    this.#inserted += 1;
    const wheel = this.#wheel;
    if (wheel === undefined) {
      this.#heap.push(time, this.#inserted, item);
      if (this.#heap.size > this.#heapAloneMax) this.#open();
      return;
    }
    const ahead = time - this.#from;
    if (ahead >= 0 && ahead < REACH_MS && Math.floor(time) === time) wheel.push(time, item);
    else this.#heap.push(time, this.#inserted, item);
  }

  /** From here on the wheel takes what comes; what comes before the earliest that waits, the heap. */
  #open(): void {
    this.#wheel = new Wheel(this.#ahead, this.#width);
    this.#from = this.#heap.nextTime();
  }

  /** Removes and returns the earliest event; undefined when there is none. */
  pop(): T | undefined {
    const wheel = this.#wheel;
    if (wheel === undefined) return this.#heap.pop();
    if (wheel.size === 0) return this.#passed(this.#heap.nextTime());
    const time = this.#heap.nextTime();
    const near = wheel.nextTime;
    // Of one instant, what lies in the heap went in before anything could go into the wheel.
    if (time <= near) return this.#passed(time);
    this.#from = near;
    return wheel.pop();
  }

  /** The earliest of the heap, which is that of all. */
  #passed(time: number): T | undefined {
    if (time > this.#from && time < Infinity) this.#from = time;
    return this.#heap.pop();
  }

  /** Drops every event for which `dead` holds; the order of the rest stays as it was. */
  compact(dead: (item: T) => boolean): void {
    this.#heap.compact(dead);
    this.#wheel?.compact(dead);
  }

  /** The events still pending, in no particular order. For counting and scanning only. */
  *pending(): Iterable<T> {
    yield* this.#heap.pending();
    if (this.#wheel !== undefined) yield* this.#wheel.pending();
  }
}
