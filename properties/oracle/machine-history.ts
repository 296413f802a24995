/**
 * What a scenario did to machines, as far as it decides what a machine can have kept: when it
 * slept, when its disk was full, when an image of it was taken, and when it was replaced.
 */
import type { WorldIncident } from '../../sim/world/spec.js';

interface Span {
  readonly fromMs: number;
  toMs: number;
}

interface Machine {
  readonly sleeps: Span[];
  /** When its disk took nothing new. */
  readonly full: Span[];
  snapshotAtMs: number | undefined;
  /** True times of the replacements of its disk. */
  readonly replacedAtMs: number[];
}

/** A disk that the scenario replaced by an empty one or by an older image. */
export interface Replacement {
  readonly node: string;
  /** How many of the node came before. */
  readonly number: number;
  readonly atMs: number;
  /** What was used by then may be on the new disk, or was judged at an earlier replacement. */
  readonly imageMs: number;
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

  /** The replacement of a disk, if the incident is one; a restore without an image does nothing. */
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
    const imageAtMs = kind === 'wipe' ? -Infinity : (machine.snapshotAtMs ?? -Infinity);
    const imageMs = Math.max(imageAtMs, machine.replacedAtMs.at(-1) ?? -Infinity);
    const number = machine.replacedAtMs.push(atMs) - 1;
    return { node, number, atMs, imageMs };
  }

  /** How long the disk that a replacement brought was the node's, true ms. */
  nextReplacementMs({ node, number }: Replacement): number {
    return this.#machines.get(node)?.replacedAtMs[number + 1] ?? Infinity;
  }

  /** Whether the node's disk was replaced after that true time. */
  replacedAfter(node: string, atMs: number): boolean {
    return (this.#machines.get(node)?.replacedAtMs.at(-1) ?? -Infinity) > atMs;
  }

  /** When what was written at `atMs` is on the node's disk: a machine that sleeps finishes no sync. */
  durableAtMs(node: string, atMs: number, syncLatencyMs: number): number {
    let due = atMs + syncLatencyMs;
    // In order: who is woken may be put to sleep again in the same millisecond.
    for (const { fromMs, toMs } of this.#machines.get(node)?.sleeps ?? [])
      if (fromMs <= due && due <= toMs) due = toMs;
    return due;
  }

  /** Whether the node's disk may have refused what was written at `atMs`. */
  mayHaveRefused(node: string, atMs: number): boolean {
    const full = this.#machines.get(node)?.full ?? [];
    return full.some(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs);
  }
}
