/** Finds copies of records in the states, disks and messages of a world. */
import { NO_DATA } from '../../sim/world/view.js';
import type { WorldData } from '../../sim/world/view.js';
import type { TracerFields } from '../study/contract.js';
import { eachTracer } from './tracers.js';

export class CopyFinder {
  readonly #fields: TracerFields;
  #world: WorldData<unknown> = NO_DATA;

  constructor(fields: TracerFields) {
    this.#fields = fields;
  }

  onStart(view: WorldData<unknown>): void {
    this.#world = view;
  }

  get nodeNames(): readonly string[] {
    return this.#world.nodeNames;
  }

  /** Messages in flight. */
  inFlight(): ReturnType<WorldData<unknown>['inFlight']> {
    return this.#world.inFlight();
  }

  /** Calls `found` with the tracer of each durable copy on a node's disk. */
  scanDurable(node: string, found: (tracer: number) => void): void {
    eachTracer(this.#world.durableOf(node), found, this.#fields);
  }

  /** Calls `found` with the tracer of each durable copy, or report of a loss, on a node's disk. */
  scanDurableKnowledge(node: string, found: (tracer: number) => void): void {
    eachTracer(this.#world.durableOf(node), found, this.#fields, found);
  }

  /** Records with a copy on a disk, synced or not. */
  onDisk(): Set<number> {
    const found = new Set<number>();
    for (const name of this.#world.nodeNames)
      eachTracer(this.#world.diskOf(name), (tracer) => found.add(tracer), this.#fields);
    return found;
  }

  /** Records with a copy, or a report of their loss, that a power failure would leave on a disk. */
  durable(): Set<number> {
    const durable = new Set<number>();
    const note = (tracer: number): void => {
      durable.add(tracer);
    };
    for (const name of this.#world.nodeNames) {
      this.scanDurableKnowledge(name, note);
    }
    return durable;
  }

  /**
   * Records of which the given nodes hold a copy or a report of loss.
   *
   * A fault that destroys the only report of a loss destroys all knowledge of it.
   */
  known(nodes: readonly string[]): Set<number> {
    const known = new Set<number>();
    const note = (tracer: number): void => {
      known.add(tracer);
    };
    for (const node of nodes) {
      eachTracer(this.#world.stateOf(node), note, this.#fields, note);
      eachTracer(this.#world.diskOf(node), note, this.#fields, note);
    }
    return known;
  }

  /** Calls `found` with the tracer of each copy that a node holds. */
  scan(node: string, found: (tracer: number) => void): void {
    eachTracer(this.#world.stateOf(node), found, this.#fields);
    eachTracer(this.#world.diskOf(node), found, this.#fields);
  }

  /**
   * For each of the given records, the nodes that hold a copy and the links that have one in
   * flight.
   */
  holders(records: ReadonlySet<number>): ReadonlyMap<number, readonly string[]> {
    const holders = new Map<number, string[]>();
    const note = (tracer: number, holder: string): void => {
      if (!records.has(tracer)) return;
      const known = holders.get(tracer) ?? [];
      if (!known.includes(holder)) holders.set(tracer, [...known, holder]);
    };
    for (const name of this.#world.nodeNames)
      this.scan(name, (tracer) => {
        note(tracer, name);
      });
    for (const { from, to, message } of this.#world.inFlight())
      eachTracer(
        message,
        (tracer) => {
          note(tracer, `${from}→${to}`);
        },
        this.#fields,
      );
    return holders;
  }
}
