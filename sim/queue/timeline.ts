/**
 * What a timeline is: events come out in the order of (true time, insertion). This one is for
 * exploration by the million; another under the same contract is in fake-timers.ts, and whatever
 * wants that one imports it.
 */
import { Calendar } from './event-queue.js';
import type { Ahead } from './timing-wheel.js';

export interface Timeline<T> {
  /** Adds an event at true time `at` (ms), not before the current instant. */
  schedule(at: number, item: T): void;
  /** Hands every event up to and including true time `until` to `dispatch`, until it returns false. */
  run(until: number, dispatch: (at: number, item: T) => boolean): void;
  /** Drops the events for which `dead` holds. */
  compact(dead: (item: T) => boolean): void;
  readonly size: number;
  pending(): Iterable<T>;
}

/**
 * Makes a world's timeline.
 * `ahead` is called with the events of an instant before the first of them is handed out, where the
 * timeline has them side by side.
 * @since 0.1.0
 */
export type TimelineMaker = <T>(ahead?: Ahead<T>) => Timeline<T>;

class HeapTimeline<T> implements Timeline<T> {
  readonly #queue: Calendar<T>;

  constructor(ahead?: Ahead<T>) {
    this.#queue = new Calendar(undefined, ahead);
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

/** The default: a heap, and a timing wheel once many events wait. */
export const heapTimeline: TimelineMaker = (ahead) => new HeapTimeline(ahead);
