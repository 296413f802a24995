/** A random walk through a scope, as the actions that a search would have taken. */
import { Stream } from '../../../sim/model/random.js';
import type { ScenarioBase } from '../../study/contract.js';
import { Successors } from '../search/search.js';
import type { StudySystem } from '../search/system.js';

/** Choices of the adversary until nothing is left to choose, or `stepsMax` of them. */
export function walk<S extends ScenarioBase, M, I>(
  system: StudySystem<S, M, I>,
  seed: number,
  stepsMax: number,
): readonly number[] {
  const stream = new Stream(seed, 'walk');
  const out = new Successors(system.width);
  system.initial(out);
  const actions: number[] = [];
  for (;;) {
    const chosen = stream.integer(0, out.count - 1);
    actions.push(out.actions[chosen] as number);
    const state = out.vectors.slice(chosen * system.width, (chosen + 1) * system.width);
    if (system.isDetermined(state) || actions.length > stepsMax) return actions;
    out.count = 0;
    system.successors(state, out);
  }
}
