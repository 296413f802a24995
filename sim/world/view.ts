/** A read-only view of a world while it runs, for observers and oracles; never for models. */
import type { Clock } from '../clock/clock.js';
import type { DiskContents } from '../model/node.js';
import type { TrueMs } from '../model/time.js';

/**
 * A message that has left its sender and not reached its receiver.
 * @since 0.1.0
 */
export interface MessageInFlight<Message> {
  readonly from: string;
  readonly to: string;
  readonly message: Message;
}

/**
 * The data of all nodes: every place where a copy of a record can be.
 * @since 0.1.0
 */
export interface WorldData<Message> {
  readonly nodeNames: readonly string[];
  /** The present state of a node's process. */
  stateOf(name: string): unknown;
  /** The content of a node's disk, durable or not. */
  diskOf(name: string): DiskContents;
  /** The content of a node's disk that a power failure would leave. */
  durableOf(name: string): DiskContents;
  inFlight(): Iterable<MessageInFlight<Message>>;
}

/**
 * The view that an observer receives at the start of a run (`WorldObserver.onStart`). It stays valid,
 * and shows the present at each call.
 * @since 0.1.0
 */
export interface WorldView<Message> extends WorldData<Message> {
  /** True time now. */
  readonly now: TrueMs;
  /** The readings of a node's clocks at any true time. */
  clockOf(name: string): ClockView;
  /** False while the machine is down; a suspended machine is up. */
  isUp(name: string): boolean;
  /** Number of pending events. */
  readonly pendingEvents: number;
}

/**
 * The clocks of a node without the means to change them.
 * @since 0.1.0
 */
export type ClockView = Pick<
  Clock,
  'wallAt' | 'elapsedAt' | 'offsetAt' | 'offsetRange' | 'wallArrival' | 'elapsedArrival'
>;

/** The data of a world without nodes: the view of an observer before its run. */
export const NO_DATA: WorldData<never> = {
  nodeNames: [],
  stateOf: () => undefined,
  diskOf: () => ({}),
  durableOf: () => ({}),
  inFlight: () => [],
};
