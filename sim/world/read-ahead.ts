/**
 * Reads the data that the events of an instant will need, before the first of them is handled.
 *
 * In a large world the nodes are far apart in memory. A node refers to its disk, the disk to its
 * file, and the file to its array, and an event waits for each in turn. Reading one such step for
 * many nodes makes the reads independent, so a processor waits for them together. The values read
 * are not used, so no run is changed.
 */
import { touchCells } from '../clock/cells.js';
import type { ClockCells } from '../clock/cells.js';
import type { Network } from './network.js';
import type { NodeState } from './node-state.js';
import type { Pending } from './queued-event.js';
import type { InstantListener } from '../queue/timing-wheel.js';

/** Fewest nodes for which reading ahead pays: fewer nodes stay in the near caches. */
export const READ_AHEAD_NODES_MIN = 1_000;

/** Makes the listener for a timeline; undefined for a small world. */
export function readingAhead<Message, Input>(
  nodes: readonly NodeState<Message, Input>[],
  cells: ClockCells,
  network: Network,
): InstantListener<Pending<Message, Input>> | undefined {
  if (nodes.length < READ_AHEAD_NODES_MIN) return undefined;
  const reader = new ReadAhead(nodes, cells, network);
  return (waiting, from, count) => {
    reader.read(waiting, from, count);
  };
}

class ReadAhead<Message, Input> {
  readonly #nodes: readonly NodeState<Message, Input>[];
  readonly #cells: ClockCells;
  readonly #network: Network;
  /** Nodes of the present instant; the array is reused. */
  readonly #due: NodeState<Message, Input>[] = [];
  /** Accumulates the reads, so that the compiler does not remove them as useless. */
  #sum = 0;

  constructor(nodes: readonly NodeState<Message, Input>[], cells: ClockCells, network: Network) {
    this.#nodes = nodes;
    this.#cells = cells;
    this.#network = network;
  }

  /** Reads ahead for `count` waiting events from place `from` on. */
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
   * Collects the nodes of the events, and reads their clocks and links, which are found by index
   * alone. A node is listed once for events in a row. Disk answers are skipped: they follow so soon
   * that their data is still cached.
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
      sum += touchCells(cells, node) + this.#network.touch(node);
    }
    this.#sum = (this.#sum + sum) | 0;
    return found;
  }
}
