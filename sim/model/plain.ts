/**
 * Plain data: the content of states, messages, inputs and disk entries. The trace hash, the search
 * for copies of records, freezing and the exhaustive check all walk it field by field. Each of them
 * refuses a value that it cannot walk, because a skipped value makes two different states look
 * equal.
 *
 * Plain are null, undefined, booleans, numbers, strings, arrays, `Seq`s, and objects with fields
 * and without a class. See decision 28.
 */
import { SkewproofError } from './errors.js';
import { Seq } from './seq.js';
import type { SeqKnowledge } from './seq.js';

const EXPECTED =
  'plain data: null, undefined, booleans, numbers, strings, arrays, Seqs and objects without a class';

const ADVICE: Readonly<Record<string, string>> = {
  'a Map': 'Keep an object by name, or an array of pairs; a Map can change without a new state.',
  'a Set':
    'Keep an array, or an object with a field for each; a Set can change without a new state.',
  'a Date': 'Keep its ms as a number.',
  'a bigint': 'Keep a number, or its digits as a string.',
  'a function': 'Keep in a model what it does, and in its data only what it knows.',
};

const OTHERWISE = 'Keep its content as an object without a class.';

/** True for an object with fields and without a class, of any realm. */
export function isFields(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === Object.prototype || prototype === null || isRealmsOwn(prototype);
}

/** Apart from `isFields`, which every hashed object passes and which must stay small. */
function isRealmsOwn(prototype: object): boolean {
  if (Object.getPrototypeOf(prototype) !== null) return false;
  // A class that extends null is no realm's own.
  const { constructor } = prototype as { readonly constructor?: { readonly name?: unknown } };
  return constructor?.name === 'Object';
}

/** True for an array without a class, of any realm: the prototype of such arrays is one itself. */
const isPlainList = (value: readonly unknown[]): boolean =>
  Array.isArray(Object.getPrototypeOf(value));

/**
 * Names the type of a value that is not plain data, with its article: `a Map`, `an instance of
 * Usage`.
 */
function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `a ${typeof value}`;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return tag === 'Object' ? classOf(value) : `${/^[AEIOU]/.test(tag) ? 'an' : 'a'} ${tag}`;
}

function classOf(value: object): string {
  const { constructor } = value as { readonly constructor?: unknown };
  const name = typeof constructor === 'function' ? constructor.name : '';
  return `an instance of ${name === '' ? 'a class' : name}`;
}

/** True for the name of an item's place: `'0'`. */
const isPlace = (key: string | symbol): boolean => typeof key === 'string' && /^\d+$/.test(key);

/** The error for data that is not plain, at a place. */
export function notPlain(got: string, place: string): SkewproofError {
  const advice = ADVICE[got] ?? OTHERWISE;
  return new SkewproofError('SKEW-403', { place, expected: EXPECTED, got, advice });
}

/** The place in an error of a walk that does not know which data it walks. */
const NOWHERE = 'the data of a model';

/** @throws SkewproofError SKEW-403 always, without a place: see `isWithoutPlace`. */
export function refuse(value: unknown): never {
  throw notPlain(kindOf(value), NOWHERE);
}

/** True for an error of `refuse` that has no place yet. */
export const isWithoutPlace = (error: unknown): boolean =>
  error instanceof SkewproofError && error.place === NOWHERE;

interface Impurity {
  /** Path from the examined value: `.rows[3].at`. Empty: the value itself. */
  readonly path: string;
  readonly what: string;
}

const pathStep = (key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;

/**
 * Searches data for the first value that is not plain. It visits each object once, except those
 * that `#known` holds. Used for errors, and for runs in strict or plain mode.
 */
export class PlainData {
  /** Objects already found to be plain. */
  readonly #known = new WeakSet<object>();
  readonly #sequences: SeqKnowledge = new WeakMap();
  /** Objects on the path being searched, to detect cycles. */
  readonly #inside = new Set<object>();

  /** Returns the first value that is not plain; undefined: all of it is plain. */
  impurityOf(value: unknown): Impurity | undefined {
    switch (typeof value) {
      case 'object':
        return value === null ? undefined : this.#ofObject(value);
      case 'function':
      case 'symbol':
      case 'bigint':
        return { path: '', what: kindOf(value) };
      default:
        return undefined;
    }
  }

  #ofObject(value: object): Impurity | undefined {
    if (this.#known.has(value)) return undefined;
    if (this.#inside.has(value)) return { path: '', what: 'data inside itself' };
    this.#inside.add(value);
    try {
      const found = this.#inParts(value);
      if (found === undefined) this.#known.add(value);
      return found;
    } finally {
      this.#inside.delete(value);
    }
  }

  #inParts(value: object): Impurity | undefined {
    if (value instanceof Seq) return this.#inSeq(value);
    if (Array.isArray(value)) return this.#inList(value);
    if (!isFields(value)) return { path: '', what: kindOf(value) };
    for (const key of Reflect.ownKeys(value)) {
      if (typeof key === 'symbol') return { path: '', what: `a field named by ${String(key)}` };
      const field = Object.getOwnPropertyDescriptor(value, key);
      if (field?.enumerable !== true) return { path: pathStep(key), what: 'a hidden field' };
      if (field.get !== undefined) return { path: pathStep(key), what: 'a computed field' };
      const found = this.impurityOf((value as Record<string, unknown>)[key]);
      if (found !== undefined) return { ...found, path: pathStep(key) + found.path };
    }
    return undefined;
  }

  #inList(items: readonly unknown[]): Impurity | undefined {
    if (!isPlainList(items)) return { path: '', what: classOf(items) };
    // Its own keys are its places in order, its length, and then all else.
    const more = Reflect.ownKeys(items).findLast((key) => key !== 'length' && !isPlace(key));
    if (more === undefined) return this.#inItems(items);
    return { path: '', what: `an array with a field ${String(more)}` };
  }

  #inItems(items: readonly unknown[]): Impurity | undefined {
    for (let index = 0; index < items.length; index += 1) {
      const found = this.impurityOf(items[index]);
      if (found !== undefined) return { ...found, path: `[${String(index)}]${found.path}` };
    }
    return undefined;
  }

  /** Searches a growing log only once, not at each step. */
  #inSeq(items: Seq<unknown>): Impurity | undefined {
    const isImpure = (item: unknown): boolean => this.impurityOf(item) !== undefined;
    return items.some(isImpure, this.#sequences) ? this.#inItems(items.toArray()) : undefined;
  }
}
