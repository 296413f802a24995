/** What of a run goes into its trace hash, and in which form. */
import { Hasher } from './hash.js';
import type { Effect, LocalTime, NodeEvent } from './node.js';
import { msOf } from './time.js';

export class TraceHasher {
  readonly #hasher = new Hasher();

  event(at: number, node: number, event: NodeEvent<unknown, unknown>, now: LocalTime): void {
    const hasher = this.#hasher;
    hasher.number(at);
    hasher.int(node);
    hasher.number(msOf(now.wall));
    hasher.string(event.kind);
    switch (event.kind) {
      case 'timer':
        hasher.string(event.timer);
        return;
      case 'message':
        hasher.string(event.from);
        hasher.value(event.message);
        return;
      case 'input':
        hasher.value(event.input);
        return;
      case 'start':
        hasher.value(event.disk);
        hasher.int(event.entropy);
        return;
      case 'synced':
        hasher.string(event.file);
        return;
      case 'disk-full':
        hasher.string(event.file);
        hasher.value(event.entry);
    }
  }

  effect(effect: Effect<unknown>): void {
    const hasher = this.#hasher;
    hasher.string(effect.kind);
    switch (effect.kind) {
      case 'send':
        // The message is hashed where it arrives, or as lost; here only that it left.
        hasher.string(effect.to);
        return;
      case 'append':
        hasher.string(effect.file);
        hasher.value(effect.entry);
        return;
      case 'decide':
        hasher.string(effect.decision.name);
        hasher.int(effect.decision.held ? 1 : 0);
        return;
      case 'mark':
        hasher.string(effect.mark);
        return;
      default:
        hasher.value(effect);
    }
  }

  incident(at: number, kind: string): void {
    this.#hasher.number(at);
    this.#hasher.string(kind);
  }

  hex(): string {
    return this.#hasher.hex();
  }
}
