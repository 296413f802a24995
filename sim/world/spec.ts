/** What a world is made of, what can be seen of it while it runs, and what is known afterwards. */
import type { ClockSpec } from '../clock/clock.js';
import type { Checkpoints } from '../hash/checkpoints.js';
import type { Fault } from './fault.js';
import type { LinkSpec } from './network.js';
import type { Effect, LocalTime, Model, NodeEvent, OvertakenPolicy } from '../model/node.js';
import type { Schedule } from '../queue/schedule.js';
import type { TrueMs } from '../model/time.js';
import type { TimelineMaker } from '../queue/timeline.js';

/**
 * A node of a world: its model, its clock and its disk.
 * @since 0.1.0
 */
export interface NodeSpec<Message, Input> {
  readonly name: string;
  readonly model: Model<unknown, Message, Input>;
  readonly clock?: ClockSpec;
  /** How long a sync takes, true ms. Default 0. */
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
 * Yields inputs in order of time; only one is held at a time, so a run of any length fits in memory.
 * One that lies before the last is refused (SKEW-402): nobody can play it when it was meant.
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
  /** Sorted by their time; those of one instant keep their order. */
  readonly faults: readonly Fault[];
  /** True time at which faults stop and everything is mended except clocks, ms. */
  readonly healAt: number;
  /**
   * True time after which no timer fires any more, ms: what is under way then comes to rest, and
   * nothing new begins. Without it a deadline has no exact edge: what falls due in the instant of
   * the last look is neither here nor there. Default: `endAt`.
   */
  readonly quietFrom?: number;
  /** True time at which the run ends, ms. */
  readonly endAt: number;
  /** What a scripted adversary does beside the faults; absent: chance alone decides. */
  readonly schedule?: Schedule;
  /** Size of a message, for links with a limit. Default 1. */
  readonly sizeOf?: (message: Message) => number;
  /** More events than this end the run as out of budget. Default 5,000,000. */
  readonly eventsMax?: number;
  /** How long the run may take of the host's time. Default: as long as it takes. */
  readonly realTime?: RealTime;
}

/**
 * A budget of real time. Only whether a run ends depends on it, nothing within the run.
 * @since 0.1.0
 */
export interface RealTime {
  /** The host's clock, ms from anywhere. */
  readonly now: () => number;
  /** ms */
  readonly maxMs: number;
}

/**
 * What happens to machines rather than to models, as an observer sees it.
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
 * Watches a run from outside. Nothing an observer does can reach a model.
 * @since 0.1.0
 */
export interface WorldObserver<Message, Input> {
  onEvent?(at: TrueMs, node: string, event: NodeEvent<Message, Input>, now: LocalTime): void;
  onEffect?(at: TrueMs, node: string, effect: Effect<Message>, now: LocalTime): void;
  /** After a node's step and all of its effects. */
  onStepped?(at: TrueMs, node: string): void;
  onIncident?(at: TrueMs, incident: WorldIncident): void;
}

/**
 * How a world is run and watched; nothing here changes the run itself.
 * @since 0.1.0
 */
export interface WorldOptions<Message, Input> {
  /** Default: the heap. The run is the same on any timeline. */
  readonly timeline?: TimelineMaker;
  readonly observers?: readonly WorldObserver<Message, Input>[];
  /** Freezes every state and event, so that an impure model throws, and looks for what is not plain. Slow; for tests. */
  readonly strict?: boolean;
  /** Looks through every state, event and effect for what is not plain data. */
  readonly plain?: boolean;
  /** Where to note what the trace hash was after each event and effect. */
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
   * `endless-instant`: events came and came, and true time stood still. `out-of-time`: the run took
   * more of the host's time than it may.
   */
  readonly outcome: 'ended' | 'out-of-budget' | 'endless-instant' | 'out-of-time';
  /** True time of the last event handled, ms. */
  readonly lastEventAt: number;
}
