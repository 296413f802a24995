/**
 * Reads what the events of an instant will need before the first of them is handled.
 *
 * In a large world the nodes lie apart in memory, and each names its disk, that its file, that an
 * array: an event waits for each in turn, and the next event does so again. Read for many nodes one
 * step at a time, none of the reads of a step depends on another, and a processor waits for them
 * together. Nothing comes of what is read, so no run is changed by it.
 */
import { CLOCK_CELLS } from '../clock/clock.js';
import type { Network } from './network.js';
import type { Pending, NodeState } from './node-state.js';
import type { Ahead } from '../queue/timing-wheel.js';

/** With fewer, most of them stay in the near caches, and reading ahead is only more to do. */
export const READ_AHEAD_NODES_MIN = 1_000;

/** For a timeline to call; undefined where the world is too small for it. */
export function readingAhead<Message, Input>(
  nodes: readonly NodeState<Message, Input>[],
  cells: Float64Array,
  network: Network,
): Ahead<Pending<Message, Input>> | undefined {
  if (nodes.length < READ_AHEAD_NODES_MIN) return undefined;
  const reader = new ReadAhead(nodes, cells, network);
  return (waiting, from, count) => {
    reader.read(waiting, from, count);
  };
}

class ReadAhead<Message, Input> {
  readonly #nodes: readonly NodeState<Message, Input>[];
  readonly #cells: Float64Array;
  readonly #network: Network;
  /** The nodes of the instant; used again for the next. */
  readonly #due: NodeState<Message, Input>[] = [];
  /** So that the reads are not found to be of no use, and left out. */
  #sum = 0;

  constructor(nodes: readonly NodeState<Message, Input>[], cells: Float64Array, network: Network) {
    this.#nodes = nodes;
    this.#cells = cells;
    this.#network = network;
  }

  /** Of `count` of what waits, beginning with place `from`. */
  read(waiting: readonly Pending<Message, Input>[], from: number, count: number): void {
    const found = this.#find(waiting, from, count);
    const due = this.#due;
    let sum = 0;
    for (let i = 0; i < found; i += 1) {
      const { nameHash, syncLatencyMs } = due[i] as NodeState<Message, Input>;
      sum += nameHash + syncLatencyMs;
    }
    for (let i = 0; i < found; i += 1) if (due[i]?.disk.full === true) sum += 1;
    for (let i = 0; i < found; i += 1) sum += due[i]?.disk.last?.touch() ?? 0;
    for (let i = 0; i < found; i += 1) sum += due[i]?.disk.last?.touchEntries() ?? 0;
    this.#sum = (this.#sum + sum) | 0;
  }

  /**
   * Whose events these are, each that comes several times in a row once. A disk's answer comes so
   * soon after what asked for it that all is near still. Clock and link are found by number alone.
   */
  #find(waiting: readonly Pending<Message, Input>[], from: number, count: number): number {
    const cells = this.#cells;
    let found = 0;
    let last = -1;
    let sum = 0;
    for (let i = from; i < from + count; i += 1) {
      const one = waiting[i] as Pending<Message, Input>;
      const { kind, node } = one;
      if (kind === 'timer') sum += one.armed;
      if (node < 0 || node === last || kind === 'synced') continue;
      last = node;
      this.#due[found] = this.#nodes[node] as NodeState<Message, Input>;
      found += 1;
      const clock = CLOCK_CELLS * node;
      // Its cells lie on two lines, or may.
      sum += (cells[clock] as number) + (cells[clock + CLOCK_CELLS - 1] as number);
      sum += this.#network.touch(node);
    }
    this.#sum = (this.#sum + sum) | 0;
    return found;
  }
}
