/** What of a run goes into its trace hash, and in which form. */
import { Hasher, stringHash } from './hash.js';
import type { Effect, LocalTime, NodeEvent } from './node.js';
import { msOf } from './time.js';

/** Known beforehand, so that a kind costs no look-up. */
const KINDS = {
  timer: stringHash('timer'),
  message: stringHash('message'),
  input: stringHash('input'),
  start: stringHash('start'),
  wake: stringHash('wake'),
  synced: stringHash('synced'),
  'disk-full': stringHash('disk-full'),
  send: stringHash('send'),
  append: stringHash('append'),
  write: stringHash('write'),
  truncate: stringHash('truncate'),
  remove: stringHash('remove'),
  sync: stringHash('sync'),
  'wall-timer': stringHash('wall-timer'),
  'elapsed-timer': stringHash('elapsed-timer'),
  'cancel-timer': stringHash('cancel-timer'),
  report: stringHash('report'),
  decide: stringHash('decide'),
  show: stringHash('show'),
  mark: stringHash('mark'),
} as const satisfies Record<(NodeEvent<unknown, unknown> | Effect<unknown>)['kind'], number>;

export class TraceHasher {
  readonly #hasher = new Hasher();

  /** `fromHash`: that of the sender's name, where the event is a message. */
  event(
    at: number,
    node: number,
    event: NodeEvent<unknown, unknown>,
    now: LocalTime,
    fromHash: number,
  ): void {
    const hasher = this.#hasher;
    hasher.number(at);
    hasher.int(node);
    hasher.number(msOf(now.wall));
    switch (event.kind) {
      case 'timer':
        hasher.int(KINDS.timer);
        hasher.string(event.timer);
        return;
      case 'message':
        hasher.int(KINDS.message);
        hasher.int(fromHash);
        hasher.value(event.message);
        return;
      case 'input':
        hasher.int(KINDS.input);
        hasher.value(event.input);
        return;
      case 'start':
        hasher.int(KINDS.start);
        hasher.value(event.disk);
        hasher.int(event.entropy);
        return;
      case 'wake':
        hasher.int(KINDS.wake);
        return;
      case 'synced':
        hasher.int(KINDS.synced);
        hasher.string(event.file);
        return;
      case 'disk-full':
        hasher.int(KINDS['disk-full']);
        hasher.string(event.file);
        hasher.value(event.entry);
    }
  }

  /** `toHash`: that of the receiver's name, where the effect is a `send`. */
  effect(effect: Effect<unknown>, toHash: number): void {
    const hasher = this.#hasher;
    const kind = KINDS[effect.kind];
    hasher.int(kind);
    switch (effect.kind) {
      case 'send':
        // The message is hashed where it arrives, or as lost; here only that it left.
        hasher.int(toHash);
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
