/**
 * History of each machine: the faults that decide which data it can have kept.
 *
 * These are its suspensions, the times at which its disk was full, images of its disk, and
 * replacements.
 */
import type { Fault } from '../../sim/world/fault.js';
import type { WorldIncident } from '../../sim/world/spec.js';

interface Span {
  readonly fromMs: number;
  toMs: number;
}

interface Machine {
  readonly sleeps: Span[];
  /** Spans in which the disk accepted no new data. */
  readonly full: Span[];
  snapshotAtMs: number | undefined;
  /** True times at which its disk was replaced, ms. */
  readonly replacedAtMs: number[];
}

/** Replacement of a disk by an empty one or by an older image. */
export interface Replacement {
  readonly node: string;
  /** Number of earlier replacements on the node. */
  readonly number: number;
  readonly atMs: number;
  /**
   * Records used until then, true ms, may be on the new disk, or were judged at an earlier
   * replacement.
   */
  readonly imageMs: number;
  /** The new disk holds an image of the old one; false: it is empty. */
  readonly restored: boolean;
}

/** True for a fault that may put another disk in the place of a machine's. */
export const replacesDisk = ({ kind }: Fault): boolean => kind === 'wipe' || kind === 'restore';

/**
 * The nodes whose disks the faults may replace, as a predicate.
 *
 * @param faults undefined: not known, so that each node's may be
 */
export function isReplaced(faults: readonly Fault[] | undefined): (node: string) => boolean {
  if (faults === undefined) return () => true;
  const nodes = new Set(faults.filter(replacesDisk).map(({ node }) => node));
  return (node) => nodes.has(node);
}

export class MachineHistory {
  readonly #machines = new Map<string, Machine>();

  #machine(node: string): Machine {
    let machine = this.#machines.get(node);
    if (machine === undefined) {
      machine = { sleeps: [], full: [], snapshotAtMs: undefined, replacedAtMs: [] };
      this.#machines.set(node, machine);
    }
    return machine;
  }

  /** The replacement, if the incident is one; a restore without an image does nothing. */
  incident(atMs: number, incident: WorldIncident): Replacement | undefined {
    if (incident.kind === 'down' || incident.kind === 'up') {
      const { sleeps } = this.#machine(incident.node);
      const last = sleeps.at(-1);
      if (last?.toMs === Infinity) last.toMs = atMs;
      if (incident.kind === 'down' && incident.why === 'suspend')
        sleeps.push({ fromMs: atMs, toMs: Infinity });
      return undefined;
    }
    if (incident.kind !== 'fault') return undefined;
    const { fault } = incident;
    const { kind, node } = fault;
    const machine = this.#machine(node);
    if (fault.kind === 'disk-full')
      machine.full.push({ fromMs: atMs, toMs: atMs + Math.max(0, fault.forMs) });
    if (kind === 'snapshot') machine.snapshotAtMs = atMs;
    if (kind !== 'wipe' && (kind !== 'restore' || machine.snapshotAtMs === undefined))
      return undefined;
    const restored = kind === 'restore';
    const imageAtMs = restored ? (machine.snapshotAtMs ?? -Infinity) : -Infinity;
    const imageMs = Math.max(imageAtMs, machine.replacedAtMs.at(-1) ?? -Infinity);
    const number = machine.replacedAtMs.push(atMs) - 1;
    return { node, number, atMs, imageMs, restored };
  }

  /** True time of the node's next replacement after this one, ms; `Infinity`: there is none. */
  nextReplacementMs({ node, number }: Replacement): number {
    return this.#machines.get(node)?.replacedAtMs[number + 1] ?? Infinity;
  }

  /** True if the node's disk was replaced after that true time, ms. */
  replacedAfter(node: string, atMs: number): boolean {
    return (this.#machines.get(node)?.replacedAtMs.at(-1) ?? -Infinity) > atMs;
  }

  /**
   * True time at which data written at `atMs` is durable, ms: a suspended machine finishes no sync.
   */
  durableAtMs(node: string, atMs: number, syncLatencyMs: number): number {
    let due = atMs + syncLatencyMs;
    // In order of time: a machine may be suspended again in the millisecond in which it resumes.
    for (const { fromMs, toMs } of this.#machines.get(node)?.sleeps ?? [])
      if (fromMs <= due && due <= toMs) due = toMs;
    return due;
  }

  /** True if the node's disk may have refused data written at `atMs`. */
  mayHaveRefused(node: string, atMs: number): boolean {
    const full = this.#machines.get(node)?.full ?? [];
    return full.some(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);
  }
}
