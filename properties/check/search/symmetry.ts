/**
 * Symmetry reduction: of all states that differ by a permutation of symmetric nodes, the least is
 * kept.
 */
import type { MessageSets } from './in-flight.js';
import type { NodeStates } from '../node-parts/node-states.js';
import type { ScenarioBase } from '../../study/contract.js';
import type { Scope } from '../../study/scope.js';
import { Renaming } from './renaming.js';
import { IntTable } from './table.js';

interface NodePermutation {
  readonly renaming: Renaming;
  /** By node: whose state it takes over. */
  readonly from: readonly number[];
  /** By node: which node takes over its state. */
  readonly to: readonly number[];
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

const PART = { node: 0, messages: 1, history: 2 } as const;
const PARTS = 3;

export class Symmetry {
  readonly #permutations: readonly NodePermutation[];
  readonly #known = new IntTable();
  readonly #nodeStates: NodeStates;
  readonly #messageSets: MessageSets;
  readonly #best: Int32Array;
  readonly #other: Int32Array;
  /** Permutes the node of the use in progress. */
  readonly #control: (id: number, to: readonly number[]) => number;

  constructor(
    nodeStates: NodeStates,
    messageSets: MessageSets,
    { symmetric, canonicalised }: Pick<Scope<ScenarioBase, unknown>, 'symmetric' | 'canonicalised'>,
    control: (id: number, to: readonly number[]) => number,
  ) {
    this.#nodeStates = nodeStates;
    this.#messageSets = messageSets;
    this.#control = control;
    const { names } = nodeStates;
    const places = symmetric.map((name) => names.indexOf(name));
    this.#permutations = permutations(places)
      .slice(1)
      .map((order): NodePermutation => {
        const to = names.map((_, node) => order[places.indexOf(node)] ?? node);
        const from = names.map((_, node) => to.indexOf(node));
        const pairs = names.map((name, node): [string, string] => [
          name,
          names[to[node] ?? 0] ?? '',
        ]);
        return { renaming: new Renaming(new Map(pairs), canonicalised), from, to };
      });
    this.#best = new Int32Array(names.length + 4);
    this.#other = new Int32Array(names.length + 4);
  }

  canonical(state: Int32Array): void {
    if (this.#permutations.length === 0) return;
    this.#best.set(state);
    for (let i = 0; i < this.#permutations.length; i += 1) {
      this.#permute(state, i);
      if (less(this.#other, this.#best)) this.#best.set(this.#other);
    }
    state.set(this.#best);
  }

  #permute(state: Int32Array, index: number): void {
    const { from, to } = this.#permutations[index] as NodePermutation;
    const nodes = from.length;
    const other = this.#other;
    for (let node = 0; node < nodes; node += 1)
      other[node] = this.#part(index, PART.node, state[from[node] as number] as number, node);
    other[nodes] = this.#part(index, PART.messages, state[nodes] as number, 0);
    other[nodes + 1] = this.#control(state[nodes + 1] as number, to);
    other[nodes + 2] = state[nodes + 2] as number;
    other[nodes + 3] = this.#part(index, PART.history, state[nodes + 3] as number, 0);
  }

  #part(index: number, part: number, id: number, node: number): number {
    const key = PARTS * index + part;
    const known = this.#known.get(key, id, node);
    if (known >= 0) return known;
    const next = this.#renamed(this.#permutations[index] as NodePermutation, part, id, node);
    this.#known.set(key, id, node, next);
    return next;
  }

  #renamed(
    { renaming, from, to }: NodePermutation,
    part: number,
    id: number,
    node: number,
  ): number {
    const nodeStates = this.#nodeStates;
    if (part === PART.node) return nodeStates.renamed(id, renaming, node);
    if (part === PART.history) return nodeStates.histories.renamed(id, renaming, from);
    return this.#messageSets.renamed(id, (before) => {
      const { from: sender, to: receiver, message } = nodeStates.events.message(before);
      return nodeStates.events.messageId(
        to[sender] as number,
        to[receiver] as number,
        renaming.of(message),
      );
    });
  }
}

function less(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
