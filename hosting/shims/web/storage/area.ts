/** The content of a storage: keys and texts within a quota, shared by the pages that may read it. */

/** Characters of keys and values together: 10 MiB in two bytes each. */
const QUOTA = 5 * 1_024 * 1_024;

export class StorageArea {
  readonly #items: Map<string, string>;
  #size = 0;
  readonly #changed: () => void;

  constructor(
    items: Iterable<readonly [string, string]> = [],
    changed: () => void = () => undefined,
  ) {
    this.#items = new Map(items);
    for (const [key, value] of this.#items) this.#size += key.length + value.length;
    this.#changed = changed;
  }

  get length(): number {
    return this.#items.size;
  }

  /** Sorted, as Chromium keeps them. */
  get keys(): readonly string[] {
    return [...this.#items.keys()].sort();
  }

  get entries(): readonly (readonly [string, string])[] {
    return [...this.#items];
  }

  get(key: string): string | undefined {
    return this.#items.get(key);
  }

  /** @returns false when the quota does not admit it; `isFull`: others of the origin have used it up */
  set(key: string, value: string, isFull: boolean): boolean {
    const before = this.#items.get(key);
    const freed = before === undefined ? 0 : key.length + before.length;
    const size = this.#size - freed + key.length + value.length;
    if (size > this.#size && (size > QUOTA || isFull)) return false;
    this.#size = size;
    this.#items.set(key, value);
    if (before !== value) this.#changed();
    return true;
  }

  remove(key: string): void {
    const before = this.#items.get(key);
    if (before === undefined) return;
    this.#items.delete(key);
    this.#size -= key.length + before.length;
    this.#changed();
  }
}
