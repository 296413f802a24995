/** A running node, and the events that wait for it: what the parts of a world share. */
import type { Clock } from './clock.js';
import type { Disk } from './disk.js';
import type { Model } from './node.js';
import type { Stream } from './random.js';
import type { Seq } from './seq.js';
import type { NodeSpec } from './world-spec.js';

/** True time now, ms: the world moves it on, its parts read it. */
export interface Instant {
  ms: number;
}

/** A node while the world runs. */
export interface Runtime<Message, Input> {
  readonly index: number;
  readonly name: string;
  /** Of the name, for the trace hash. */
  readonly nameHash: number;
  readonly spec: NodeSpec<Message, Input>;
  readonly model: Model<unknown, Message, Input>;
  readonly clock: Clock;
  readonly disk: Disk;
  readonly entropy: Stream;
  /** By name; some of them fired, which are forgotten once there are more than `timersMax` names. */
  readonly timers: Map<string, TimerEvent>;
  timersMax: number;
  /** The timer that fired last, while it is not set again: most are at once. */
  fired: TimerEvent | undefined;
  state: unknown;
  up: boolean;
  suspended: boolean;
  /** Changes at each crash, so that what was under way then is void. */
  life: number;
  snapshot: ReturnType<Disk['snapshot']> | undefined;
  /** What the disk had to say during sleep: said at waking. */
  readonly asleep: DiskEvent[];
}

/** In place of the time for which a timer is queued: it has fired, and may be armed anew. */
export const FIRED = -2;

export interface TimerEvent {
  readonly kind: 'timer';
  readonly node: number;
  readonly timer: string;
  /** On which clock, and the reading at which it is due. */
  on: 'wall' | 'elapsed';
  due: number;
  /** Grows with each arming: the order in which a node's timers were set. */
  armed: number;
  /** True time for which it is queued; -1 while it is not (asleep, or never reached); `FIRED`. */
  queuedFor: number;
  dead: boolean;
}

/** An answer of a node's disk; void in another life, kept back while the machine sleeps. */
export type DiskEvent = { readonly node: number; readonly life: number; readonly file: string } & (
  | { readonly kind: 'synced'; readonly content: Seq<unknown> }
  | { readonly kind: 'disk-full'; readonly entry: unknown }
);

export type Pending<Message, Input> =
  | TimerEvent
  | {
      readonly kind: 'message';
      readonly node: number;
      readonly from: number;
      readonly message: Message;
      /** Of its link, where a schedule counts them; else 0. */
      readonly number: number;
    }
  | {
      readonly kind: 'input';
      readonly source: number;
      readonly node: number;
      readonly input: Input;
    }
  | DiskEvent
  | { readonly kind: 'fault'; readonly index: number }
  /** `of`: the node that comes back, if it is one that does. */
  | { readonly kind: 'undo'; readonly undo: () => void; readonly of?: string }
  | { readonly kind: 'heal' };

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
      return `${nameOf(pending.from)}→${nameOf(pending.node)} ${String(pending.number)}`;
    case 'input':
      return `${nameOf(pending.node)} input ${inputName(pending.input)}`;
    case 'synced':
    case 'disk-full':
      return `${nameOf(pending.node)} disk`;
    case 'undo':
      return pending.of === undefined ? 'undo' : `${pending.of} up`;
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
