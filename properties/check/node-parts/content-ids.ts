/**
 * Numbers for plain data by content (hash consing): two values have one number only if they are
 * equal.
 *
 * An object's number is found by the numbers of its fields. No text is built, and the only objects
 * that grow with a search are those it keeps anyway.
 */
import { isFields, refuse } from '../../../sim/model/plain.js';
import { Seq } from '../../../sim/model/seq.js';
import { TORN } from '../../../sim/model/node.js';
import { Sequences, widened } from '../search/table.js';

/** First item in the content of an object; no value has these numbers. */
const LIST = -1;
const RECORD = -2;
const HALF_WRITTEN = -3;
/**
 * Lists of at least this length are remembered by identity, so that an unchanged one costs one
 * lookup.
 */
const LONG = 8;

export class ContentIds {
  /** Numbers of primitives: even. */
  readonly #plain = new Map<unknown, number>();
  /** Numbers of objects, by the numbers of their contents: odd. */
  readonly #objects = new Sequences();
  readonly #long = new Map<object, number>();
  readonly #names: ReadonlySet<string>;
  /** Contents that are being collected, nested ones on top. */
  #stack: Int32Array = new Int32Array(1_024);
  #top = 0;

  /**
   * @param names of nodes: an object keyed by them has its keys in the order of events, which is no
   *   content
   */
  constructor(names: readonly string[]) {
    this.#names = new Set(names);
  }

  id(value: unknown): number {
    if (typeof value !== 'object' || value === null) return this.#plainId(value);
    const isList = value instanceof Seq || Array.isArray(value);
    if (!isList || (value as { readonly length: number }).length < LONG)
      return this.#objectId(value);
    const known = this.#long.get(value);
    if (known !== undefined) return known;
    const id = this.#objectId(value);
    this.#long.set(value, id);
    return id;
  }

  #plainId(value: unknown): number {
    const known = this.#plain.get(value);
    if (known !== undefined) return known;
    if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint')
      refuse(value);
    const id = 2 * this.#plain.size;
    this.#plain.set(value, id);
    return id;
  }

  #objectId(value: object): number {
    const from = this.#top;
    if (value === TORN) this.#push(HALF_WRITTEN);
    else if (value instanceof Seq) {
      this.#push(LIST);
      value.forEach((item: unknown) => {
        this.#push(this.id(item));
      });
    } else if (Array.isArray(value)) {
      this.#push(LIST);
      for (const item of value as readonly unknown[]) this.#push(this.id(item));
    } else {
      if (!isFields(value)) refuse(value);
      this.#pushFields(value as Readonly<Record<string, unknown>>);
    }
    const number = this.#objects.id(this.#stack, from, this.#top);
    this.#top = from;
    return 2 * number + 1;
  }

  #pushFields(fields: Readonly<Record<string, unknown>>): void {
    this.#push(RECORD);
    const keys = Object.keys(fields);
    // Other fields have the order in which the code writes them; keys that name nodes have that of
    // events.
    if (keys.length > 1 && this.#names.has(keys[0] as string)) keys.sort();
    for (const key of keys) {
      this.#push(this.#plainId(key));
      this.#push(this.id(fields[key]));
    }
  }

  #push(number: number): void {
    this.#stack = widened(this.#stack, this.#top + 1);
    this.#stack[this.#top] = number;
    this.#top += 1;
  }
}
