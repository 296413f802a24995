/** Larger steps that change two things at once, for scenarios that no pair of unit steps improves. */
import { set } from '../json/tree.js';
import type { ScenarioBase } from '../study/contract.js';
import { bothApplied } from './moves.js';
import type { Move } from './moves.js';
import type { ShrinkState } from './shrink-state.js';

/** Numbers up to this distance from their target count things; others may be in proportion to them. */
const COUNT_MAX = 1_000;
/** Amounts by which a number may grow so that another part is removed; halving corrects them later. */
const FURTHER = [1, 16, 256, 4_096, 65_536, 1_048_576, 16_777_216];
/** Largest number of exchanges: minimality does not depend on them. */
const EXCHANGES_MAX = 400;

const numbersAmong = (moves: readonly Move[]): readonly Move[] =>
  moves.filter(({ kind }) => kind === 'number');

/** Reduces a count and a large number together, such as the number of uses and the time of a fault. */
export function inProportion<S extends ScenarioBase, M, I>(state: ShrinkState<S, M, I>): boolean {
  const numbers = numbersAmong(state.moves());
  return numbers.some((count) => {
    if ((count.distance ?? 0) > COUNT_MAX) return false;
    const [value, target] = [state.numberAt(count.path), state.targetAt(count.path)];
    return [target, target + Math.trunc((value - target) / 2)].some((fewer) => {
      if (fewer === value) return false;
      const share = value === 0 ? 0 : Math.abs(fewer / value);
      const smaller = set(state.json, count.path, fewer);
      return numbers.some((other) => {
        if (other === count || (other.distance ?? 0) <= COUNT_MAX) return false;
        const from = state.targetAt(other.path);
        const far = state.numberAt(other.path) - from;
        return [share, (1 + share) / 2, share / 2].some((part) =>
          state.accept(set(smaller, other.path, from + Math.trunc(far * part))),
        );
      });
    });
  });
}

/**
 * Removes one part while a number moves away from its target: a right clock and a fault that lasts
 * a second longer are simpler than both a little wrong.
 */
export class Exchanges<Scenario extends ScenarioBase, Message, Input> {
  readonly #state: ShrinkState<Scenario, Message, Input>;
  #tried = 0;

  constructor(state: ShrinkState<Scenario, Message, Input>) {
    this.#state = state;
  }

  run(): boolean {
    const state = this.#state;
    const moves = state.moves();
    const numbers = numbersAmong(moves);
    return moves.some((one) => {
      const removed = one.kind === 'number' ? { ...one, to: state.targetAt(one.path) } : one;
      return numbers.some((other) => FURTHER.some((by) => this.#exchange(removed, other, by)));
    });
  }

  #exchange(removed: Move, other: Move, by: number): boolean {
    // At most its distance again: a number that counts things must not make a run endless.
    if (by > (other.distance ?? 0) || this.#tried >= EXCHANGES_MAX) return false;
    this.#tried += 1;
    const state = this.#state;
    const value = state.numberAt(other.path);
    const away = value > state.targetAt(other.path) ? by : -by;
    return state.accept(bothApplied(state.json, removed, { ...other, to: value + away }));
  }
}
