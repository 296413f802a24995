/**
 * A node as the search sees it: everything that its next step depends on, as values.
 *
 * The rules (timers, disk, crashes, clocks) are the kernel's own. A test compares them with the
 * kernel step by step.
 */
import type { Effect, Model, NodeEvent } from '../../../sim/model/node.js';
import type { Storage } from './disk.js';
import type { Timer } from './timers.js';

/** An observation for the oracle: what happened on a node, and when. */
export interface Observation {
  readonly at: number;
  readonly node: string;
  readonly what:
    | { readonly kind: 'event'; readonly event: NodeEvent<unknown, unknown> }
    | { readonly kind: 'effect'; readonly effect: Effect<unknown> }
    | { readonly kind: 'down' | 'up'; readonly why: string }
    | { readonly kind: 'crash'; readonly severity: 'power' | 'torn' }
    | { readonly kind: 'clock'; readonly byMs: number };
}

/** The machine of a node, independent of the model that runs on it. */
export interface Machine {
  readonly up: boolean;
  /** Wall clock minus true time, ms. */
  readonly offsetMs: number;
  /** True time of the last boot, ms. */
  readonly bootAt: number;
  /** Number of draws from the node's stream so far. */
  readonly draws: number;
}

export interface NodeParts {
  readonly node: number;
  readonly state: unknown;
  readonly storage: Storage;
  readonly timers: readonly Timer[];
  readonly machine: Machine;
}

/** An event on a node. */
export type NodeOccurrence =
  | { readonly kind: 'timer'; readonly timer: string }
  /** The disk gives its oldest pending answer. */
  | { readonly kind: 'disk' }
  | { readonly kind: 'up' }
  | { readonly kind: 'message'; readonly from: string; readonly message: unknown }
  | { readonly kind: 'input'; readonly input: unknown }
  | { readonly kind: 'crash'; readonly severity: 'power' | 'torn' }
  | { readonly kind: 'clock'; readonly toOffsetMs: number };

/** The constant properties of a node. */
export interface CheckedNode {
  readonly name: string;
  readonly model: Model<unknown, unknown, unknown>;
  readonly syncLatencyMs: number;
  /** The value that the node draws at a start or an input, by the number of draws before. */
  readonly entropy: (before: number) => number;
}

/** True time at which a timer is due, ms; it is in the past if the clock was set beyond it. */
export const dueAt = ({ offsetMs, bootAt }: Machine, timer: Timer): number =>
  timer.on === 'wall' ? timer.due - offsetMs : timer.due + bootAt;

/** Observations of the machine on an event at true time `at`, before its model receives it. */
export function machineObservations(
  node: string,
  { offsetMs }: Machine,
  event: NodeOccurrence,
  at: number,
): readonly Observation[] {
  switch (event.kind) {
    case 'up':
      return [{ at, node, what: { kind: 'up', why: 'boot' } }];
    case 'crash':
      return [
        { at, node, what: { kind: 'crash', severity: event.severity } },
        { at, node, what: { kind: 'down', why: 'crash' } },
      ];
    case 'clock':
      return [{ at, node, what: { kind: 'clock', byMs: event.toOffsetMs - offsetMs } }];
    default:
      return [];
  }
}

const ORACLES: ReadonlySet<string> = new Set(['show', 'report']);

/** Observations of a model step for the oracle. */
export function modelObservations(
  node: string,
  reads: (event: NodeEvent<unknown, unknown>) => boolean,
  event: NodeEvent<unknown, unknown>,
  effects: readonly Effect<unknown>[],
  at: number,
): readonly Observation[] {
  const observations: Observation[] = [];
  if (event.kind === 'start' || event.kind === 'input' || reads(event))
    observations.push({ at, node, what: { kind: 'event', event: withoutDraws(event) } });
  for (const effect of effects)
    if (ORACLES.has(effect.kind)) observations.push({ at, node, what: { kind: 'effect', effect } });
  return observations;
}

/** Removes a start's disk and every draw, which the oracle does not read. */
function withoutDraws(event: NodeEvent<unknown, unknown>): NodeEvent<unknown, unknown> {
  if (event.kind === 'start') return { kind: 'start', disk: {}, entropy: 0 };
  return event.kind === 'input' ? { ...event, entropy: 0 } : event;
}
