/**
 * Histories of observations, by number, kept beside the states of nodes.
 *
 * The past of a node has no influence on its next step. Kept apart, it multiplies no states of
 * nodes, and paths that lead to one state share its steps.
 */
import type { Noted } from '../rules/node.js';
import type { Contents } from '../node-parts/contents.js';
import type { Renaming } from './renaming.js';
import { Interner, IntTable, Sequences } from './table.js';

const NOTHING = 0;

export class Histories {
  readonly #contents: Contents;
  readonly #notes = new Interner<Noted, number>();
  /** Observations of single steps, in order. */
  readonly #additions = new Interner<readonly number[]>();
  /** One node's list as its last observation and the list before it; number 0 is the empty list. */
  readonly #last: number[] = [-1];
  readonly #before: number[] = [-1];
  readonly #longer = new IntTable();
  /** Lists of all nodes, by node. */
  readonly #all = new Sequences();
  readonly #next = new IntTable();
  readonly #joined = new IntTable();
  readonly #lists: Int32Array;

  constructor(contents: Contents, nodes: number) {
    this.#contents = contents;
    this.#lists = new Int32Array(nodes);
    this.#all.id(this.#lists, 0, this.#lists.length);
    this.additionOf([]);
  }

  /** Number of the empty history. */
  get nothing(): number {
    return NOTHING;
  }

  #noteId(note: Noted): number {
    return this.#notes.id(this.#contents.id(note), () => note);
  }

  /** Number of the observations of one step; 0 if there are none. */
  additionOf(notes: readonly Noted[]): number {
    const ids = notes.map((note) => this.#noteId(note));
    return this.#additions.id(ids.join(), () => ids);
  }

  /** Concatenates two additions. */
  joined(first: number, second: number): number {
    if (first === NOTHING) return second;
    if (second === NOTHING) return first;
    const known = this.#joined.get(first, second, 0);
    if (known >= 0) return known;
    const ids = [...this.#additions.at(first), ...this.#additions.at(second)];
    const joined = this.#additions.id(ids.join(), () => ids);
    this.#joined.set(first, second, 0, joined);
    return joined;
  }

  /** The history after a step of a node added its observations. */
  after(id: number, node: number, addition: number): number {
    if (addition === NOTHING) return id;
    const known = this.#next.get(id, node, addition);
    if (known >= 0) return known;
    this.#all.read(id, this.#lists);
    for (const note of this.#additions.at(addition))
      this.#lists[node] = this.#extended(this.#lists[node] as number, note);
    const next = this.#all.id(this.#lists, 0, this.#lists.length);
    this.#next.set(id, node, addition, next);
    return next;
  }

  #extended(list: number, note: number): number {
    const known = this.#longer.get(list, note, 0);
    if (known >= 0) return known;
    const next = this.#last.length;
    this.#last.push(note);
    this.#before.push(list);
    this.#longer.set(list, note, 0, next);
    return next;
  }

  #notesOf(list: number): readonly number[] {
    const notes: number[] = [];
    for (let at = list; at !== NOTHING; at = this.#before[at] as number)
      notes.push(this.#last[at] as number);
    return notes.reverse();
  }

  /** Observations of each node, in order. */
  noted(id: number): readonly (readonly Noted[])[] {
    this.#all.read(id, this.#lists);
    return [...this.#lists].map((list) => this.#notesOf(list).map((note) => this.#notes.at(note)));
  }

  /** The history after a permutation of nodes; `from` gives, by node, whose list it takes over. */
  renamed(id: number, renaming: Renaming, from: readonly number[]): number {
    const noted = this.noted(id);
    from.forEach((other, node) => {
      this.#lists[node] = (noted[other] ?? [])
        .map((note) => this.#noteId(renaming.of(note)))
        .reduce((list, note) => this.#extended(list, note), NOTHING);
    });
    return this.#all.id(this.#lists, 0, this.#lists.length);
  }
}
