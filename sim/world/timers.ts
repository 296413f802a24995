/**
 * The timers of a world's nodes. Each is queued for the first true instant at which its clock
 * reaches its due time, and queued again after every change of that clock.
 */
import { elapsedArrivalIn, wallArrivalIn } from '../clock/cells.js';
import type { ClockCells } from '../clock/cells.js';
import { stringHash } from '../hash/hash.js';
import type { NodeState, WorldTime } from './node-state.js';
import { FIRED, QUEUED, UNQUEUED } from './queued-event.js';
import type { Pending, TimerEvent } from './queued-event.js';
import { elapsedMs, localMs, msOf, trueMs } from '../model/time.js';
import type { Timeline } from '../queue/timeline.js';

/**
 * Names of fired timers kept per node: at most this many plus the number currently set. Models
 * reuse few names, and deleting each would rebuild the map every time.
 */
const FIRED_KEPT = 16;

export class Timers<Message, Input> {
  readonly #timeline: Timeline<Pending<Message, Input>>;
  readonly #instant: WorldTime;
  /** True time after which no timer fires, ms. */
  readonly #quietFrom: number;
  /** The current segments of all nodes' clocks. */
  readonly #cells: ClockCells;
  #dead = 0;
  #armed = 0;

  constructor(
    timeline: Timeline<Pending<Message, Input>>,
    instant: WorldTime,
    quietFrom: number,
    cells: ClockCells,
  ) {
    this.#timeline = timeline;
    this.#instant = instant;
    this.#quietFrom = quietFrom;
    this.#cells = cells;
  }

  /** Sets the timer; returns the hash of its name. */
  arm(node: NodeState<Message, Input>, timer: string, on: TimerEvent['on'], due: number): number {
    this.#armed += 1;
    const known = node.fired?.timer === timer ? node.fired : node.timers.get(timer);
    if (known?.status === FIRED) {
      if (node.fired === known) node.fired = undefined;
      known.on = on;
      known.due = due;
      known.armed = this.#armed;
      known.status = UNQUEUED;
      this.#queue(node, known);
      return known.nameHash;
    }
    if (known !== undefined) this.unqueue(known);
    const entry: TimerEvent = {
      kind: 'timer',
      node: node.index,
      timer,
      nameHash: known?.nameHash ?? stringHash(timer),
      on,
      due,
      armed: this.#armed,
      status: UNQUEUED,
      dead: false,
    };
    node.timers.set(entry);
    if (node.timers.size > node.timersMax) forgetFired(node);
    this.#queue(node, entry);
    return entry.nameHash;
  }

  /**
   * Queues the timer for the first true instant, from now on, at which its clock reaches the due
   * time.
   */
  #queue(node: NodeState<Message, Input>, entry: TimerEvent): void {
    if (node.suspended) return;
    const now = this.#instant.ms;
    const { on, due } = entry;
    const near =
      on === 'wall'
        ? wallArrivalIn(this.#cells, node.index, due, now)
        : elapsedArrivalIn(this.#cells, node.index, due, now);
    const at = Number.isNaN(near) ? this.#arrival(node, on, due) : near;
    // A timer due after the end of the run never fires; leaving it out keeps the queue small.
    if (at > this.#quietFrom) return;
    entry.status = QUEUED;
    this.#timeline.schedule(at, entry);
  }

  /** True time at which the timer is due, ms, where it depends on another segment of the clock. */
  #arrival(node: NodeState<Message, Input>, on: TimerEvent['on'], due: number): number {
    const now = trueMs(this.#instant.ms);
    const at =
      on === 'wall'
        ? node.clock.wallArrival(localMs(due), now)
        : node.clock.elapsedArrival(elapsedMs(due), now);
    return at === undefined ? Infinity : msOf(at);
  }

  cancel(node: NodeState<Message, Input>, timer: string): void {
    const entry = node.timers.get(timer);
    if (entry === undefined || entry.status === FIRED) return;
    node.timers.delete(timer);
    this.unqueue(entry);
  }

  /** Notes that the timer's event has been dispatched: it is no longer set. */
  fired(node: NodeState<Message, Input>, entry: TimerEvent): void {
    entry.status = FIRED;
    node.fired = entry;
  }

  unqueue(entry: TimerEvent): void {
    if (entry.status !== QUEUED || entry.dead) return;
    entry.dead = true;
    this.#dead += 1;
    // Events of cancelled timers stay queued until their time, unless they become too many.
    if (this.#dead < 64 || this.#dead * 2 < this.#timeline.size) return;
    this.#timeline.compact((pending) => pending.kind === 'timer' && pending.dead);
    this.#dead = 0;
  }

  /** Queues a node's timers again after its clock has changed. */
  requeue(node: NodeState<Message, Input>, wallBefore: number): void {
    const wallNow = msOf(node.clock.wallAt(trueMs(this.#instant.ms)));
    const set = node.timers.all().filter(({ status }) => status !== FIRED);
    for (const entry of set.sort((a, b) => a.armed - b.armed)) {
      this.unqueue(entry);
      const overtaken = entry.on === 'wall' && entry.due > wallBefore && entry.due <= wallNow;
      if (overtaken && node.spec.overtaken === 'skip') {
        node.timers.delete(entry.timer);
        continue;
      }
      const fresh: TimerEvent = { ...entry, status: UNQUEUED, dead: false };
      node.timers.set(fresh);
      this.#queue(node, fresh);
    }
  }

  /** Notes that the event of a dead timer has left the queue. */
  deadEventPassed(): void {
    this.#dead = Math.max(0, this.#dead - 1);
  }
}

/**
 * Deletes fired timers. The limit grows with the number of set timers, so that deletion costs
 * nothing per timer.
 */
function forgetFired(node: NodeState<unknown, unknown>): void {
  node.fired = undefined;
  for (const { timer, status } of node.timers.all())
    if (status === FIRED) node.timers.delete(timer);
  node.timersMax = 2 * node.timers.size + FIRED_KEPT;
}
