/** The specification of a world, the interface of its observers, and the summary of a run. */
import type { ClockSpec } from '../clock/clock.js';
import type { Checkpoints } from '../hash/checkpoints.js';
import type { Fault } from './fault.js';
import type { LinkSpec } from './network.js';
import type { Effect, LocalTime, Model, NodeEvent, OvertakenPolicy } from '../model/node.js';
import type { Schedule } from '../queue/schedule.js';
import type { TrueMs } from '../model/time.js';
import type { TimelineMaker } from '../queue/timeline.js';
import type { WorldView } from './view.js';

/**
 * A node of a world: its model, its clock and its disk.
 * @since 0.1.0
 */
export interface NodeSpec<Message, Input> {
  readonly name: string;
  readonly model: Model<unknown, Message, Input>;
  readonly clock?: ClockSpec;
  /** Duration of a sync, true ms. Default 0. */
  readonly syncLatencyMs?: number;
  readonly overtaken?: OvertakenPolicy;
}

/**
 * One input from outside: `at` in true ms.
 * @since 0.1.0
 */
export interface TimedInput<Input> {
  readonly at: number;
  readonly node: string;
  readonly input: Input;
}

/**
 * Yields inputs in order of time. Only one is held at a time, so that a run of any length fits in
 * memory. An input earlier than the one before it is refused (SKEW-402), because its time has
 * passed.
 * @since 0.1.0
 */
export interface InputSource<Input> {
  next(): TimedInput<Input> | undefined;
}

/**
 * All that determines a run: the seed, nodes, links, inputs and faults.
 * @since 0.1.0
 */
export interface WorldSpec<Message, Input> {
  readonly seed: number;
  readonly nodes: readonly NodeSpec<Message, Input>[];
  readonly defaultLink?: LinkSpec;
  /** Links that differ, by `from→to`. */
  readonly links?: Readonly<Record<string, LinkSpec>>;
  readonly sources: readonly InputSource<Input>[];
  /** Faults; sorted by time, those of one instant keep their order. */
  readonly faults: readonly Fault[];
  /** True time at which faults stop and everything is repaired except clocks, ms. */
  readonly healAt: number;
  /**
   * True time after which no timer fires, ms: messages in flight and pending syncs then complete,
   * and nothing new begins. Without it a deadline has no exact edge, since a timer due in the
   * instant of the last observation could count or not. Default: `endAt`.
   */
  readonly quietFrom?: number;
  /** True time at which the run ends, ms. */
  readonly endAt: number;
  /**
   * Decisions of a scripted adversary in addition to the faults; absent: the random streams decide.
   */
  readonly schedule?: Schedule;
  /** Size of a message, for links with a limit. Default 1. */
  readonly sizeOf?: (message: Message) => number;
  /** Limit of events; beyond it the run ends as `out-of-budget`. Default 5,000,000. */
  readonly eventsMax?: number;
  /** Limit of real time. Default: none. */
  readonly realTime?: RealTime;
}

/**
 * A limit of real time. It decides only when a run is abandoned, and nothing within the run.
 * @since 0.1.0
 */
export interface RealTime {
  /** Reads the host's clock, ms from any origin. */
  readonly now: () => number;
  /** ms */
  readonly maxMs: number;
}

/**
 * An incident of machines or links, as an observer sees it.
 * @since 0.1.0
 */
export type WorldIncident =
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'down' | 'up'; readonly node: string; readonly why: string }
  | {
      readonly kind: 'lost-message';
      readonly from: string;
      readonly to: string;
      readonly message: unknown;
    }
  | { readonly kind: 'missed-input'; readonly node: string; readonly input: unknown }
  | { readonly kind: 'healed' };

/**
 * Watches a run from outside. No action of an observer reaches a model.
 * @since 0.1.0
 */
export interface WorldObserver<Message, Input> {
  /** Called once, before the first event, with a view that the observer may keep. */
  onStart?(view: WorldView<Message>): void;
  onEvent?(at: TrueMs, node: string, event: NodeEvent<Message, Input>, now: LocalTime): void;
  onEffect?(at: TrueMs, node: string, effect: Effect<Message>, now: LocalTime): void;
  /** Called after a node's step and all of its effects. */
  onStepped?(at: TrueMs, node: string): void;
  onIncident?(at: TrueMs, incident: WorldIncident): void;
}

/**
 * Options for running and observing a world; none of them changes the run.
 * @since 0.1.0
 */
export interface WorldOptions<Message, Input> {
  /** Default: the heap. The run is the same on any timeline. */
  readonly timeline?: TimelineMaker;
  readonly observers?: readonly WorldObserver<Message, Input>[];
  /**
   * Freezes every state and event, so that an impure model throws, and checks for data that is not
   * plain. Slow; for tests.
   */
  readonly strict?: boolean;
  /** Checks every state, event and effect for data that is not plain. */
  readonly plain?: boolean;
  /** Receives the trace hash after each event and effect. */
  readonly checkpoints?: Checkpoints;
}

/**
 * The end of a run of a world, and the hash of its trace.
 * @since 0.1.0
 */
export interface RunSummary {
  /** 64-bit trace hash, 16 hexadecimal digits. */
  readonly hash: string;
  /** Events handed to models. */
  readonly events: number;
  /**
   * `endless-instant`: events kept coming while true time stood still. `out-of-time`: the run
   * exceeded its limit of real time. `unsimulated`: a hosted program touched what is not simulated.
   */
  readonly outcome: 'ended' | 'out-of-budget' | 'endless-instant' | 'out-of-time' | 'unsimulated';
  /** True time of the last event handled, ms. */
  readonly lastEventAt: number;
}
