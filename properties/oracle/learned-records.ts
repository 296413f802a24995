/**
 * Records that nodes have learned of since their disks were replaced.
 *
 * A node whose disk was replaced knows what the image held and what it has synced since. A later
 * gap in records that it no longer knows of is one that it cannot detect.
 */
import { isReplaced } from './machine-history.js';
import type { Replacement } from './machine-history.js';
import type { CopyFinder } from './copy-finder.js';
import type { Fault } from '../../sim/world/fault.js';

export class LearnedRecords {
  readonly #copies: CopyFinder;
  readonly #mayBeReplaced: (node: string) => boolean;
  /** For each node that may be replaced, records that its disk has held, durable, in its history. */
  readonly #learned = new Map<string, Set<number>>();
  /** The same at the time of the node's last image. */
  readonly #images = new Map<string, ReadonlySet<number>>();
  readonly #replaced = new Set<string>();

  /** @param faults all faults of the world; undefined: not known before the run */
  constructor(copies: CopyFinder, faults: readonly Fault[] | undefined) {
    this.#copies = copies;
    this.#mayBeReplaced = isReplaced(faults);
  }

  /** Notes the records that are durable on a node's disk. */
  afterSync(node: string): void {
    if (!this.#mayBeReplaced(node)) return;
    const learned = this.#learned.get(node) ?? new Set();
    this.#learned.set(node, learned);
    this.#copies.scanDurable(node, (tracer) => learned.add(tracer));
  }

  /** Notes what the image of a node's disk can bring back. */
  afterImage(node: string): void {
    this.#images.set(node, new Set(this.#learned.get(node)));
  }

  /** The node forgets everything that its new disk does not hold. */
  afterReplacement({ node, restored }: Replacement): void {
    this.#replaced.add(node);
    this.#learned.set(node, new Set(restored ? this.#images.get(node) : undefined));
  }

  /**
   * The nodes with a replaced disk, each with the records that it may know of: those of its disk
   * since, and those that it holds now.
   */
  *afterReplacements(nodes: Iterable<string>): Iterable<(record: number) => boolean> {
    for (const node of nodes) {
      if (!this.#replaced.has(node)) continue;
      const learned = this.#learned.get(node);
      const held = this.#copies.known([node]);
      yield (record) => learned?.has(record) === true || held.has(record);
    }
  }
}
