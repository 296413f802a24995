/** Single steps, and pairs of steps, towards the simplest scenario: together they define minimality. */
import { set } from '../json/tree.js';
import type { Json } from '../json/tree.js';
import type { ScenarioBase } from '../study/contract.js';
import { applied, bothApplied, nearer } from './moves.js';
import type { Move } from './moves.js';
import { bisected } from './shrink-state.js';
import type { ShrinkState } from './shrink-state.js';

export const oneStep = <S extends ScenarioBase, M, I>(state: ShrinkState<S, M, I>): boolean =>
  state.moves().some((move) => state.accept(applied(state.json, move)));

export function twoSteps<S extends ScenarioBase, M, I>(state: ShrinkState<S, M, I>): boolean {
  const moves = state.moves();
  return moves.some((a, at) =>
    moves.slice(at + 1).some((b) => {
      if (!state.accept(bothApplied(state.json, a, b))) return false;
      shrinkTogether(state, a, b);
      return true;
    }),
  );
}

/** Shrinks each pair of numbers together. */
export function shrinkPairs<S extends ScenarioBase, M, I>(state: ShrinkState<S, M, I>): void {
  const numbers = state.moves().filter(({ kind }) => kind === 'number');
  for (const [at, a] of numbers.entries())
    for (const b of numbers.slice(at + 1)) shrinkTogether(state, a, b);
}

/** Moves two numbers by the same number of units towards their targets, as far as possible. */
function shrinkTogether<S extends ScenarioBase, M, I>(
  state: ShrinkState<S, M, I>,
  a: Move,
  b: Move,
): void {
  if (a.kind !== 'number' || b.kind !== 'number') return;
  const start = state.json;
  const [fromA, fromB] = [state.numberAt(a.path), state.numberAt(b.path)];
  const [toA, toB] = [state.targetAt(a.path), state.targetAt(b.path)];
  const most = Math.min(Math.abs(fromA - toA), Math.abs(fromB - toB));
  const by = (units: number): Json =>
    set(set(start, a.path, nearer(fromA, toA, units)), b.path, nearer(fromB, toB, units));
  if (most < 1 || state.accept(by(most))) return;
  let [failing, passing] = [0, most];
  for (let units = 1; units < passing; units *= 2)
    if (state.accept(by(units))) failing = units;
    else passing = units;
  if (failing > 0) bisected(passing, failing, (units) => state.accept(by(units)), state.attempts);
}
