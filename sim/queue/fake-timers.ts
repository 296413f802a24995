/**
 * A timeline on @sinonjs/fake-timers: the reference for the heap, and a way to run code that knows
 * only setTimeout and Date in the same world. A world receives it as an option (`new World(spec, {
 * timeline: fakeTimers })`), so that no other run loads the library.
 */
import { createClock } from '@sinonjs/fake-timers';
import type { Timeline, TimelineMaker } from './timeline.js';

/**
 * The longest delay of one timer: fake-timers turns any longer one into 1 ms, as Node does, so long
 * waits are split.
 */
const HOP_MS_MAX = 2 ** 31 - 1;

/**
 * One fake timer per distinct instant; the events of the instant wait in a list of their own. This
 * keeps insertion order where fake-timers alone would not: it moves a timer of zero delay that is
 * set during a tick to the next millisecond.
 */
class FakeTimersTimeline<T> implements Timeline<T> {
  readonly #clock = createClock(0);
  readonly #instants = new Map<number, T[]>();
  #dispatch: ((at: number, item: T) => boolean) | undefined;
  #stopped = false;
  #size = 0;
  /** The instant being dispatched, and the number of its events that were dispatched already. */
  #current = -1;
  #handed = 0;

  get size(): number {
    return this.#size;
  }

  schedule(at: number, item: T): void {
    this.#size += 1;
    const waiting = this.#instants.get(at);
    if (waiting !== undefined) {
      waiting.push(item);
      return;
    }
    this.#instants.set(at, [item]);
    this.#wake(at);
  }

  #wake(at: number): void {
    const delay = at - this.#clock.now;
    if (delay > HOP_MS_MAX)
      this.#clock.setTimeout(() => {
        this.#wake(at);
      }, HOP_MS_MAX);
    else
      this.#clock.setTimeout(() => {
        this.#drain(at);
      }, delay);
  }

  #drain(at: number): void {
    const waiting = this.#instants.get(at);
    if (waiting === undefined || this.#stopped) return;
    this.#current = at;
    this.#handed = 0;
    // The list may grow at its end, and be compacted, while it is walked.
    while (this.#handed < waiting.length && !this.#stopped) {
      const item = waiting[this.#handed] as T;
      this.#handed += 1;
      this.#size -= 1;
      if (this.#dispatch?.(at, item) !== true) this.#stopped = true;
    }
    waiting.splice(0, this.#handed);
    this.#current = -1;
    if (waiting.length === 0) this.#instants.delete(at);
  }

  run(until: number, dispatch: (at: number, item: T) => boolean): void {
    this.#dispatch = dispatch;
    this.#stopped = false;
    // Once stopped, the remaining timers fire without effect: a stopped run is not resumed.
    this.#clock.tick(until - this.#clock.now);
  }

  compact(dead: (item: T) => boolean): void {
    for (const [at, waiting] of this.#instants) {
      const handed = at === this.#current ? this.#handed : 0;
      const before = waiting.length;
      // In place: the list of the current instant is being walked.
      const kept = waiting.slice(handed).filter((item) => !dead(item));
      waiting.length = handed;
      for (const item of kept) waiting.push(item);
      this.#size -= before - waiting.length;
      if (waiting.length === 0) this.#instants.delete(at);
    }
  }

  *pending(): Iterable<T> {
    for (const [at, waiting] of this.#instants)
      for (let i = at === this.#current ? this.#handed : 0; i < waiting.length; i += 1)
        yield waiting[i] as T;
  }
}

/**
 * Makes a timeline on fake timers. It is many times slower than the heap, and the run is the same.
 * @since 0.1.0
 */
export const fakeTimers: TimelineMaker = <T>() => new FakeTimersTimeline<T>();
