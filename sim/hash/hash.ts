/**
 * The running 64-bit trace hash: two 32-bit lanes and integer operations only, so it is the same on
 * every machine and engine. It is not cryptographic: it distinguishes runs, and does not resist an
 * attacker.
 */
import { isFields, refuse } from '../model/plain.js';
import { Seq } from '../model/seq.js';
import type { Digester } from '../model/seq.js';

const EMPTY_HASH = 0x811c9dc5 | 0;
const stringHashes = new Map<string, number>();

/**
 * A direct-mapped cache in front of the map: one text for each place, chosen by its length and its
 * last character, in which names mostly differ.
 */
const PLACES = 256;
const near: string[] = new Array<string>(PLACES).fill('');
const nearHashes = new Int32Array(PLACES);

/** The integer that `Hasher.string` mixes in for a text, cached because names recur. */
export function stringHash(text: string): number {
  const { length } = text;
  if (length === 0) return EMPTY_HASH;
  const place = (31 * length + text.charCodeAt(length - 1)) & (PLACES - 1);
  if (near[place] === text) return nearHashes[place] as number;
  const hash = farHash(text);
  near[place] = text;
  nearHashes[place] = hash;
  return hash;
}

function farHash(text: string): number {
  const known = stringHashes.get(text);
  if (known !== undefined) return known;
  let hash = EMPTY_HASH;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  // The cache only saves time: it never changes a result, so its bound may be crude.
  if (stringHashes.size > 50_000) stringHashes.clear();
  stringHashes.set(text, hash);
  return hash;
}

const FIRST_A = 0x9e3779b9 | 0;
const FIRST_B = 0x7f4a7c15 | 0;

export class Hasher implements Digester {
  a = FIRST_A;
  b = FIRST_B;

  /** Starts again, with one piece of plain data. */
  digest(item: unknown): void {
    this.a = FIRST_A;
    this.b = FIRST_B;
    this.value(item);
  }

  /** Mixes in one 32-bit integer. */
  int(x: number): void {
    this.a = Math.imul(this.a ^ x, 0x85ebca6b);
    this.a ^= this.a >>> 15;
    this.b = Math.imul((this.b + x) | 0, 0xc2b2ae35) ^ (this.b >>> 13);
  }

  /** Mixes in an integer of up to 53 bits (a time, a count). */
  number(x: number): void {
    const low = x | 0;
    this.int(low);
    // Most numbers fit in 32 bits; their upper half is the sign, and needs no division.
    this.int(low === x ? low >> 31 : Math.floor(x / 4294967296) | 0);
  }

  string(text: string): void {
    this.int(stringHash(text));
  }

  /**
   * Mixes in plain data, walking it in insertion order. Keys are not mixed: the
   * values and their order are, so renaming a field keeps a trace's hash.
   */
  value(value: unknown): void {
    // `typeof` is compared in place each time, so that the engine creates no string.
    if (typeof value === 'number') {
      if (Number.isInteger(value)) this.number(value);
      else this.string(String(value));
    } else if (typeof value === 'string') this.int(stringHash(value));
    else if (typeof value === 'object') this.#object(value);
    else if (typeof value === 'boolean') this.int(value ? 3 : 5);
    else if (value === undefined) this.int(7);
    else refuse(value);
  }

  #object(value: object | null): void {
    if (value === null) {
      this.int(11);
    } else if (Array.isArray(value)) {
      this.int(value.length);
      for (let i = 0; i < value.length; i += 1) this.value(value[i]);
    } else if (isFields(value)) {
      for (const key in value) this.value((value as Record<string, unknown>)[key]);
      this.int(13);
    } else if (value instanceof Seq) {
      const [a, b] = value.digest(newHasher);
      this.int(a);
      this.int(b);
    } else refuse(value);
  }

  /** The hash so far, as 16 hexadecimal digits. */
  hex(): string {
    const a = Math.imul(this.a ^ (this.b >>> 7), 0x27d4eb2f) ^ (this.a >>> 16);
    const b = Math.imul(this.b ^ (this.a >>> 9), 0x165667b1) ^ (this.b >>> 16);
    return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
  }
}

const newHasher = (): Hasher => new Hasher();

/**
 * The 64-bit hash of one piece of plain data, as 16 hexadecimal digits.
 * @since 0.1.0
 */
export function hashOf(value: unknown): string {
  const hasher = new Hasher();
  hasher.value(value);
  return hasher.hex();
}
