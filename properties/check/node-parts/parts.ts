/**
 * A node as five numbers, one per part: the node itself, its model's state, its disk, its timers
 * and its machine.
 *
 * An event depends on few of the parts. The next value of each part is therefore computed once per
 * combination of the parts that it depends on.
 */
import type { ContentIds } from './content-ids.js';
import { Disks } from './disks.js';
import { Machines } from './machines.js';
import type { NodeParts, CheckedNode } from '../rules/node.js';
import { ModelSteps } from './model-steps.js';
import { TimerLists } from './timers.js';

/** Index of each part in a vector. */
export const PART = { node: 0, state: 1, storage: 2, timers: 3, machine: 4 } as const;
export const PARTS = 5;

export class Parts {
  readonly machines: Machines;
  readonly models: ModelSteps;
  readonly disks: Disks;
  readonly timers: TimerLists;

  constructor(specs: readonly CheckedNode[], contents: ContentIds) {
    const latenciesMs = specs.map(({ syncLatencyMs }) => syncLatencyMs);
    this.machines = new Machines(contents);
    this.models = new ModelSteps(contents, specs);
    this.disks = new Disks(contents, this.models, latenciesMs);
    this.timers = new TimerLists(contents, this.models, this.machines);
  }

  /** Writes the numbers of a node's parts to `out`. */
  take({ node, state, storage, timers, machine }: NodeParts, out: Int32Array): void {
    out[PART.node] = node;
    out[PART.state] = this.models.stateId(node, state);
    out[PART.storage] = this.disks.id(storage);
    out[PART.timers] = this.timers.id(timers);
    out[PART.machine] = this.machines.id(machine);
  }

  /** Restores a node from the numbers of its parts. */
  put(parts: Int32Array): NodeParts {
    return {
      node: parts[PART.node] as number,
      state: this.models.state(parts[PART.state] as number),
      storage: this.disks.at(parts[PART.storage] as number),
      timers: this.timers.at(parts[PART.timers] as number),
      machine: this.machines.at(parts[PART.machine] as number),
    };
  }
}
