/** Events that wait in the queue of a world: their layout, and functions to make and to read them. */
import type { Seq } from '../model/seq.js';

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
 * keeps one layout for all, and the dispatch loop looks up none. The functions below make these
 * events and read `by` under its meaning for each kind.
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
  | QueuedEvent<'fault', undefined>
  | QueuedEvent<'heal', undefined>
  | QueuedEvent<'undo', () => void>;

/** Values of fields that an event has no use for. */
export const NO_NODE = -1;
const NO_FILE = '';

/** `number` of the message on its link, where a schedule counts them. */
export const messageEvent = <Message>(
  node: number,
  sender: number,
  number: string,
  message: Message,
): QueuedEvent<'message', Message> => ({
  kind: 'message',
  node,
  by: sender,
  file: number,
  load: message,
});

/** `source`: index of the source that yielded the input. */
export const inputEvent = <Input>(
  node: number,
  source: number,
  input: Input,
): QueuedEvent<'input', Input> => ({
  kind: 'input',
  node,
  by: source,
  file: NO_FILE,
  load: input,
});

/** `life`: the node's when the sync began; the answer is void in another life. */
export const syncedEvent = (
  node: number,
  life: number,
  file: string,
  content: Seq<unknown>,
): DiskEvent => ({ kind: 'synced', node, by: life, file, load: content });

/** `life`: the node's when the entry was refused; the answer is void in another life. */
export const diskFullEvent = (
  node: number,
  life: number,
  file: string,
  entry: unknown,
): DiskEvent => ({ kind: 'disk-full', node, by: life, file, load: entry });

/** `index` of the fault in the world's list. */
export const faultEvent = (index: number): QueuedEvent<'fault', undefined> => ({
  kind: 'fault',
  node: NO_NODE,
  by: index,
  file: NO_FILE,
  load: undefined,
});

export const healEvent = (): QueuedEvent<'heal', undefined> => ({
  kind: 'heal',
  node: NO_NODE,
  by: 0,
  file: NO_FILE,
  load: undefined,
});

/** `node`: the one that `undo` brings back, or NO_NODE. */
export const undoEvent = (node: number, undo: () => void): QueuedEvent<'undo', () => void> => ({
  kind: 'undo',
  node,
  by: 0,
  file: NO_FILE,
  load: undo,
});

/** Index of the node that sent a message. */
export const senderOf = ({ by }: QueuedEvent<'message', unknown>): number => by;

/** Index of the source that yielded an input. */
export const sourceOf = ({ by }: QueuedEvent<'input', unknown>): number => by;

/** Life of the node for which an answer of its disk is valid. */
export const lifeOf = ({ by }: DiskEvent): number => by;

/** Index of a fault in the world's list. */
export const faultIndexOf = ({ by }: QueuedEvent<'fault', unknown>): number => by;

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
      return `${nameOf(senderOf(pending))}→${nameOf(pending.node)} ${pending.file}`;
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
