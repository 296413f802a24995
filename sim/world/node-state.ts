/** State of a running node, shared by the parts of a world. */
import type { ClockCells } from '../clock/cells.js';
import { Clock, setClock } from '../clock/clock.js';
import { Disk } from '../disk/disk.js';
import type { CrashAction } from './fault.js';
import { stringHash } from '../hash/hash.js';
import type { Model } from '../model/node.js';
import type { Stream } from '../model/random.js';
import { trueMs } from '../model/time.js';
import type { DiskEvent, TimerEvent } from './queued-event.js';
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
