/** Records the full trace of a run; used only if the trace is needed. */
import { msOf } from '../../sim/model/time.js';
import type { Effect, LocalTime, NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { WorldIncident, WorldObserver } from '../../sim/world/spec.js';

export interface TraceEntry {
  /** Number of the step that this belongs to, from 1; incidents have the number of the last step. */
  readonly step: number;
  /** True time, ms. */
  readonly atMs: number;
  /** The node, or undefined for an incident of the world. */
  readonly node: string | undefined;
  /** The node's wall clock, ms since 1970 by that clock. */
  readonly localMs: number | undefined;
  readonly what:
    | { readonly kind: 'event'; readonly event: NodeEvent<unknown, unknown> }
    | { readonly kind: 'effect'; readonly effect: Effect<unknown> }
    | { readonly kind: 'incident'; readonly incident: WorldIncident };
}

export class Recorder implements WorldObserver<unknown, unknown> {
  readonly entries: TraceEntry[] = [];
  /** Entries that came after the last that is kept. */
  omitted = 0;
  readonly #max: number;
  #step = 0;

  /** @param max entries that are kept, the first ones; a run has millions of them at most */
  constructor(max = Infinity) {
    this.#max = max;
  }

  onEvent(at: TrueMs, node: string, event: NodeEvent<unknown, unknown>, now: LocalTime): void {
    this.#step += 1;
    this.#add(at, node, now, { kind: 'event', event });
  }

  onEffect(at: TrueMs, node: string, effect: Effect<unknown>, now: LocalTime): void {
    this.#add(at, node, now, { kind: 'effect', effect });
  }

  onIncident(at: TrueMs, incident: WorldIncident): void {
    this.#keep({
      step: this.#step,
      atMs: msOf(at),
      node: undefined,
      localMs: undefined,
      what: { kind: 'incident', incident },
    });
  }

  #add(at: TrueMs, node: string, now: LocalTime, what: TraceEntry['what']): void {
    this.#keep({ step: this.#step, atMs: msOf(at), node, localMs: msOf(now.wall), what });
  }

  #keep(entry: TraceEntry): void {
    if (this.entries.length < this.#max) this.entries.push(entry);
    else this.omitted += 1;
  }
}
