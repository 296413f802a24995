/**
 * Reads what the events of an instant will need before the first of them is handled.
 *
 * In a large world the nodes lie apart in memory, and each names its disk, that its file, that an
 * array: an event waits for each in turn, and the next event does so again. Read for many nodes one
 * step at a time, none of the reads of a step depends on another, and a processor waits for them
 * together. Nothing comes of what is read, so no run is changed by it.
 */
import { CLOCK_CELLS } from './clock.js';
import type { File } from './file.js';
import type { Network } from './network.js';
import type { Pending, Runtime } from './runtime.js';

/** With fewer, most of them stay in the near caches, and reading ahead is only more to do. */
export const READ_AHEAD_NODES_MIN = 1_000;

export class ReadAhead<Message, Input> {
  readonly #nodes: readonly Runtime<Message, Input>[];
  readonly #cells: Float64Array;
  readonly #network: Network;
  readonly #files: File[] = [];
  /** So that the reads are not found to be of no use, and left out. */
  #sum = 0;

  constructor(nodes: readonly Runtime<Message, Input>[], cells: Float64Array, network: Network) {
    this.#nodes = nodes;
    this.#cells = cells;
    this.#network = network;
  }

  /** Of the first `count` of what waits. */
  read(waiting: readonly Pending<Message, Input>[], count: number): void {
    const nodes = this.#nodes;
    const files = this.#files;
    let sum = 0;
    for (let i = 0; i < count; i += 1) sum += nodes[this.#nodeOf(waiting, i)]?.nameHash ?? 0;
    for (let i = 0; i < count; i += 1) {
      const index = this.#nodeOf(waiting, i);
      sum += (this.#cells[CLOCK_CELLS * index] ?? 0) + this.#network.touch(index);
      sum += nodes[index]?.syncLatencyMs ?? 0;
    }
    let found = 0;
    for (let i = 0; i < count; i += 1) {
      const file = nodes[this.#nodeOf(waiting, i)]?.disk.last;
      if (file === undefined) continue;
      files[found] = file;
      found += 1;
    }
    for (let i = 0; i < found; i += 1) sum += (files[i] as File).touch();
    for (let i = 0; i < found; i += 1) sum += (files[i] as File).touchEntries();
    this.#sum = (this.#sum + sum) | 0;
  }

  #nodeOf(waiting: readonly Pending<Message, Input>[], place: number): number {
    return (waiting[place] as Pending<Message, Input>).node;
  }
}
