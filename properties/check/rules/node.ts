/**
 * One machine as the search sees it: everything of a node that its next step depends on, in parts,
 * and the kernel's own rules for it (timers, disk, crashes, clocks), on values instead of a queue. A
 * test holds it to the kernel step by step.
 */
import type { Effect, Model, NodeEvent } from '../../../sim/model/node.js';
import type { Storage } from './disk.js';
import type { Timer } from './timers.js';

/** What the oracle has to know of what happened on a machine, and when. */
export interface Noted {
  readonly at: number;
  readonly node: string;
  readonly what:
    | { readonly kind: 'event'; readonly event: NodeEvent<unknown, unknown> }
    | { readonly kind: 'effect'; readonly effect: Effect<unknown> }
    | { readonly kind: 'down' | 'up'; readonly why: string }
    | { readonly kind: 'crash'; readonly severity: 'power' | 'torn' }
    | { readonly kind: 'clock'; readonly byMs: number };
}

/** The machine itself, whatever runs on it. */
export interface Frame {
  readonly up: boolean;
  /** Wall clock minus true time, ms. */
  readonly offsetMs: number;
  /** True time of the last boot, ms. */
  readonly bootAt: number;
  /** How often the machine has drawn from its stream. */
  readonly draws: number;
}

export interface Local {
  readonly node: number;
  readonly state: unknown;
  readonly storage: Storage;
  readonly timers: readonly Timer[];
  readonly frame: Frame;
}

/** What can happen to a machine. */
export type LocalEvent =
  | { readonly kind: 'timer'; readonly timer: string }
  /** The disk answers what it has owed longest. */
  | { readonly kind: 'disk' }
  | { readonly kind: 'up' }
  | { readonly kind: 'message'; readonly from: string; readonly message: unknown }
  | { readonly kind: 'input'; readonly input: unknown }
  | { readonly kind: 'crash'; readonly severity: 'power' | 'torn' }
  | { readonly kind: 'clock'; readonly toOffsetMs: number };

/** What a machine is made of, and stays. */
export interface LocalSpec {
  readonly name: string;
  readonly model: Model<unknown, unknown, unknown>;
  readonly syncLatencyMs: number;
  /** What the machine draws at a start or an input, by how often it has drawn before. */
  readonly entropy: (before: number) => number;
}

/** True time at which a timer is due, ms: may lie before now, where its clock was set past it. */
export const dueAt = ({ offsetMs, bootAt }: Frame, timer: Timer): number =>
  timer.on === 'wall' ? timer.due - offsetMs : timer.due + bootAt;

/** What the machine's own wheels note of an event at true time `at`, before its model hears of it. */
export function notedOf(
  node: string,
  { offsetMs }: Frame,
  event: LocalEvent,
  at: number,
): readonly Noted[] {
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

/** What the oracle reads of a step of a model. */
export function readOf(
  node: string,
  reads: (event: NodeEvent<unknown, unknown>) => boolean,
  event: NodeEvent<unknown, unknown>,
  effects: readonly Effect<unknown>[],
  at: number,
): readonly Noted[] {
  const noted: Noted[] = [];
  if (event.kind === 'start' || event.kind === 'input' || reads(event))
    noted.push({ at, node, what: { kind: 'event', event: heard(event) } });
  for (const effect of effects)
    if (ORACLES.has(effect.kind)) noted.push({ at, node, what: { kind: 'effect', effect } });
  return noted;
}

/** A start without its disk, an event without what it drew: nothing that the oracle reads. */
function heard(event: NodeEvent<unknown, unknown>): NodeEvent<unknown, unknown> {
  if (event.kind === 'start') return { kind: 'start', disk: {}, entropy: 0 };
  return event.kind === 'input' ? { ...event, entropy: 0 } : event;
}
