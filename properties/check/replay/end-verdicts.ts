/**
 * Verdicts on ends of paths; ends that differ only in what the judge does not read are judged once.
 */
import type { ScenarioBase } from '../../study/contract.js';
import { tracerFieldsOf } from '../../oracle/tracers.js';
import { HeldRecordsTable } from './held-records.js';
import { judged } from './judge.js';
import type { Judgement } from './judge.js';
import { Sequences } from '../search/table.js';
import type { StudySystem } from '../search/system.js';

/**
 * Marks a history that does not decide alone: the records that nodes hold have to be compared too.
 */
const BY_RECORDS = Symbol('looked');

export class EndVerdicts<S extends ScenarioBase, M, I> {
  /** Records that were metered on the way to any end. */
  readonly metered = new Set<number>();
  readonly #system: StudySystem<S, M, I>;
  readonly #heldRecords: HeldRecordsTable;
  /** Nodes to which the study itself plays inputs before the adversary's first. */
  readonly #ownInputs: readonly string[];
  readonly #keys = new Sequences();
  /** By number of the key: the property that is broken, '' for none, or the mark above. */
  readonly #verdicts: (string | typeof BY_RECORDS | undefined)[] = [];

  constructor(system: StudySystem<S, M, I>) {
    this.#system = system;
    this.#heldRecords = new HeldRecordsTable(system.nodeStates.parts, tracerFieldsOf(system.study));
    this.#ownInputs = system.ownInputs().map(({ node }) => node);
  }

  /** The first broken property among those that are checked. */
  violation(state: Int32Array): string | undefined {
    const key = this.#observationsKey(state);
    const byObservations = this.#keys.of(key);
    const known = this.#verdicts[byObservations];
    if (typeof known === 'string') return known || undefined;
    if (known === BY_RECORDS) {
      const looked = this.#verdicts[this.#keys.of(this.#recordsKey(state, key))];
      if (typeof looked === 'string') return looked || undefined;
    }
    const { violations, byObservationsAlone, metered } = this.judgement(state);
    for (const record of metered) this.metered.add(record);
    const { properties } = this.#system.options;
    const wanted = violations.find(({ property }) => properties.includes(property));
    const answer = wanted?.property ?? '';
    this.#verdicts[byObservations] = byObservationsAlone ? answer : BY_RECORDS;
    if (!byObservationsAlone) this.#verdicts[this.#keys.of(this.#recordsKey(state, key))] = answer;
    return answer || undefined;
  }

  /** Key of the observations: the time of healing, the history, and the machine of each node. */
  #observationsKey(state: Int32Array): number[] {
    const { nodeCount, nodeStates, controls } = this.#system;
    const { healedAt } = controls.at(state[nodeCount + 1] as number);
    const key = [healedAt, state[nodeCount + 3] as number];
    for (let node = 0; node < nodeCount; node += 1)
      key.push(nodeStates.partsOf(state[node] as number).machine);
    return key;
  }

  /** The key above, with the records that nodes hold and the messages in flight. */
  #recordsKey(state: Int32Array, observed: readonly number[]): number[] {
    const { nodeCount, nodeStates } = this.#system;
    const key = [...observed, state[nodeCount] as number];
    for (let node = 0; node < nodeCount; node += 1) {
      const { state: remembered, storage } = nodeStates.partsOf(state[node] as number);
      key.push(...this.#heldRecords.ids(remembered, storage));
    }
    return key;
  }

  /** The complete judgement of an end. */
  judgement(state: Int32Array): Judgement {
    const { study, scope, world, nodeCount, nodeStates, messageSets, controls } = this.#system;
    const { healedAt } = controls.at(state[nodeCount + 1] as number);
    const parts = [...state.subarray(0, nodeCount)].map((id) => nodeStates.partsOf(id));
    const inFlight = messageSets.at(state[nodeCount] as number).entries.map((entry) => {
      const { from, to, message } = nodeStates.events.message(entry >> 1);
      return {
        from: nodeStates.names[from] ?? '',
        to: nodeStates.names[to] ?? '',
        message: message as M,
      };
    });
    const end = {
      names: nodeStates.names,
      offsetsMs: parts.map(({ machine }) => nodeStates.parts.machines.at(machine).offsetMs),
      heldRecords: parts.map(({ state: remembered, storage }) =>
        this.#heldRecords.of(remembered, storage),
      ),
      observations: nodeStates.histories.observations(state[nodeCount + 3] as number),
      inFlight,
      healAt: nodeStates.events.times[healedAt] as number,
    };
    return judged(study, scope, world, end, this.#ownInputs);
  }
}
