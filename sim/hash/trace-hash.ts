/** The parts of a run that enter its trace hash, and their encoding. */
import { Hasher, stringHash } from './hash.js';
import type { Decision, DiskContents, Effect, NodeEvent } from '../model/node.js';

/** Computed once, so that a kind costs no look-up. */
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

/** The integer that ends a plain object, as in `Hasher.value`. */
const OBJECT_END = 13;

/**
 * Hashes a run. There is one method for each kind of event and effect, because the world already
 * knows the kind.
 */
export class TraceHasher {
  readonly #hasher = new Hasher();

  /** The parts common to all events: true time, node, and the reading of the node's wall clock. */
  step(at: number, node: number, wall: number): void {
    const hasher = this.#hasher;
    hasher.number(at);
    hasher.int(node);
    hasher.number(wall);
  }

  timer(nameHash: number): void {
    this.#hasher.int(KINDS.timer);
    this.#hasher.int(nameHash);
  }

  /** `fromHash` is the hash of the sender's name. */
  message(fromHash: number, message: unknown): void {
    this.#hasher.int(KINDS.message);
    this.#hasher.int(fromHash);
    this.#hasher.value(message);
  }

  input(input: unknown): void {
    this.#hasher.int(KINDS.input);
    this.#hasher.value(input);
  }

  start(disk: DiskContents, entropy: number): void {
    this.#hasher.int(KINDS.start);
    this.#hasher.value(disk);
    this.#hasher.int(entropy);
  }

  wake(): void {
    this.#hasher.int(KINDS.wake);
  }

  synced(file: string): void {
    this.#hasher.int(KINDS.synced);
    this.#hasher.string(file);
  }

  diskFull(file: string, entry: unknown): void {
    this.#hasher.int(KINDS['disk-full']);
    this.#hasher.string(file);
    this.#hasher.value(entry);
  }

  /**
   * Hashes only that a message left, and its receiver; the message itself is hashed when it arrives
   * or is lost.
   */
  send(toHash: number): void {
    this.#hasher.int(KINDS.send);
    this.#hasher.int(toHash);
  }

  append(file: string, entry: unknown): void {
    this.#hasher.int(KINDS.append);
    this.#hasher.string(file);
    this.#hasher.value(entry);
  }

  /** `ms` is the reading at which a wall timer is due, or the duration of an elapsed timer. */
  timerSet(kind: 'wall-timer' | 'elapsed-timer', nameHash: number, ms: number): void {
    const hasher = this.#hasher;
    hasher.int(KINDS[kind]);
    hasher.int(KINDS[kind]);
    hasher.int(nameHash);
    hasher.value(ms);
    hasher.int(OBJECT_END);
  }

  onFile(kind: 'sync' | 'remove', file: string): void {
    const hasher = this.#hasher;
    hasher.int(KINDS[kind]);
    hasher.int(KINDS[kind]);
    hasher.string(file);
    hasher.int(OBJECT_END);
  }

  truncate(file: string, count: number): void {
    const hasher = this.#hasher;
    hasher.int(KINDS.truncate);
    hasher.int(KINDS.truncate);
    hasher.string(file);
    hasher.value(count);
    hasher.int(OBJECT_END);
  }

  decide({ name, held }: Decision): void {
    this.#hasher.int(KINDS.decide);
    this.#hasher.string(name);
    this.#hasher.int(held ? 1 : 0);
  }

  mark(mark: string): void {
    this.#hasher.int(KINDS.mark);
    this.#hasher.string(mark);
  }

  /** Hashes any other effect field by field. */
  effect(effect: Effect<unknown>): void {
    this.#hasher.int(KINDS[effect.kind]);
    this.#hasher.value(effect);
  }

  incident(at: number, kind: string): void {
    this.#hasher.number(at);
    this.#hasher.string(kind);
  }

  /** A value that changes with everything that is hashed. */
  get lane(): number {
    return this.#hasher.a ^ this.#hasher.b;
  }

  hex(): string {
    return this.#hasher.hex();
  }
}
