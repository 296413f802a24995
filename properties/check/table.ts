/** Maps of three small integers to one, in typed arrays: what a search looks up at every step. */

const EMPTY = -1;

/** The 32 bits that place a key. */
function placed(a: number, b: number, c: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul((hash ^ (hash >>> 15)) + b, 0xc2b2ae35);
  hash = Math.imul((hash ^ (hash >>> 13)) + c, 0x27d4eb2f);
  return hash ^ (hash >>> 16);
}

export class IntTable {
  /** Three of key and one of value a slot. */
  #slots = new Int32Array(4 * 1_024).fill(EMPTY);
  #mask = 1_023;
  #size = 0;

  /** The value; -1 when there is none. */
  get(a: number, b: number, c: number): number {
    const slots = this.#slots;
    for (let i = placed(a, b, c) & this.#mask; ; i = (i + 1) & this.#mask) {
      const at = 4 * i;
      if (slots[at + 3] === EMPTY) return EMPTY;
      if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c)
        return slots[at + 3] as number;
    }
  }

  /** Adds a key that is not there yet; the value is not negative. */
  set(a: number, b: number, c: number, value: number): void {
    if (2 * this.#size > this.#mask) this.#grow();
    this.#size += 1;
    this.#put(a, b, c, value);
  }

  #put(a: number, b: number, c: number, value: number): void {
    const slots = this.#slots;
    let i = placed(a, b, c) & this.#mask;
    while (slots[4 * i + 3] !== EMPTY) i = (i + 1) & this.#mask;
    slots[4 * i] = a;
    slots[4 * i + 1] = b;
    slots[4 * i + 2] = c;
    slots[4 * i + 3] = value;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(2 * old.length).fill(EMPTY);
    this.#mask = 2 * this.#mask + 1;
    for (let at = 0; at < old.length; at += 4)
      if (old[at + 3] !== EMPTY)
        this.#put(
          old[at] as number,
          old[at + 1] as number,
          old[at + 2] as number,
          old[at + 3] as number,
        );
  }
}

/** Numbers vectors of integers, all of one width, in the order in which they are first met. */
export class Tuples {
  readonly #width: number;
  #items: Int32Array;
  /** Numbers, by where their vectors' hashes place them. */
  #slots = new Int32Array(1_024).fill(EMPTY);
  #mask = 1_023;
  #size = 0;

  constructor(width: number) {
    this.#width = width;
    this.#items = new Int32Array(512 * width);
  }

  id(tuple: Int32Array): number {
    const slots = this.#slots;
    let i = this.#placed(tuple, 0) & this.#mask;
    for (; slots[i] !== EMPTY; i = (i + 1) & this.#mask)
      if (this.#is(slots[i] as number, tuple)) return slots[i] as number;
    const id = this.#size;
    slots[i] = id;
    this.#items.set(tuple, id * this.#width);
    this.#size += 1;
    if (2 * this.#size > this.#mask) this.#grow();
    return id;
  }

  read(id: number, out: Int32Array): void {
    const at = id * this.#width;
    for (let i = 0; i < this.#width; i += 1) out[i] = this.#items[at + i] as number;
  }

  #is(id: number, tuple: Int32Array): boolean {
    const at = id * this.#width;
    for (let i = 0; i < this.#width; i += 1) if (this.#items[at + i] !== tuple[i]) return false;
    return true;
  }

  #placed(from: Int32Array, at: number): number {
    let hash = 0;
    for (let i = at; i < at + this.#width; i += 1) hash = placed(hash, from[i] as number, i - at);
    return hash;
  }

  #grow(): void {
    this.#mask = 2 * this.#mask + 1;
    this.#slots = new Int32Array(this.#mask + 1).fill(EMPTY);
    const items = new Int32Array(2 * this.#items.length);
    items.set(this.#items);
    this.#items = items;
    for (let id = 0; id < this.#size; id += 1) {
      let i = this.#placed(items, id * this.#width) & this.#mask;
      while (this.#slots[i] !== EMPTY) i = (i + 1) & this.#mask;
      this.#slots[i] = id;
    }
  }
}

/** Numbers things in the order in which they are first met; equal texts are one thing. */
export class Interner<T> {
  readonly items: T[] = [];
  readonly #ids = new Map<string, number>();

  id(text: string, make: () => T): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.items.length;
    this.#ids.set(text, id);
    this.items.push(make());
    return id;
  }

  at(id: number): T {
    return this.items[id] as T;
  }
}
