/**
 * The timers of a node by name, in the order in which they were first set. Most nodes have one or a
 * few: a list then takes a tenth of a map's memory. Larger sets use a map.
 */
import type { TimerEvent } from './queued-event.js';

const FEW = 12;
const NONE: readonly TimerEvent[] = [];

export class TimerSet {
  #few: TimerEvent[] | undefined;
  #many: Map<string, TimerEvent> | undefined;

  get size(): number {
    return this.#many?.size ?? this.#few?.length ?? 0;
  }

  get(name: string): TimerEvent | undefined {
    if (this.#many !== undefined) return this.#many.get(name);
    const place = this.#placeOf(name);
    return place < 0 ? undefined : this.#few?.[place];
  }

  /** Adds a timer, replacing one of the same name. */
  set(entry: TimerEvent): void {
    if (this.#many !== undefined) {
      this.#many.set(entry.timer, entry);
      return;
    }
    const few = this.#few;
    if (few === undefined) {
      this.#few = [entry];
      return;
    }
    const place = this.#placeOf(entry.timer);
    if (place >= 0) few[place] = entry;
    else if (few.length < FEW) few.push(entry);
    else {
      this.#many = new Map([...few, entry].map((one) => [one.timer, one]));
      this.#few = undefined;
    }
  }

  #placeOf(name: string): number {
    const few = this.#few ?? NONE;
    for (let i = 0; i < few.length; i += 1) if (few[i]?.timer === name) return i;
    return -1;
  }

  delete(name: string): void {
    this.#many?.delete(name);
    const place = this.#placeOf(name);
    if (place >= 0) this.#few?.splice(place, 1);
  }

  clear(): void {
    this.#few = undefined;
    this.#many = undefined;
  }

  all(): readonly TimerEvent[] {
    return this.#many === undefined ? (this.#few?.slice() ?? []) : [...this.#many.values()];
  }
}
