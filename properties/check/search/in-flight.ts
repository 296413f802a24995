/**
 * What is under way between machines, as a multiset: in which order messages were sent plays no
 * part in what can happen. A message that is held back waits for time to go on.
 */
import { Interner, IntTable } from './table.js';

/** Twice the message's number, and one more if it is held. */
type Entry = number;

interface Flight {
  /** In order, each as often as it is there. */
  readonly entries: readonly Entry[];
  /** Each once; first those that can arrive. */
  readonly distinct: readonly Entry[];
  readonly canArrive: boolean;
}

const CHANGE = { without: 0, sent: 1, doubled: 2, held: 3, released: 4 } as const;

function flightOf(entries: readonly Entry[]): Flight {
  const distinct = [...new Set(entries)];
  return { entries, distinct, canArrive: distinct.some((entry) => (entry & 1) === 0) };
}

const without = (entries: readonly Entry[], entry: Entry): readonly Entry[] => {
  const place = entries.indexOf(entry);
  return entries.filter((_, i) => i !== place);
};

export class Flights {
  readonly #known = new Interner<Flight>();
  readonly #next = new IntTable();
  /** Lists of messages that one step sends. */
  readonly #lists = new Interner<readonly number[]>();
  readonly nothing: number;

  constructor() {
    this.nothing = this.#id([]);
    // The first list is that of a step that sends nothing.
    this.listId([]);
  }

  #id(entries: readonly Entry[]): number {
    const sorted = [...entries].sort((a, b) => a - b);
    return this.#known.id(sorted.join(), () => flightOf(sorted));
  }

  at(id: number): Flight {
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

  /** With what a step sent. */
  sent(id: number, list: number): number {
    return list === 0
      ? id
      : this.#changed(id, CHANGE.sent, list, (entries) => [
          ...entries,
          ...this.listAt(list).map((message) => 2 * message),
        ]);
  }

  doubled(id: number, entry: Entry): number {
    return this.#changed(id, CHANGE.doubled, entry, (entries) => [...entries, entry]);
  }

  held(id: number, entry: Entry): number {
    return this.#changed(id, CHANGE.held, entry, (entries) => [
      ...without(entries, entry),
      entry | 1,
    ]);
  }

  /** Time has gone on: whatever was held may arrive. */
  released(id: number): number {
    return this.#changed(id, CHANGE.released, 0, (entries) => entries.map((entry) => entry & ~1));
  }

  /** With every message exchanged for another. */
  renamed(id: number, message: (before: number) => number): number {
    return this.#id(this.at(id).entries.map((entry) => 2 * message(entry >> 1) + (entry & 1)));
  }
}
