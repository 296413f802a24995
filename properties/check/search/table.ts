/**
 * Open-addressing hash tables in typed arrays, and interners: what a search looks up at every step.
 */

const EMPTY = -1;

/** Hash of a key. */
function placed(a: number, b: number, c: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul((hash ^ (hash >>> 15)) + b, 0xc2b2ae35);
  hash = Math.imul((hash ^ (hash >>> 13)) + c, 0x27d4eb2f);
  return hash ^ (hash >>> 16);
}

export class IntTable {
  /** Slots of four: three integers of the key and the value. */
  #slots = new Int32Array(4 * 1_024).fill(EMPTY);
  #mask = 1_023;
  #size = 0;

  /** The value; -1 if the key is absent. */
  get(a: number, b: number, c: number): number {
    const slots = this.#slots;
    for (let i = placed(a, b, c) & this.#mask; ; i = (i + 1) & this.#mask) {
      const at = 4 * i;
      if (slots[at + 3] === EMPTY) return EMPTY;
      if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c)
        return slots[at + 3] as number;
    }
  }

  /** Adds a key that is absent; the value must not be negative. */
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

/** The array itself, or a copy of at least `length` elements with the same beginning. */
export const widened = (array: Int32Array, length: number): Int32Array => {
  if (length <= array.length) return array;
  const wider = new Int32Array(Math.max(length, 2 * array.length));
  wider.set(array);
  return wider;
};

/** Interns sequences of integers, numbered in order of first occurrence. */
export class Sequences {
  /**
   * All sequences, concatenated, and their offsets; the last offset is where the next one begins.
   */
  #items: Int32Array = new Int32Array(4_096);
  #begins: Int32Array = new Int32Array(1_024);
  /** Numbers of sequences, by hash. */
  #slots = new Int32Array(1_024).fill(EMPTY);
  #mask = 1_023;
  size = 0;

  /** Number of the sequence in `from` between `start` and `end`. */
  id(from: Int32Array, start: number, end: number): number {
    const slots = this.#slots;
    let i = hashOf(from, start, end) & this.#mask;
    for (; slots[i] !== EMPTY; i = (i + 1) & this.#mask)
      if (this.#is(slots[i] as number, from, start, end)) return slots[i] as number;
    slots[i] = this.size;
    return this.#add(from, start, end);
  }

  of(numbers: readonly number[]): number {
    return this.id(Int32Array.from(numbers), 0, numbers.length);
  }

  read(id: number, out: Int32Array): void {
    const begin = this.#begins[id] as number;
    for (let i = begin; i < (this.#begins[id + 1] as number); i += 1)
      out[i - begin] = this.#items[i] as number;
  }

  #is(id: number, from: Int32Array, start: number, end: number): boolean {
    const begin = this.#begins[id] as number;
    if ((this.#begins[id + 1] as number) - begin !== end - start) return false;
    for (let i = start; i < end; i += 1)
      if (this.#items[begin + i - start] !== from[i]) return false;
    return true;
  }

  #add(from: Int32Array, start: number, end: number): number {
    const id = this.size;
    const begin = this.#begins[id] as number;
    this.#items = widened(this.#items, begin + end - start);
    for (let i = start; i < end; i += 1) this.#items[begin + i - start] = from[i] as number;
    this.#begins = widened(this.#begins, id + 2);
    this.#begins[id + 1] = begin + end - start;
    this.size += 1;
    if (2 * this.size > this.#mask) this.#grow();
    return id;
  }

  #grow(): void {
    this.#mask = 2 * this.#mask + 1;
    this.#slots = new Int32Array(this.#mask + 1).fill(EMPTY);
    for (let id = 0; id < this.size; id += 1) {
      const hash = hashOf(this.#items, this.#begins[id] as number, this.#begins[id + 1] as number);
      let i = hash & this.#mask;
      while (this.#slots[i] !== EMPTY) i = (i + 1) & this.#mask;
      this.#slots[i] = id;
    }
  }
}

function hashOf(from: Int32Array, start: number, end: number): number {
  let hash = 0;
  for (let i = start; i < end; i += 1) {
    hash = Math.imul(hash ^ (from[i] as number), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Interns values by key, numbered in order of first occurrence. */
export class Interner<T, Key extends string | number = string> {
  readonly items: T[] = [];
  readonly #ids = new Map<Key, number>();

  id(key: Key, make: () => T): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.items.length;
    this.#ids.set(key, id);
    this.items.push(make());
    return id;
  }

  at(id: number): T {
    return this.items[id] as T;
  }
}
