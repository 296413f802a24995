/** What of a run goes into its trace hash, and in which form. */
import { Hasher, stringHash } from './hash.js';
import type { Decision, DiskContents, Effect, NodeEvent } from '../model/node.js';

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

/** The last of a plain object's values, as `Hasher.value` has it. */
const OBJECT_END = 13;

/** One method for each kind: the world knows which it has at hand. */
export class TraceHasher {
  readonly #hasher = new Hasher();

  /** What all events have: when, where, and what the node's wall clock read. */
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

  /** `fromHash`: that of the sender's name. */
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

  /** The message is hashed where it arrives, or as lost; here only that it left, and to whom. */
  send(toHash: number): void {
    this.#hasher.int(KINDS.send);
    this.#hasher.int(toHash);
  }

  append(file: string, entry: unknown): void {
    this.#hasher.int(KINDS.append);
    this.#hasher.string(file);
    this.#hasher.value(entry);
  }

  /** `ms`: when it is due, or after how long. */
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

  /** Any other, field by field. */
  effect(effect: Effect<unknown>): void {
    this.#hasher.int(KINDS[effect.kind]);
    this.#hasher.value(effect);
  }

  incident(at: number, kind: string): void {
    this.#hasher.number(at);
    this.#hasher.string(kind);
  }

  /** Changes with whatever is taken in. */
  get lane(): number {
    return this.#hasher.a ^ this.#hasher.b;
  }

  hex(): string {
    return this.#hasher.hex();
  }
}
