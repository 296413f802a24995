/**
 * The queue of the heap timeline: a heap and, once many events wait, a timing wheel for those of
 * the next two seconds, which in a large world are nearly all. The wheel is that of Varghese and
 * Lauck, "Hashed and hierarchical timing wheels". An instant comes within reach of the wheel once,
 * and stays within it. So the events of one instant that wait in the heap were inserted before
 * those that wait in the wheel.
 */
import { Heap } from './heap.js';
import { REACH_MS, TimingWheel } from './timing-wheel.js';
import type { InstantListener } from './timing-wheel.js';

/**
 * Largest number of events for which the heap alone is fastest; a small world needs nothing else.
 */
const HEAP_ALONE_MAX = 128;

export class EventQueue<T> {
  readonly #heap = new Heap<T>();
  #wheel: TimingWheel<T> | undefined;
  /** Start of the wheel's reach: an event before this time goes into the heap. */
  #from = 0;
  #inserted = 0;
  readonly #heapAloneMax: number;
  readonly #ahead: InstantListener<T> | undefined;
  readonly #width: number | undefined;

  /** @param width room for events of one instant in the wheel's rows */
  constructor(heapAloneMax = HEAP_ALONE_MAX, ahead?: InstantListener<T>, width?: number) {
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
      if (this.#heap.size > this.#heapAloneMax) this.#openWheel();
      return;
    }
    const ahead = time - this.#from;
    if (ahead >= 0 && ahead < REACH_MS && Math.floor(time) === time) wheel.push(time, item);
    else this.#heap.push(time, this.#inserted, item);
  }

  /**
   * Opens the wheel. From now on it takes the events within its reach; the heap takes all others.
   */
  #openWheel(): void {
    this.#wheel = new TimingWheel(this.#ahead, this.#width);
    this.#from = this.#heap.nextTime();
  }

  /** Removes and returns the earliest event; undefined when there is none. */
  pop(): T | undefined {
    const wheel = this.#wheel;
    if (wheel === undefined) return this.#heap.pop();
    if (wheel.size === 0) return this.#popHeap(this.#heap.nextTime());
    const time = this.#heap.nextTime();
    const near = wheel.nextTime;
    // Within one instant, events in the heap were inserted before those in the wheel.
    if (time <= near) return this.#popHeap(time);
    this.#from = near;
    return wheel.pop();
  }

  /** Removes the earliest event of the heap, which is the earliest of all. */
  #popHeap(time: number): T | undefined {
    if (time > this.#from && time < Infinity) this.#from = time;
    return this.#heap.pop();
  }

  /** Drops every event for which `dead` holds; the others keep their order. */
  compact(dead: (item: T) => boolean): void {
    this.#heap.compact(dead);
    this.#wheel?.compact(dead);
  }

  /** Pending events, in no particular order. For counting and scanning only. */
  *pending(): Iterable<T> {
    yield* this.#heap.pending();
    if (this.#wheel !== undefined) yield* this.#wheel.pending();
  }
}
