/**
 * Replaced disks, and the records that they may take with them: excuses for a loss.
 *
 * Each excuse is as narrow as the facts. A record whose copies elsewhere could have been kept is not
 * excused, and neither is silence about a gap that another node could detect.
 */
import type { Fault } from '../../sim/world/fault.js';
import type { MeteredRecord } from '../study/contract.js';
import type { CopyFinder } from './copy-finder.js';
import { LearnedRecords } from './learned-records.js';
import type { MachineHistory, Replacement } from './machine-history.js';

/** The end of a record with the disk that held its only copies. */
export interface Destruction extends Replacement {
  /** Records of other nodes that are later than the new disk's data: they reveal the gap. */
  readonly witnesses: readonly number[];
}

export class DiskReplacements {
  readonly #copies: CopyFinder;
  readonly #machines: MachineHistory;
  readonly #metered: ReadonlyMap<number, MeteredRecord>;
  /** Records whose only copies were on a disk that the scenario destroyed. */
  readonly #destroyed = new Map<number, Destruction>();
  /**
   * Records of a replaced disk of which another node had a copy that it may have rightly dropped
   * since.
   *
   * The other node had an answer that the record was safe: the answer was in flight, or known to
   * nodes that had passed the record on.
   */
  readonly #answered = new Map<number, Destruction>();
  /**
   * Records of a replaced disk that belong to another node, with copies left in memories only, such
   * as that of a console that shows them.
   *
   * No disk has held such a record since.
   */
  readonly #passing = new Map<number, Destruction>();
  /** Records of other nodes that a replaced disk held durably, with the node of the disk. */
  readonly #passedOn = new Map<number, string>();
  /** Records that a node held just before its disk was destroyed. */
  readonly #atRisk = new Map<string, Replacement & { readonly held: ReadonlySet<number> }>();
  /** Those of the above that a node with a power failure held. */
  readonly #goingDown = new Map<string, readonly number[]>();
  /** Records of a replaced disk of which no other disk had a durable copy at that time. */
  readonly #volatile = new Map<number, Destruction>();
  /** For each node, the nodes that it has received a message from. */
  readonly #senders = new Map<string, Set<string>>();
  /** Records that a replaced disk of another node held. */
  readonly #mayVanish = new Set<number>();
  readonly #learned: LearnedRecords;

  /** @param faults all faults of the world; undefined: not known before the run */
  constructor(
    copies: CopyFinder,
    machines: MachineHistory,
    metered: ReadonlyMap<number, MeteredRecord>,
    faults: readonly Fault[] | undefined,
  ) {
    this.#copies = copies;
    this.#machines = machines;
    this.#metered = metered;
    this.#learned = new LearnedRecords(copies, faults);
  }

  /** The replacement that excuses the loss of a record; `undefined`: none does. */
  destructionOf(record: number): Destruction | undefined {
    return this.#destroyed.get(record) ?? this.#answered.get(record) ?? this.#passing.get(record);
  }

  /** True if the record may disappear from a console, whose disk or another one was replaced. */
  mayVanish(record: number): boolean {
    return this.#mayVanish.has(record);
  }

  /** Notes that a node received a message from another. */
  received(node: string, from: string): void {
    const senders = this.#senders.get(node);
    if (senders === undefined) this.#senders.set(node, new Set([from]));
    else senders.add(from);
  }

  /** An image was made of the node's disk. */
  afterImage(node: string): void {
    this.#learned.afterImage(node);
  }

  /** A sync made records durable that were only in memories. */
  afterSync(node: string): void {
    this.#learned.afterSync(node);
    if (this.#passing.size === 0) return;
    const note = (tracer: number): void => {
      this.#passing.delete(tracer);
    };
    this.#copies.scanDurableKnowledge(node, note);
  }

  /** Called before a disk is replaced: notes the records at risk. */
  beforeReplacement(replaced: Replacement): void {
    const { node } = replaced;
    this.#learned.afterReplacement(replaced);
    const held = this.#copies.known([node]);
    this.#atRisk.set(node, { ...replaced, held });
    for (const tracer of held)
      if (this.#metered.get(tracer)?.node !== node) this.#mayVanish.add(tracer);
    const durable = new Set<number>();
    this.#copies.scanDurable(node, (tracer) => durable.add(tracer));
    if (durable.size === 0) return;
    for (const tracer of durable)
      if (this.#metered.get(tracer)?.node !== node) this.#passedOn.set(tracer, node);
    const mayLearn = this.#mayLearnFrom(node);
    for (const other of this.#copies.nodeNames)
      if (other !== node)
        this.#copies.scan(other, (tracer) => {
          if (durable.has(tracer) && (mayLearn.has(other) || this.#learnsFromOthers(node, tracer)))
            this.#answered.set(tracer, { ...replaced, witnesses: [] });
        });
  }

  /**
   * True if a node that this one has received messages from had its disk replaced later: it no
   * longer knows those messages.
   */
  keeperReplacedAfter({ node, atMs }: Replacement): boolean {
    return [...(this.#senders.get(node) ?? [])].some((of) =>
      this.#machines.replacedAfter(of, atMs),
    );
  }

  /**
   * True if the record's own node learns about it from nodes that took the record before this one
   * did.
   */
  #learnsFromOthers(node: string, tracer: number): boolean {
    const own = this.#metered.get(tracer)?.node;
    return own !== undefined && own !== node && this.#senders.get(own)?.has(node) !== true;
  }

  /**
   * Other nodes that may still learn, directly or through others, that the node has data on its
   * disk.
   */
  #mayLearnFrom(node: string): ReadonlySet<string> {
    const messages = [...this.#copies.inFlight()];
    return messages.some(({ from }) => from === node)
      ? new Set(this.#copies.nodeNames)
      : new Set(messages.map(({ to }) => to));
  }

  /**
   * The node returns with another disk: the scenario destroyed the records that no node holds now.
   */
  afterReplacement(node: string): void {
    const atRisk = this.#atRisk.get(node);
    if (atRisk === undefined) return;
    this.#atRisk.delete(node);
    const { held, ...replacement } = atRisk;
    const known = this.#copies.known(this.#copies.nodeNames);
    const lost = [...held].filter((tracer) => !known.has(tracer));
    const durable = this.#copies.durable();
    const unsynced = [...held].filter((tracer) => known.has(tracer) && !durable.has(tracer));
    if (lost.length + unsynced.length === 0) return;
    const elsewhere = this.#copies.known(this.#copies.nodeNames.filter((name) => name !== node));
    const witnesses = new Map<number, number[]>();
    // Nodes that this one has received messages from, as far as they have lost a disk themselves.
    const keepers = [...this.#learned.afterReplacements(this.#senders.get(node) ?? [])];
    for (const tracer of elsewhere) {
      const metered = this.#metered.get(tracer);
      if (metered?.history === undefined || metered.node !== node) continue;
      if (metered.endMs <= replacement.imageMs) continue;
      if (!keepers.every((knows) => knows(tracer))) continue;
      const others = witnesses.get(metered.history);
      if (others === undefined) witnesses.set(metered.history, [tracer]);
      else others.push(tracer);
    }
    const destructionOf = (tracer: number): Destruction => {
      const history = this.#metered.get(tracer)?.history ?? NaN;
      return { ...replacement, witnesses: witnesses.get(history) ?? [] };
    };
    for (const tracer of lost) this.#destroyed.set(tracer, destructionOf(tracer));
    const onDisk = unsynced.length === 0 ? new Set<number>() : this.#copies.onDisk();
    for (const tracer of unsynced) {
      this.#volatile.set(tracer, destructionOf(tracer));
      if (!onDisk.has(tracer) && this.#wasPassedOn(tracer, node))
        this.#passing.set(tracer, destructionOf(tracer));
    }
  }

  /**
   * True if the record had left its own node for a disk that was replaced, this node's or an earlier
   * one. A node that has it in memory since then, and is not that disk's, need not store it.
   */
  #wasPassedOn(tracer: number, node: string): boolean {
    if (this.#metered.get(tracer)?.node !== node) return true;
    const keeper = this.#passedOn.get(tracer);
    return keeper !== undefined && !this.#copies.known([keeper]).has(tracer);
  }

  /** Notes the records that a node with a power failure holds and no disk keeps. */
  beforeCrash(node: string): void {
    // A node that is down holds no more than when it went down.
    if (this.#volatile.size === 0 || this.#goingDown.has(node)) return;
    const durable = this.#copies.durable();
    for (const tracer of this.#volatile.keys())
      if (durable.has(tracer)) this.#volatile.delete(tracer);
    const held = this.#copies.known([node]);
    this.#goingDown.set(
      node,
      [...this.#volatile.keys()].filter((tracer) => held.has(tracer)),
    );
  }

  /** A record whose only copy was destroyed before a second node synced it cannot be recovered. */
  afterCrash(node: string): void {
    const held = this.#goingDown.get(node);
    if (held === undefined) return;
    this.#goingDown.delete(node);
    const known = this.#copies.known(this.#copies.nodeNames);
    for (const tracer of held) {
      const destruction = this.#volatile.get(tracer);
      if (destruction !== undefined && !known.has(tracer)) this.#destroyed.set(tracer, destruction);
    }
  }
}
