/**
 * One file of a disk: what a running process sees, and what of it is durable.
 *
 * Both are kept as places in the arrays behind sequences, and a sequence is made when somebody
 * asks for one. So appending, dropping and syncing change numbers in place: of ten thousand files
 * that each change once a second, none leaves the collector an object that lives for a second.
 */
import { NOTHING, Seq } from '../model/seq.js';
import type { Backing } from '../model/seq.js';

/** A file as it is, to look at. */
export interface FileContent {
  readonly durable: Seq<unknown>;
  readonly current: Seq<unknown>;
  /** Entries at the end of `current` appended since `durable` was last all there was; -1: rewritten since. */
  readonly appended: number;
}

/**
 * So many entries that were dropped may lie in front of what is left before the rest moves on. An
 * engine gives an array that grows room for some seventeen at first, and takes room away from one that
 * becomes much shorter: in between, a small log moves within the room it has.
 */
const DROPPED_MAX = 12;

const EMPTY = Seq.empty<unknown>();

export class File implements FileContent {
  readonly name: string;
  appended = 0;
  #from = 0;
  #to = 0;
  #items: unknown[] = NOTHING.items;
  #backing: Backing<unknown> = NOTHING;
  /** The array is this file's: no sequence that lies on it is anybody else's, but those of syncs under way. */
  #private = false;
  /** How many syncs are under way that hold one. */
  #lent = 0;
  #durableFrom = 0;
  #durableTo = 0;
  #durableBacking: Backing<unknown> = NOTHING;
  /** The sequence of the current content and that of the durable, where somebody has one. */
  #current: Seq<unknown> | undefined = EMPTY;
  #durable: Seq<unknown> | undefined = EMPTY;

  /** The next file of its disk. */
  next: File | undefined;

  constructor(name: string) {
    this.name = name;
  }

  static of(name: string, { durable, current, appended }: FileContent): File {
    const file = new File(name);
    file.#show(current);
    file.#keep(durable);
    file.appended = appended;
    return file;
  }

  get current(): Seq<unknown> {
    this.#private = false;
    return (this.#current ??= this.#made());
  }

  get durable(): Seq<unknown> {
    this.#private = false;
    return (this.#durable ??= Seq.at({
      backing: this.#durableBacking,
      from: this.#durableFrom,
      to: this.#durableTo,
    }));
  }

  #made(): Seq<unknown> {
    return Seq.at({ backing: this.#backing, from: this.#from, to: this.#to });
  }

  #show(content: Seq<unknown>): void {
    const { backing, from, to } = Seq.placeOf(content);
    this.#lie(backing, from, to);
    this.#current = content;
  }

  #lie(backing: Backing<unknown>, from: number, to: number): void {
    this.#backing = backing;
    this.#items = backing.items;
    this.#from = from;
    this.#to = to;
    this.#current = undefined;
    this.#private = false;
    this.#lent = 0;
  }

  #keep(content: Seq<unknown>): void {
    const { backing, from, to } = Seq.placeOf(content);
    this.#durableBacking = backing;
    this.#durableFrom = from;
    this.#durableTo = to;
    this.#durable = undefined;
  }

  /** Reads what most of its methods need, for `ReadAhead`. */
  touch(): number {
    return this.#from + this.appended + this.#durableTo + this.name.length;
  }

  /** The same of the array behind it. */
  touchEntries(): number {
    const items = this.#items;
    const [first, last] = [items[0], items[this.#to - 1]];
    return items.length + (first === undefined || last === undefined ? 1 : 0);
  }

  append(entry: unknown): void {
    if (this.#private && this.#lent === 0 && this.#isCrowded()) this.#moveUp();
    const [items, from, to] = [this.#items, this.#from, this.#to];
    if (to > 0 && items.length === to && !this.#isCrowded()) {
      // Beyond what any sequence that shares the array can see.
      items.push(entry);
      this.#to = to + 1;
      this.#current = undefined;
    } else {
      const fresh = items.slice(from, to);
      fresh.push(entry);
      this.#lie({ items: fresh, digests: undefined }, 0, fresh.length);
      this.#private = true;
    }
    if (this.appended >= 0) this.appended += 1;
  }

  /** Most of the array is what was dropped. */
  #isCrowded(): boolean {
    return this.#from > DROPPED_MAX && this.#from > this.#to - this.#from;
  }

  /**
   * What is left, and what of it is durable, moves to the front of the array. Nobody else sees it: of
   * either there is no sequence.
   */
  #moveUp(): void {
    const shared = this.#durableBacking === this.#backing;
    const by = shared ? Math.min(this.#from, this.#durableFrom) : this.#from;
    const [items, length] = [this.#items, this.#to - by];
    for (let i = 0; i < length; i += 1) items[i] = items[i + by];
    items.length = length;
    this.#backing.digests = undefined;
    this.#from -= by;
    this.#to -= by;
    if (!shared) return;
    this.#durableFrom -= by;
    this.#durableTo -= by;
  }

  write(entries: Seq<unknown>): void {
    this.#show(entries);
    this.appended = -1;
  }

  /** Without its first `count` entries. */
  drop(count: number): void {
    this.appended = -1;
    if (count <= 0) return;
    if (this.#from + count >= this.#to) {
      // What is empty keeps nothing alive.
      this.#lie(NOTHING, 0, 0);
      return;
    }
    this.#from += count;
    this.#current = undefined;
  }

  /** The content for a sync that begins; it stays as it is whatever becomes of the file. */
  contentToSync(): Seq<unknown> {
    this.#lent += 1;
    return this.#current ?? this.#made();
  }

  /** A sync that began when the file held `content` has ended. */
  synced(content: Seq<unknown>): void {
    this.#keep(content);
    // Wherever something changed since, the content lies elsewhere.
    if (this.#durableIsAll()) this.appended = 0;
    // Entries appended while the sync ran are not yet durable, and nothing else changed.
    else if (this.appended >= 0)
      this.appended = Math.max(0, this.#to - this.#from - content.length);
  }

  /** The same, where nobody else has that content any more. */
  settled(content: Seq<unknown>): void {
    this.synced(content);
    if (this.#durableBacking === this.#backing && this.#lent > 0) this.#lent -= 1;
  }

  #durableIsAll(): boolean {
    return (
      this.#durableBacking === this.#backing &&
      this.#durableFrom === this.#from &&
      this.#durableTo === this.#to
    );
  }

  /** Everything written becomes durable. */
  flush(): void {
    this.#keep(this.current);
    this.appended = 0;
  }

  /** Only what is durable is left. */
  lose(): void {
    this.#show(this.durable);
    this.appended = 0;
  }
}
