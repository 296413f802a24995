/** What the ends of paths come to; an end that differs from another only in what nobody noted is judged once. */
import type { ScenarioBase } from '../study.js';
import { judged } from './judge.js';
import type { Judgement } from './judge.js';
import { Interner, IntTable } from './table.js';
import type { StudySystem } from './system.js';

export function judgementOf<S extends ScenarioBase, M, I>(
  system: StudySystem<S, M, I>,
  state: Int32Array,
): Judgement {
  const { nodes, locals, flights, controls } = system;
  const { healedAt } = controls.at(state[nodes + 1] as number);
  const places = [...state.subarray(0, nodes)];
  const underWay = flights.at(state[nodes] as number).entries.map((entry) => {
    const { from, to, message } = locals.message(entry >> 1);
    return { from: locals.names[from] ?? '', to: locals.names[to] ?? '', message: message as M };
  });
  const end = {
    names: locals.names,
    locals: places.map((id) => locals.local(id)),
    noted: locals.histories.noted(state[nodes + 3] as number),
    underWay,
    healAt: locals.times[healedAt] as number,
  };
  const given = system.given().map(({ node }) => node);
  return judged(system.study, system.scope, system.world, end, given);
}

export class Ends {
  /** Verdicts by number: the property that is broken, or nothing. */
  readonly #verdicts = new Interner<string>();
  /** By when faults ended and what was noted. */
  readonly #known = new IntTable();

  /** The first of the wanted properties that is broken. */
  violation<S extends ScenarioBase, M, I>(
    system: StudySystem<S, M, I>,
    state: Int32Array,
  ): string | undefined {
    const { nodes, controls } = system;
    const { healedAt } = controls.at(state[nodes + 1] as number);
    const history = state[nodes + 3] as number;
    const known = this.#known.get(healedAt, history, 0);
    if (known >= 0) return this.#verdicts.at(known) || undefined;
    const { violations, byNotesAlone } = judgementOf(system, state);
    const wanted = violations.find(({ property }) => system.options.properties.includes(property));
    const answer = wanted?.property ?? '';
    // Where copies are to be looked for, two ends with the same notes may differ.
    if (byNotesAlone)
      this.#known.set(
        healedAt,
        history,
        0,
        this.#verdicts.id(answer, () => answer),
      );
    return answer || undefined;
  }
}
