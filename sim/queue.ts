/**
 * The event queue: a heap ordered by (true time, insertion number), so that events of one
 * instant come out in the order in which they went in. Each place has four below it: half as many
 * levels as with two, and the four lie side by side, which counts once the heap outgrows a cache.
 */

export class EventQueue<T> {
  // Three parallel arrays rather than an array of entries: no allocation per event.
  readonly #times: number[] = [];
  readonly #orders: number[] = [];
  readonly #items: T[] = [];
  #inserted = 0;

  get size(): number {
    return this.#items.length;
  }

  /** Time of the earliest event, or Infinity when there is none. */
  nextTime(): number {
    return this.#times.length === 0 ? Infinity : (this.#times[0] as number);
  }

  push(time: number, item: T): void {
    this.#inserted += 1;
    this.#rise(this.#items.length, time, this.#inserted, item);
  }

  #rise(place: number, time: number, order: number, item: T): void {
    const times = this.#times;
    const orders = this.#orders;
    const items = this.#items;
    let i = place;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const parentTime = times[parent] as number;
      if (parentTime < time || (parentTime === time && (orders[parent] as number) < order)) break;
      times[i] = parentTime;
      orders[i] = orders[parent] as number;
      items[i] = items[parent] as T;
      i = parent;
    }
    times[i] = time;
    orders[i] = order;
    items[i] = item;
  }

  /** Removes and returns the earliest event; undefined when there is none. */
  pop(): T | undefined {
    const items = this.#items;
    if (items.length === 0) return undefined;
    const earliest = items[0] as T;
    const time = this.#times.pop() as number;
    const order = this.#orders.pop() as number;
    const item = items.pop() as T;
    if (items.length > 0) this.#sink(time, order, item);
    return earliest;
  }

  #sink(time: number, order: number, item: T): void {
    const times = this.#times;
    const orders = this.#orders;
    const items = this.#items;
    const size = items.length;
    let i = 0;
    for (;;) {
      let child = 4 * i + 1;
      if (child >= size) break;
      let childTime = times[child] as number;
      const end = Math.min(child + 4, size);
      for (let next = child + 1; next < end; next += 1) {
        const nextTime = times[next] as number;
        if (
          nextTime < childTime ||
          (nextTime === childTime && (orders[next] as number) < (orders[child] as number))
        ) {
          child = next;
          childTime = nextTime;
        }
      }
      if (time < childTime || (time === childTime && order < (orders[child] as number))) break;
      times[i] = childTime;
      orders[i] = orders[child] as number;
      items[i] = items[child] as T;
      i = child;
    }
    times[i] = time;
    orders[i] = order;
    items[i] = item;
  }

  /** Drops every event for which `dead` holds; the order of the rest stays as it was. */
  compact(dead: (item: T) => boolean): void {
    const kept: { time: number; order: number; item: T }[] = [];
    for (let i = 0; i < this.#items.length; i += 1) {
      const item = this.#items[i] as T;
      if (!dead(item))
        kept.push({ time: this.#times[i] as number, order: this.#orders[i] as number, item });
    }
    this.#times.length = 0;
    this.#orders.length = 0;
    this.#items.length = 0;
    for (const { time, order, item } of kept) this.#rise(this.#items.length, time, order, item);
  }

  /** The events still pending, in no particular order. For counting and scanning only. */
  pending(): readonly T[] {
    return this.#items;
  }
}
