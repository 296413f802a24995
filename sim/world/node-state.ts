/** State of a running node, and the events that wait for it: shared by the parts of a world. */
import type { ClockCells } from '../clock/cells.js';
import { Clock, setClock } from '../clock/clock.js';
import { Disk } from '../disk/disk.js';
import type { CrashAction } from './fault.js';
import { stringHash } from '../hash/hash.js';
import type { Model } from '../model/node.js';
import type { Stream } from '../model/random.js';
import type { Seq } from '../model/seq.js';
import { trueMs } from '../model/time.js';
import { TimerSet } from './timer-set.js';
import type { NodeSpec } from './spec.js';

/** True time now, ms: the world sets it, and its parts read it. */
export interface WorldTime {
  ms: number;
}

/**
 * A node while the world runs. The fields that every event needs come first, so that they share a
 * cache line. The parts that most nodes never need are made on first use: ten thousand nodes then
 * take a few megabytes, most of which stays in the near caches.
 */
export class NodeState<Message, Input> {
  readonly index: number;
  /** Hash of the name, for the trace hash. */
  readonly nameHash: number;
  readonly name: string;
  readonly model: Model<unknown, Message, Input>;
  state: unknown;
  /** The timer that fired last, until it is set again: most timers are set again at once. */
  fired: TimerEvent | undefined;
  up = true;
  suspended = false;
  /** Grows at each crash, so that syncs and other answers from before the crash are void. */
  life = 0;
  readonly syncLatencyMs: number;
  readonly disk = new Disk();
  /** Receiver of the last message: most nodes send to one receiver. */
  peer: NodeState<Message, Input> | undefined;
  /** Crashes waiting for the next sync. */
  crashesAtSync: CrashAction[] | undefined;
  /**
   * Timers by name, including fired ones; fired ones are deleted once there are more than
   * `timersMax` names.
   */
  readonly timers = new TimerSet();
  timersMax = 0;
  readonly entropy: Stream;
  readonly spec: NodeSpec<Message, Input>;
  snapshot: ReturnType<Disk['snapshot']> | undefined;
  /** Answers of the disk during sleep; delivered at resumption. */
  heldAnswers: DiskEvent[] | undefined;
  readonly #cells: ClockCells;
  #clock: Clock | undefined;

  /** `cells` holds the current segments of all clocks, including this node's. */
  constructor(spec: NodeSpec<Message, Input>, index: number, entropy: Stream, cells: ClockCells) {
    this.index = index;
    this.nameHash = stringHash(spec.name);
    this.name = spec.name;
    this.model = spec.model;
    this.state = spec.model.initial;
    this.syncLatencyMs = spec.syncLatencyMs ?? 0;
    this.entropy = entropy;
    this.spec = spec;
    this.#cells = cells;
    setClock(cells, index, spec.clock ?? {});
  }

  /**
   * Made on first use: until then nothing has changed the clock, and its cells describe it fully.
   */
  get clock(): Clock {
    return (this.#clock ??= new Clock(this.spec.clock, trueMs(0), this.#cells, this.index));
  }
}

/**
 * Status of a timer: not queued (the node is asleep, or the time is never reached), queued, or
 * fired and free to be set again.
 */
export const UNQUEUED = 0;
export const QUEUED = 1;
export const FIRED = 2;

export interface TimerEvent {
  readonly kind: 'timer';
  readonly node: number;
  readonly timer: string;
  /** Of the timer's name, for the trace hash. */
  readonly nameHash: number;
  /** The clock of the timer, and the reading at which it is due. */
  on: 'wall' | 'elapsed';
  due: number;
  /** Grows with each setting of a timer: gives the order in which a node's timers were set. */
  armed: number;
  status: typeof UNQUEUED | typeof QUEUED | typeof FIRED;
  dead: boolean;
}

/**
 * All other pending events have the same five fields, written in the same order. So the engine
 * keeps one layout for all, and the dispatch loop looks up none.
 */
interface QueuedEvent<Kind extends string, Load> {
  readonly kind: Kind;
  /** Index of the receiver; for an `undo`, of the node that comes back. */
  readonly node: number;
  /**
   * Sender of a message, source of an input, life of the node for a disk's answer, index of a
   * fault.
   */
  readonly by: number;
  /** File of a disk's answer; number of a message on its link, where a schedule counts them. */
  readonly file: string;
  readonly load: Load;
}

/**
 * An answer of a node's disk: void in another life of the node, kept back while the machine sleeps.
 */
export type DiskEvent = QueuedEvent<'synced', Seq<unknown>> | QueuedEvent<'disk-full', unknown>;

export type Pending<Message, Input> =
  | TimerEvent
  | QueuedEvent<'message', Message>
  | QueuedEvent<'input', Input>
  | DiskEvent
  | QueuedEvent<'fault' | 'heal', undefined>
  | QueuedEvent<'undo', () => void>;

/** Values of fields that an event has no use for. */
export const NO_NODE = -1;
export const NO_FILE = '';

/** Name of an event in a schedule. */
export function eventName(
  pending: Pending<unknown, unknown>,
  nodes: readonly { readonly name: string }[],
): string {
  const nameOf = (index: number): string => nodes[index]?.name ?? '';
  switch (pending.kind) {
    case 'timer':
      return `${nameOf(pending.node)} timer ${pending.timer}`;
    case 'message':
      return `${nameOf(pending.by)}→${nameOf(pending.node)} ${pending.file}`;
    case 'input':
      return `${nameOf(pending.node)} input ${inputName(pending.load)}`;
    case 'synced':
    case 'disk-full':
      return `${nameOf(pending.node)} disk`;
    case 'undo':
      return pending.node === NO_NODE ? 'undo' : `${nameOf(pending.node)} up`;
    case 'fault':
    case 'heal':
      return pending.kind;
  }
}

/** Name of an input: its kind, where it has one. */
export function inputName(input: unknown): string {
  const { kind } = Object(input) as { readonly kind?: unknown };
  return typeof kind === 'string' ? kind : '';
}
