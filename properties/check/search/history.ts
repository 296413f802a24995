/**
 * Histories of observations, by number, kept beside the states of nodes.
 *
 * The past of a node has no influence on its next step. Kept apart, it multiplies no states of
 * nodes, and paths that lead to one state share its steps.
 */
import type { Observation } from '../rules/node.js';
import type { ContentIds } from '../node-parts/content-ids.js';
import type { Renaming } from './renaming.js';
import { Interner, IntTable, Sequences } from './table.js';

const NOTHING = 0;

export class Histories {
  readonly #contents: ContentIds;
  readonly #observations = new Interner<Observation, number>();
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

  constructor(contents: ContentIds, nodes: number) {
    this.#contents = contents;
    this.#lists = new Int32Array(nodes);
    this.#all.id(this.#lists, 0, this.#lists.length);
    this.additionOf([]);
  }

  /** Number of the empty history. */
  get nothing(): number {
    return NOTHING;
  }

  #observationId(observation: Observation): number {
    return this.#observations.id(this.#contents.id(observation), () => observation);
  }

  /** Number of the observations of one step; 0 if there are none. */
  additionOf(observations: readonly Observation[]): number {
    const ids = observations.map((one) => this.#observationId(one));
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
    for (const one of this.#additions.at(addition))
      this.#lists[node] = this.#extended(this.#lists[node] as number, one);
    const next = this.#all.id(this.#lists, 0, this.#lists.length);
    this.#next.set(id, node, addition, next);
    return next;
  }

  #extended(list: number, one: number): number {
    const known = this.#longer.get(list, one, 0);
    if (known >= 0) return known;
    const next = this.#last.length;
    this.#last.push(one);
    this.#before.push(list);
    this.#longer.set(list, one, 0, next);
    return next;
  }

  #listOf(list: number): readonly number[] {
    const ids: number[] = [];
    for (let at = list; at !== NOTHING; at = this.#before[at] as number)
      ids.push(this.#last[at] as number);
    return ids.reverse();
  }

  /** Observations of each node, in order. */
  observations(id: number): readonly (readonly Observation[])[] {
    this.#all.read(id, this.#lists);
    return [...this.#lists].map((list) =>
      this.#listOf(list).map((one) => this.#observations.at(one)),
    );
  }

  /** The history after a permutation of nodes; `from` gives, by node, whose list it takes over. */
  renamed(id: number, renaming: Renaming, from: readonly number[]): number {
    const lists = this.observations(id);
    from.forEach((other, node) => {
      this.#lists[node] = (lists[other] ?? [])
        .map((one) => this.#observationId(renaming.of(one)))
        .reduce((list, one) => this.#extended(list, one), NOTHING);
    });
    return this.#all.id(this.#lists, 0, this.#lists.length);
  }
}
