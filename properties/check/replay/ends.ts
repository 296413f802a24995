/**
 * Verdicts on ends of paths; ends that differ only in what the judge does not read are judged once.
 */
import type { ScenarioBase } from '../../study/contract.js';
import { tracerFieldsOf } from '../../oracle/tracers.js';
import { Holdings } from './holdings.js';
import { judged } from './judge.js';
import type { Judgement } from './judge.js';
import { Sequences } from '../search/table.js';
import type { StudySystem } from '../search/system.js';

/**
 * Marks a history that does not decide alone: the records that nodes hold have to be compared too.
 */
const LOOKED = Symbol('looked');

export class Ends<S extends ScenarioBase, M, I> {
  readonly #system: StudySystem<S, M, I>;
  readonly #holdings: Holdings;
  /** Nodes to which the study itself plays inputs before the adversary's first. */
  readonly #given: readonly string[];
  readonly #keys = new Sequences();
  /** By number of the key: the property that is broken, '' for none, or the mark above. */
  readonly #verdicts: (string | typeof LOOKED | undefined)[] = [];

  constructor(system: StudySystem<S, M, I>) {
    this.#system = system;
    this.#holdings = new Holdings(system.locals.parts, tracerFieldsOf(system.study));
    this.#given = system.given().map(({ node }) => node);
  }

  /** The first broken property among those that are checked. */
  violation(state: Int32Array): string | undefined {
    const key = this.#notedKey(state);
    const byNotes = this.#keys.of(key);
    const known = this.#verdicts[byNotes];
    if (typeof known === 'string') return known || undefined;
    if (known === LOOKED) {
      const looked = this.#verdicts[this.#keys.of(this.#heldKey(state, key))];
      if (typeof looked === 'string') return looked || undefined;
    }
    const { violations, byNotesAlone } = this.judgement(state);
    const { properties } = this.#system.options;
    const wanted = violations.find(({ property }) => properties.includes(property));
    const answer = wanted?.property ?? '';
    this.#verdicts[byNotes] = byNotesAlone ? answer : LOOKED;
    if (!byNotesAlone) this.#verdicts[this.#keys.of(this.#heldKey(state, key))] = answer;
    return answer || undefined;
  }

  /** Key of the observations: the time of healing, the history, and the machine of each node. */
  #notedKey(state: Int32Array): number[] {
    const { nodes, locals, controls } = this.#system;
    const { healedAt } = controls.at(state[nodes + 1] as number);
    const key = [healedAt, state[nodes + 3] as number];
    for (let node = 0; node < nodes; node += 1)
      key.push(locals.partsOf(state[node] as number).frame);
    return key;
  }

  /** The key above, with the records that nodes hold and the messages in flight. */
  #heldKey(state: Int32Array, noted: readonly number[]): number[] {
    const { nodes, locals } = this.#system;
    const key = [...noted, state[nodes] as number];
    for (let node = 0; node < nodes; node += 1) {
      const { state: remembered, storage } = locals.partsOf(state[node] as number);
      key.push(...this.#holdings.ids(remembered, storage));
    }
    return key;
  }

  /** The complete judgement of an end. */
  judgement(state: Int32Array): Judgement {
    const { study, scope, world, nodes, locals, flights, controls } = this.#system;
    const { healedAt } = controls.at(state[nodes + 1] as number);
    const parts = [...state.subarray(0, nodes)].map((id) => locals.partsOf(id));
    const underWay = flights.at(state[nodes] as number).entries.map((entry) => {
      const { from, to, message } = locals.events.message(entry >> 1);
      return { from: locals.names[from] ?? '', to: locals.names[to] ?? '', message: message as M };
    });
    const end = {
      names: locals.names,
      offsetsMs: parts.map(({ frame }) => locals.parts.frames.at(frame).offsetMs),
      holdings: parts.map(({ state: remembered, storage }) =>
        this.#holdings.of(remembered, storage),
      ),
      noted: locals.histories.noted(state[nodes + 3] as number),
      underWay,
      healAt: locals.events.times[healedAt] as number,
    };
    return judged(study, scope, world, end, this.#given);
  }
}
