/**
 * A machine as numbers of its parts: whose it is, what its model remembers, its disk, its timers, and
 * the machine itself. What happens to one depends on few of the others, so what becomes of each is
 * computed once by what it depends on; a whole machine is five numbers.
 */
import type { Contents } from './contents.js';
import { Disks } from './disks.js';
import { Frames } from './machines.js';
import type { Local, LocalSpec } from '../rules/node.js';
import { Runs } from './models.js';
import { TimerLists } from './timers.js';

/** Where which part stands. */
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

  /** Puts the parts of a machine where they belong. */
  take({ node, state, storage, timers, frame }: Local, out: Int32Array): void {
    out[PART.node] = node;
    out[PART.state] = this.runs.stateId(node, state);
    out[PART.storage] = this.disks.id(storage);
    out[PART.timers] = this.timers.id(timers);
    out[PART.frame] = this.frames.id(frame);
  }

  /** The machine whose parts these are. */
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
