/**
 * A persistent sequence for logs. Appending, dropping from the front and slicing cost O(1) and
 * never disturb another holder, so that a pure model can keep a log of ten thousand records without
 * copying it at each step.
 *
 * Views share one backing array. A push writes in place only when its view ends where the array
 * ends, that is, beyond the end of every other view; otherwise it copies.
 */
export interface Backing<T> {
  readonly items: T[];
  /** Two lanes of digest per item, filled when first asked for. */
  digests: number[] | undefined;
}

/**
 * State of `Seq.some` for one test: for each backing array the number of items tested, and the
 * indexes of those that passed.
 */
export type SeqKnowledge = WeakMap<object, { tested: number; readonly passed: number[] }>;

export const NOTHING: Backing<never> = { items: [], digests: undefined };

/** Digests one item after another, each into two lanes. */
export interface Digester {
  a: number;
  b: number;
  digest(item: unknown): void;
}

/** Initial value of a digest. */
const DIGEST_SEED = 0x2545f491;
const DIGEST_OF_NOTHING: readonly [number, number] = [0, DIGEST_SEED];

/** Position of a sequence in its backing array: for `file.ts`, which changes it in place. */
interface Place<T> {
  readonly backing: Backing<T>;
  readonly from: number;
  readonly to: number;
}

/**
 * An immutable sequence that grows at its end and shrinks at its start in O(1): a log of ten
 * thousand records costs a model no copy.
 * @since 0.1.0
 */
export class Seq<T> implements Iterable<T> {
  readonly #backing: Backing<T>;
  readonly #from: number;
  readonly #to: number;
  #digest: readonly [number, number] | undefined;

  private constructor(backing: Backing<T>, from: number, to: number) {
    this.#backing = backing;
    this.#from = from;
    this.#to = to;
  }

  static empty<T>(): Seq<T> {
    return new Seq<T>(NOTHING, 0, 0);
  }

  static #backed<T>(items: T[]): Seq<T> {
    return new Seq<T>({ items, digests: undefined }, 0, items.length);
  }

  static at<T>({ backing, from, to }: Place<T>): Seq<T> {
    return new Seq<T>(backing, from, to);
  }

  static placeOf<T>(seq: Seq<T>): Place<T> {
    return { backing: seq.#backing, from: seq.#from, to: seq.#to };
  }

  /** A sequence of the given items; the array is copied. */
  static of<T>(items: readonly T[]): Seq<T> {
    return Seq.#backed([...items]);
  }

  get length(): number {
    return this.#to - this.#from;
  }

  push(item: T): Seq<T> {
    // An empty sequence is often a constant. Growing its array would keep the first log of the
    // first run alive for the whole program.
    if (this.#to === 0) return Seq.#backed([item]);
    const { items } = this.#backing;
    if (items.length === this.#to) {
      // A long-lived queue drops from its front as often as it grows at its end. Once most of the
      // array is in front of this view, start a fresh one.
      if (this.#from > 64 && this.#from > this.length) {
        const fresh = items.slice(this.#from);
        fresh.push(item);
        return Seq.#backed(fresh);
      }
      items.push(item);
      return new Seq<T>(this.#backing, this.#from, this.#to + 1);
    }
    const copy = items.slice(this.#from, this.#to);
    copy.push(item);
    return Seq.#backed(copy);
  }

  /** All of this, then all of `other`. */
  concat(other: Iterable<T>): Seq<T> {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- a fold over itself
    let result: Seq<T> = this;
    if (other instanceof Seq && other.length === 0) return result;
    for (const item of other) result = result.push(item);
    if (other instanceof Seq) result.#copyDigests(other as Seq<T>);
    return result;
  }

  /**
   * Copies the known digests of `tail`, with which this sequence ends, so that they are not
   * computed again.
   */
  #copyDigests(tail: Seq<T>): void {
    const own = this.#backing.digests;
    const known = tail.#backing.digests;
    if (own === known || known === undefined || known.length < 2 * tail.#to) return;
    const before = 2 * (this.#to - tail.length);
    // Digests are a list without gaps, so a tail can be copied only where everything before it is
    // digested.
    if ((own?.length ?? 0) !== before) return;
    const digests = (this.#backing.digests ??= []);
    for (let i = 2 * tail.#from; i < 2 * tail.#to; i += 1) digests.push(known[i] as number);
  }

  /** The sequence without its first `count` items. */
  drop(count: number): Seq<T> {
    if (count <= 0) return this;
    const from = this.#from + count;
    // An empty sequence must not keep dropped items alive.
    return from < this.#to ? new Seq<T>(this.#backing, from, this.#to) : Seq.empty();
  }

  /** Its first `count` items. */
  take(count: number): Seq<T> {
    if (count >= this.length) return this;
    return new Seq<T>(this.#backing, this.#from, this.#from + Math.max(0, count));
  }

  /**
   * Returns true when at least one item passes a test that depends on the item alone. Items of a
   * backing array that `known` remembers are not tested again: a query on a growing log costs only
   * what was added.
   */
  some(test: (item: T) => boolean, known: SeqKnowledge): boolean {
    let of = known.get(this.#backing);
    if (of === undefined) known.set(this.#backing, (of = { tested: 0, passed: [] }));
    for (; of.tested < this.#to; of.tested += 1)
      if (test(this.#backing.items[of.tested] as T)) of.passed.push(of.tested);
    return of.passed.some((index) => index >= this.#from && index < this.#to);
  }

  /** The item at `index` from the front (negative: from the end), or undefined. */
  at(index: number): T | undefined {
    const place = index < 0 ? this.#to + index : this.#from + index;
    return place >= this.#from && place < this.#to ? this.#backing.items[place] : undefined;
  }

  first(): T | undefined {
    return this.at(0);
  }

  last(): T | undefined {
    return this.at(-1);
  }

  filter(keep: (item: T) => boolean): Seq<T> {
    const kept: T[] = [];
    const { items } = this.#backing;
    for (let i = this.#from; i < this.#to; i += 1) {
      const item = items[i] as T;
      if (keep(item)) kept.push(item);
    }
    return kept.length === this.length ? this : Seq.#backed(kept);
  }

  /** With the last item replaced. */
  replaceLast(item: T): Seq<T> {
    return this.take(this.length - 1).push(item);
  }

  toArray(): T[] {
    return this.#backing.items.slice(this.#from, this.#to);
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.toArray().values();
  }

  forEach(visit: (item: T) => void): void {
    const { items } = this.#backing;
    for (let i = this.#from; i < this.#to; i += 1) visit(items[i] as T);
  }

  /**
   * The digest of the content, for the trace hash. Each item is digested once per backing array,
   * and not again when it is copied to another one. So a long log that is sent repeatedly costs two
   * multiplications per item.
   */
  digest(digester: () => Digester): readonly [number, number] {
    if (this.#from === this.#to) return DIGEST_OF_NOTHING;
    this.#digest ??= this.#combined(digester);
    return this.#digest;
  }

  #combined(digester: () => Digester): [number, number] {
    const digests = (this.#backing.digests ??= []);
    if (digests.length < 2 * this.#to) this.#digestItems(digests, digester());
    let a = this.length;
    let b = DIGEST_SEED;
    for (let i = 2 * this.#from; i < 2 * this.#to; i += 2) {
      a = Math.imul(a ^ (digests[i] as number), 0x85ebca6b) ^ (a >>> 13);
      b = Math.imul((b + (digests[i + 1] as number)) | 0, 0xc2b2ae35) ^ (b >>> 15);
    }
    return [a, b];
  }

  #digestItems(digests: number[], digester: Digester): void {
    const { items } = this.#backing;
    for (let i = digests.length >> 1; i < this.#to; i += 1) {
      digester.digest(items[i]);
      digests.push(digester.a, digester.b);
    }
  }

  toJSON(): T[] {
    return this.toArray();
  }
}
