/**
 * Messages in flight as a multiset, by number.
 *
 * The order of sending has no influence on what can happen next. A message that is held cannot
 * arrive before time moves on.
 */
import { Interner, IntTable } from './table.js';

/** Twice the message's number, plus one if it is held. */
type Entry = number;

interface MessageSet {
  /** Sorted, each as often as it is in flight. */
  readonly entries: readonly Entry[];
  /** Without repetition; those that can arrive come first. */
  readonly distinct: readonly Entry[];
  readonly canArrive: boolean;
}

const CHANGE = { without: 0, sent: 1, duplicated: 2, held: 3, released: 4 } as const;

function messageSetOf(entries: readonly Entry[]): MessageSet {
  const distinct = [...new Set(entries)];
  return { entries, distinct, canArrive: distinct.some((entry) => (entry & 1) === 0) };
}

const without = (entries: readonly Entry[], entry: Entry): readonly Entry[] => {
  const place = entries.indexOf(entry);
  return entries.filter((_, i) => i !== place);
};

export class MessageSets {
  readonly #known = new Interner<MessageSet>();
  readonly #next = new IntTable();
  /** Lists of messages that single steps send. */
  readonly #lists = new Interner<readonly number[]>();
  readonly nothing: number;

  constructor() {
    this.nothing = this.#id([]);
    // Number 0 is the list of a step that sends nothing.
    this.listId([]);
  }

  #id(entries: readonly Entry[]): number {
    const sorted = [...entries].sort((a, b) => a - b);
    return this.#known.id(sorted.join(), () => messageSetOf(sorted));
  }

  at(id: number): MessageSet {
    return this.#known.at(id);
  }

  listId(messages: readonly number[]): number {
    return this.#lists.id(messages.join(), () => messages);
  }

  listAt(id: number): readonly number[] {
    return this.#lists.at(id);
  }

  #changed(
    id: number,
    change: number,
    argument: number,
    to: (entries: readonly Entry[]) => readonly Entry[],
  ): number {
    const known = this.#next.get(id, change, argument);
    if (known >= 0) return known;
    const next = this.#id(to(this.at(id).entries));
    this.#next.set(id, change, argument, next);
    return next;
  }

  without(id: number, entry: Entry): number {
    return this.#changed(id, CHANGE.without, entry, (entries) => without(entries, entry));
  }

  /** The multiset after a step sent the messages of a list. */
  sent(id: number, list: number): number {
    return list === 0
      ? id
      : this.#changed(id, CHANGE.sent, list, (entries) => [
          ...entries,
          ...this.listAt(list).map((message) => 2 * message),
        ]);
  }

  duplicated(id: number, entry: Entry): number {
    return this.#changed(id, CHANGE.duplicated, entry, (entries) => [...entries, entry]);
  }

  held(id: number, entry: Entry): number {
    return this.#changed(id, CHANGE.held, entry, (entries) => [
      ...without(entries, entry),
      entry | 1,
    ]);
  }

  /** Frees held messages, because time has moved on. */
  released(id: number): number {
    return this.#changed(id, CHANGE.released, 0, (entries) => entries.map((entry) => entry & ~1));
  }

  /** Replaces every message, after a permutation of nodes. */
  renamed(id: number, message: (before: number) => number): number {
    return this.#id(this.at(id).entries.map((entry) => 2 * message(entry >> 1) + (entry & 1)));
  }
}
