/** A running node, and the events that wait for it: what the parts of a world share. */
import { Clock, CLOCK_CELLS, layOutClock } from '../clock/clock.js';
import { Disk } from '../disk/disk.js';
import type { CrashAction } from './fault.js';
import { stringHash } from '../hash/hash.js';
import type { Model } from '../model/node.js';
import type { Stream } from '../model/random.js';
import type { Seq } from '../model/seq.js';
import { trueMs } from '../model/time.js';
import { TimerSet } from './timer-set.js';
import type { NodeSpec } from './spec.js';

/** True time now, ms: the world moves it on, its parts read it. */
export interface WorldTime {
  ms: number;
}

/**
 * A node while the world runs. What every event needs comes first: it shares a line of memory. What
 * most nodes never need is made when it is needed: ten thousand nodes then take a few megabytes,
 * and no more than that stays in the near caches.
 */
export class NodeState<Message, Input> {
  readonly index: number;
  /** Of the name, for the trace hash. */
  readonly nameHash: number;
  readonly name: string;
  readonly model: Model<unknown, Message, Input>;
  state: unknown;
  /** The timer that fired last, while it is not set again: most are at once. */
  fired: TimerEvent | undefined;
  up = true;
  suspended = false;
  /** Changes at each crash, so that what was under way then is void. */
  life = 0;
  readonly syncLatencyMs: number;
  readonly disk = new Disk();
  /** To whom it sent last: most send to one and the same again and again. */
  peer: NodeState<Message, Input> | undefined;
  /** Crashes that wait for the next sync. */
  crashesAtSync: CrashAction[] | undefined;
  /** By name; some of them fired, which are forgotten once there are more than `timersMax` names. */
  readonly timers = new TimerSet();
  timersMax = 0;
  readonly entropy: Stream;
  readonly spec: NodeSpec<Message, Input>;
  snapshot: ReturnType<Disk['snapshot']> | undefined;
  /** What the disk had to say during sleep: said at waking. */
  answersWhileSuspended: DiskEvent[] | undefined;
  readonly #cells: Float64Array;
  #clock: Clock | undefined;

  /** `cells`: the current segments of all clocks, this node's among them. */
  constructor(spec: NodeSpec<Message, Input>, index: number, entropy: Stream, cells: Float64Array) {
    this.index = index;
    this.nameHash = stringHash(spec.name);
    this.name = spec.name;
    this.model = spec.model;
    this.state = spec.model.initial;
    this.syncLatencyMs = spec.syncLatencyMs ?? 0;
    this.entropy = entropy;
    this.spec = spec;
    this.#cells = cells;
    layOutClock(spec.clock ?? {}, cells, CLOCK_CELLS * index);
  }

  /** Until somebody asks for it, nothing has changed it, and its cells say all there is. */
  get clock(): Clock {
    return (this.#clock ??= new Clock(
      this.spec.clock,
      trueMs(0),
      this.#cells,
      CLOCK_CELLS * this.index,
    ));
  }
}

/** Where a timer stands: not queued (asleep, or never reached), queued, or fired and to be armed anew. */
export const UNQUEUED = 0;
export const QUEUED = 1;
export const FIRED = 2;

export interface TimerEvent {
  readonly kind: 'timer';
  readonly node: number;
  readonly timer: string;
  /** Of the timer's name, for the trace hash. */
  readonly nameHash: number;
  /** On which clock, and the reading at which it is due. */
  on: 'wall' | 'elapsed';
  due: number;
  /** Grows with each arming: the order in which a node's timers were set. */
  armed: number;
  stands: typeof UNQUEUED | typeof QUEUED | typeof FIRED;
  dead: boolean;
}

/**
 * Whatever else waits has the same five fields, written in the same order: the engine then keeps
 * one layout for all, and the loop that hands them out looks up none.
 */
interface QueuedEvent<Kind extends string, Load> {
  readonly kind: Kind;
  /** Whom it reaches; of an `undo`, who comes back by it. */
  readonly node: number;
  /** Who or which: the sender, the source, the life of the node, the number of the fault. */
  readonly by: number;
  /** Of a disk's answer; of a message where a schedule counts them, its number on its link. */
  readonly file: string;
  readonly load: Load;
}

/** An answer of a node's disk; void in another life, kept back while the machine sleeps. */
export type DiskEvent = QueuedEvent<'synced', Seq<unknown>> | QueuedEvent<'disk-full', unknown>;

export type Pending<Message, Input> =
  | TimerEvent
  | QueuedEvent<'message', Message>
  | QueuedEvent<'input', Input>
  | DiskEvent
  | QueuedEvent<'fault' | 'heal', undefined>
  | QueuedEvent<'undo', () => void>;

/** The parts of a pending event that many have no use for. */
export const NO_NODE = -1;
export const NO_FILE = '';

/** What a schedule calls an event. */
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

/** Inputs are told apart by their kind, where they have one. */
export function inputName(input: unknown): string {
  const { kind } = Object(input) as { readonly kind?: unknown };
  return typeof kind === 'string' ? kind : '';
}
