/** What the ends of paths come to; an end that differs from another only in what nobody noted is judged once. */
import type { ScenarioBase } from '../study.js';
import { judged } from './judge.js';
import type { Judgement } from './judge.js';
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
    underWay,
    healAt: locals.times[healedAt] as number,
  };
  const given = system.given().map(({ node }) => node);
  return judged(system.study, system.scope, system.world, end, given);
}

export class Ends {
  /** By what was noted: the property that is broken, or nothing. */
  readonly #known = new Map<string, string>();

  /** The first of the wanted properties that is broken. */
  violation<S extends ScenarioBase, M, I>(
    system: StudySystem<S, M, I>,
    state: Int32Array,
  ): string | undefined {
    const { nodes, locals, controls } = system;
    let key = String(controls.at(state[nodes + 1] as number).healedAt);
    for (let node = 0; node < nodes; node += 1)
      key += ` ${String(locals.facts(state[node] as number).noted)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known === '' ? undefined : known;
    const { violations, byNotesAlone } = judgementOf(system, state);
    const wanted = violations.find(({ property }) => system.options.properties.includes(property));
    const answer = wanted?.property ?? '';
    // Where copies are to be looked for, two ends with the same notes may differ.
    if (byNotesAlone) this.#known.set(key, answer);
    return answer === '' ? undefined : answer;
  }
}
