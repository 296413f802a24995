/**
 * What a scenario did to machines, as far as it decides what a machine can have kept: when it
 * slept, when an image of its disk was taken, and when the disk was replaced.
 */
import type { WorldIncident } from '../sim/index.js';

interface Sleep {
  readonly fromMs: number;
  toMs: number;
}

interface Machine {
  readonly sleeps: Sleep[];
  snapshotAtMs: number | undefined;
  replacedAtMs: number;
}

/** A disk that the scenario replaced by an empty one or by an older image. */
export interface Replacement {
  readonly node: string;
  readonly atMs: number;
  /** What was used by then may be on the new disk, or was judged at an earlier replacement. */
  readonly imageMs: number;
}

export class Machines {
  readonly #machines = new Map<string, Machine>();

  #machine(node: string): Machine {
    let machine = this.#machines.get(node);
    if (machine === undefined) {
      machine = { sleeps: [], snapshotAtMs: undefined, replacedAtMs: -Infinity };
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
    const { kind, node } = incident.fault;
    const machine = this.#machine(node);
    if (kind === 'snapshot') machine.snapshotAtMs = atMs;
    if (kind !== 'wipe' && (kind !== 'restore' || machine.snapshotAtMs === undefined))
      return undefined;
    const imageAtMs = kind === 'wipe' ? -Infinity : (machine.snapshotAtMs ?? -Infinity);
    const imageMs = Math.max(imageAtMs, machine.replacedAtMs);
    machine.replacedAtMs = atMs;
    return { node, atMs, imageMs };
  }

  /** When what was written at `atMs` is on the node's disk: a machine that sleeps finishes no sync. */
  durableAtMs(node: string, atMs: number, syncLatencyMs: number): number {
    const due = atMs + syncLatencyMs;
    for (const { fromMs, toMs } of this.#machines.get(node)?.sleeps ?? [])
      if (fromMs <= due && due <= toMs) return toMs;
    return due;
  }
}
