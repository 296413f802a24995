/**
 * One file of a disk: the content that a running process reads, and the part of it that is durable.
 *
 * Both are stored as positions in the arrays that back sequences, and a sequence is made only when
 * a caller asks for one. So appending, dropping and syncing change numbers in place. In a world of
 * ten thousand files that each change once a second, no change leaves a short-lived object to the
 * garbage collector.
 */
import { NOTHING, Seq } from '../model/seq.js';
import type { Backing } from '../model/seq.js';

/** A file in its present state, for reading only. */
export interface FileContent {
  readonly durable: Seq<unknown>;
  readonly current: Seq<unknown>;
  /** Entries appended since `durable` last equalled `current`; -1: the file was rewritten since. */
  readonly appended: number;
}

/**
 * Number of dropped entries that may stay in front of the content before the content is moved to
 * the front. An engine gives a growing array room for some seventeen items at first, and takes room
 * away from one that becomes much shorter. In between, a small log moves within the room it has.
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
  /** True while no `Seq` outside this file shares the array (pending syncs excepted). */
  #private = false;
  /** Number of pending syncs that hold a sequence on the array. */
  #pendingSyncs = 0;
  #durableFrom = 0;
  #durableTo = 0;
  #durableBacking: Backing<unknown> = NOTHING;
  /** The sequences of the current and of the durable content, where one was made. */
  #current: Seq<unknown> | undefined = EMPTY;
  #durable: Seq<unknown> | undefined = EMPTY;

  /** The next file of its disk. */
  next: File | undefined;

  constructor(name: string) {
    this.name = name;
  }

  static of(name: string, { durable, current, appended }: FileContent): File {
    const file = new File(name);
    file.#setCurrent(current);
    file.#setDurable(durable);
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

  #setCurrent(content: Seq<unknown>): void {
    const { backing, from, to } = Seq.placeOf(content);
    this.#place(backing, from, to);
    this.#current = content;
  }

  #place(backing: Backing<unknown>, from: number, to: number): void {
    this.#backing = backing;
    this.#items = backing.items;
    this.#from = from;
    this.#to = to;
    this.#current = undefined;
    this.#private = false;
    this.#pendingSyncs = 0;
  }

  #setDurable(content: Seq<unknown>): void {
    const { backing, from, to } = Seq.placeOf(content);
    this.#durableBacking = backing;
    this.#durableFrom = from;
    this.#durableTo = to;
    this.#durable = undefined;
  }

  /** Reads the fields that most methods need, for `ReadAhead`. */
  touch(): number {
    return this.#from + this.appended + this.#durableTo + this.name.length;
  }

  /** Reads the array of the entries, for `ReadAhead`. */
  touchEntries(): number {
    const items = this.#items;
    const [first, last] = [items[0], items[this.#to - 1]];
    return items.length + (first === undefined || last === undefined ? 1 : 0);
  }

  append(entry: unknown): void {
    if (this.#private && this.#pendingSyncs === 0 && this.#isMostlyDropped()) this.#moveToFront();
    const [items, from, to] = [this.#items, this.#from, this.#to];
    if (to > 0 && items.length === to && !this.#isMostlyDropped()) {
      // The new place is beyond the end of every sequence that shares the array.
      items.push(entry);
      this.#to = to + 1;
      this.#current = undefined;
    } else {
      const fresh = items.slice(from, to);
      fresh.push(entry);
      this.#place({ items: fresh, digests: undefined }, 0, fresh.length);
      this.#private = true;
    }
    if (this.appended >= 0) this.appended += 1;
  }

  /** True when dropped entries take up most of the array. */
  #isMostlyDropped(): boolean {
    return this.#from > DROPPED_MAX && this.#from > this.#to - this.#from;
  }

  /**
   * Moves the content, and the durable part of it, to the front of the array. No sequence refers to
   * either, so no reader can see the move.
   */
  #moveToFront(): void {
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
    this.#setCurrent(entries);
    this.appended = -1;
  }

  /** Drops the first `count` entries. */
  drop(count: number): void {
    this.appended = -1;
    if (count <= 0) return;
    if (this.#from + count >= this.#to) {
      // An empty file must not keep dropped entries alive.
      this.#place(NOTHING, 0, 0);
      return;
    }
    this.#from += count;
    this.#current = undefined;
  }

  /** The content for a sync that begins now; later changes of the file do not change it. */
  contentToSync(): Seq<unknown> {
    this.#pendingSyncs += 1;
    return this.#current ?? this.#made();
  }

  /** Completes a sync that began when the file held `content`. */
  synced(content: Seq<unknown>): void {
    this.#setDurable(content);
    // If something changed since, the current content is at another position.
    if (this.#durableIsAll()) this.appended = 0;
    // Entries appended while the sync was pending are not yet durable, and nothing else changed.
    else if (this.appended >= 0)
      this.appended = Math.max(0, this.#to - this.#from - content.length);
  }

  /** Like `synced`, when no caller holds that content any more. */
  settled(content: Seq<unknown>): void {
    this.synced(content);
    if (this.#durableBacking === this.#backing && this.#pendingSyncs > 0) this.#pendingSyncs -= 1;
  }

  #durableIsAll(): boolean {
    return (
      this.#durableBacking === this.#backing &&
      this.#durableFrom === this.#from &&
      this.#durableTo === this.#to
    );
  }

  /** Makes everything written durable. */
  flush(): void {
    this.#setDurable(this.current);
    this.appended = 0;
  }

  /** Keeps only the durable content. */
  revert(): void {
    this.#setCurrent(this.durable);
    this.appended = 0;
  }
}
