/**
 * The contract of a timeline, events come out in the order of (true time, insertion), and the
 * default implementation, for exploration by the million. A second one under the same contract is
 * in fake-timers.ts; only its users import it.
 */
import { EventQueue } from './event-queue.js';
import type { InstantListener } from './timing-wheel.js';

export interface Timeline<T> {
  /** Adds an event at true time `at` (ms), not before the current instant. */
  schedule(at: number, item: T): void;
  /**
   * Passes every event up to and including true time `until` to `dispatch`, until it returns false.
   */
  run(until: number, dispatch: (at: number, item: T) => boolean): void;
  /** Drops the events for which `dead` holds. */
  compact(dead: (item: T) => boolean): void;
  readonly size: number;
  pending(): Iterable<T>;
}

/**
 * Makes the timeline of a world. A timeline that stores the events of an instant side by side calls
 * `ahead` with them before it dispatches the first.
 * @since 0.1.0
 */
export type TimelineMaker = <T>(ahead?: InstantListener<T>) => Timeline<T>;

class HeapTimeline<T> implements Timeline<T> {
  readonly #queue: EventQueue<T>;

  constructor(ahead?: InstantListener<T>, heapAloneMax?: number) {
    this.#queue = new EventQueue(heapAloneMax, ahead);
  }

  get size(): number {
    return this.#queue.size;
  }

  schedule(at: number, item: T): void {
    this.#queue.push(at, item);
  }

  run(until: number, dispatch: (at: number, item: T) => boolean): void {
    for (;;) {
      const at = this.#queue.nextTime();
      if (at > until) return;
      const item = this.#queue.pop() as T;
      if (!dispatch(at, item)) return;
    }
  }

  compact(dead: (item: T) => boolean): void {
    this.#queue.compact(dead);
  }

  pending(): Iterable<T> {
    return this.#queue.pending();
  }
}

/** Makes the default timeline: a heap, and a timing wheel once many events wait. */
export const heapTimeline: TimelineMaker = (ahead) => new HeapTimeline(ahead);

/** Makes a timeline with a heap and no timing wheel. The benchmark shows what the wheel gains. */
export const heapAloneTimeline: TimelineMaker = (ahead) => new HeapTimeline(ahead, Infinity);
