/**
 * A node as five numbers, one per part: the node itself, its model's state, its disk, its timers
 * and its machine.
 *
 * An event depends on few of the parts. The next value of each part is therefore computed once per
 * combination of the parts that it depends on.
 */
import type { Contents } from './contents.js';
import { Disks } from './disks.js';
import { Frames } from './machines.js';
import type { Local, LocalSpec } from '../rules/node.js';
import { Runs } from './models.js';
import { TimerLists } from './timers.js';

/** Index of each part in a vector. */
export const PART = { node: 0, state: 1, storage: 2, timers: 3, frame: 4 } as const;
export const PARTS = 5;

export class Parts {
  readonly frames: Frames;
  readonly runs: Runs;
  readonly disks: Disks;
  readonly timers: TimerLists;

  constructor(specs: readonly LocalSpec[], contents: Contents) {
    const latenciesMs = specs.map(({ syncLatencyMs }) => syncLatencyMs);
    this.frames = new Frames(contents);
    this.runs = new Runs(contents, specs);
    this.disks = new Disks(contents, this.runs, latenciesMs);
    this.timers = new TimerLists(contents, this.runs, this.frames);
  }

  /** Writes the numbers of a node's parts to `out`. */
  take({ node, state, storage, timers, frame }: Local, out: Int32Array): void {
    out[PART.node] = node;
    out[PART.state] = this.runs.stateId(node, state);
    out[PART.storage] = this.disks.id(storage);
    out[PART.timers] = this.timers.id(timers);
    out[PART.frame] = this.frames.id(frame);
  }

  /** Restores a node from the numbers of its parts. */
  put(parts: Int32Array): Local {
    return {
      node: parts[PART.node] as number,
      state: this.runs.state(parts[PART.state] as number),
      storage: this.disks.at(parts[PART.storage] as number),
      timers: this.timers.at(parts[PART.timers] as number),
      frame: this.frames.at(parts[PART.frame] as number),
    };
  }
}
