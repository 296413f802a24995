/**
 * A heap ordered by (true time, insertion number), so that events of one instant come out in the
 * order in which they went in. Each place has four children. So there are half as many levels as
 * with two, and the four are adjacent in memory, which matters once the heap outgrows a cache.
 *
 * Only numbers move in the heap. An item stays in one slot from its insertion to its removal, so
 * the garbage collector sees it once, and nothing is allocated per event.
 */

const CAPACITY_FIRST = 8;

const slotsTo = (capacity: number): Int32Array =>
  Int32Array.from({ length: capacity }, (_, slot) => slot);

/** Copied for each heap, because a world is made for every scenario. */
const FIRST_SLOTS = slotsTo(CAPACITY_FIRST);

export class Heap<T> {
  #times = new Float64Array(CAPACITY_FIRST);
  #orders = new Float64Array(CAPACITY_FIRST);
  /** Slot of the item at each place; beyond the last place, the free slots. */
  #slots: Int32Array = FIRST_SLOTS.slice();
  readonly #items: T[] = [];
  /** Places in use, including the empty one at the top. */
  #places = 0;
  /**
   * True while the earliest event was removed and its place is still empty. Most events cause
   * another one, which then sinks from the top, so the heap is put in order once instead of twice.
   */
  #hole = false;

  get size(): number {
    return this.#hole ? this.#places - 1 : this.#places;
  }

  /** Time of the earliest event, or Infinity when there is none. */
  nextTime(): number {
    if (this.#hole) this.#fill();
    return this.#places === 0 ? Infinity : (this.#times[0] as number);
  }

  /**
   * Inserts an event. `order` must be greater than that of every earlier event of the same time.
   */
  push(time: number, order: number, item: T): void {
    if (this.#hole) {
      this.#hole = false;
      const slot = this.#slots[0] as number;
      this.#items[slot] = item;
      this.#sink(time, order, slot);
      return;
    }
    const place = this.#places;
    if (place === this.#times.length) this.#grow();
    const slot = this.#slots[place] as number;
    this.#items[slot] = item;
    this.#places = place + 1;
    this.#rise(place, time, order, slot);
  }

  #grow(): void {
    const before = this.#times.length;
    const [times, orders, slots] = [this.#times, this.#orders, this.#slots];
    this.#times = new Float64Array(2 * before);
    this.#orders = new Float64Array(2 * before);
    this.#slots = slotsTo(2 * before);
    this.#times.set(times);
    this.#orders.set(orders);
    this.#slots.set(slots);
  }

  #rise(place: number, time: number, order: number, slot: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const slots = this.#slots;
    let i = place;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const parentTime = times[parent] as number;
      if (parentTime < time || (parentTime === time && (orders[parent] as number) < order)) break;
      times[i] = parentTime;
      orders[i] = orders[parent] as number;
      slots[i] = slots[parent] as number;
      i = parent;
    }
    times[i] = time;
    orders[i] = order;
    slots[i] = slot;
  }

  /** Removes and returns the earliest event; undefined when there is none. */
  pop(): T | undefined {
    if (this.#hole) this.#fill();
    if (this.#places === 0) return undefined;
    this.#hole = true;
    return this.#items[this.#slots[0] as number];
  }

  /** Moves the last event to the empty place at the top; its own place receives the free slot. */
  #fill(): void {
    this.#hole = false;
    const last = this.#places - 1;
    this.#places = last;
    const free = this.#slots[0] as number;
    const slot = this.#slots[last] as number;
    this.#slots[last] = free;
    if (last > 0) this.#sink(this.#times[last] as number, this.#orders[last] as number, slot);
  }

  /** Places an event from the top downwards. */
  #sink(time: number, order: number, slot: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const slots = this.#slots;
    const size = this.#places;
    let i = 0;
    for (;;) {
      let child = 4 * i + 1;
      if (child >= size) break;
      let childTime = times[child] as number;
      const end = child + 4 < size ? child + 4 : size;
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
      slots[i] = slots[child] as number;
      i = child;
    }
    times[i] = time;
    orders[i] = order;
    slots[i] = slot;
  }

  /** Drops every event for which `dead` holds; the others keep their order. */
  compact(dead: (item: T) => boolean): void {
    if (this.#hole) this.#fill();
    const places = this.#places;
    const free: number[] = [];
    this.#places = 0;
    for (let place = 0; place < places; place += 1) {
      const slot = this.#slots[place] as number;
      if (dead(this.#items[slot] as T)) {
        free.push(slot);
        continue;
      }
      const to = this.#places;
      this.#places = to + 1;
      this.#rise(to, this.#times[place] as number, this.#orders[place] as number, slot);
    }
    this.#slots.set(free, this.#places);
  }

  /** Pending events, in no particular order. For counting and scanning only. */
  *pending(): Iterable<T> {
    if (this.#hole) this.#fill();
    for (let place = 0; place < this.#places; place += 1)
      yield this.#items[this.#slots[place] as number] as T;
  }
}
