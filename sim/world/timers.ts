/**
 * The timers of a world's nodes: each is queued for the first true instant at which its clock has
 * reached it, and queued again whenever that clock has changed.
 */
import { ELAPSED_CELLS, CLOCK_CELLS } from '../clock/clock.js';
import { stringHash } from '../hash/hash.js';
import { arrivalIn } from '../clock/piecewise.js';
import { FIRED, QUEUED, UNQUEUED } from './node-state.js';
import type { WorldTime, Pending, NodeState, TimerEvent } from './node-state.js';
import { elapsedMs, localMs, msOf, trueMs } from '../model/time.js';
import type { Timeline } from '../queue/timeline.js';

/**
 * So many names of timers that have fired a node may keep, and as many again as it has set: models
 * set the same few timers again and again, and forgetting each would cost a rebuilt map every time.
 */
const FIRED_KEPT = 16;

export class Timers<Message, Input> {
  readonly #timeline: Timeline<Pending<Message, Input>>;
  readonly #instant: WorldTime;
  /** True time after which no timer fires, ms. */
  readonly #quietFrom: number;
  /** The current segments of all nodes' clocks. */
  readonly #cells: Float64Array;
  #dead = 0;
  #armed = 0;

  constructor(
    timeline: Timeline<Pending<Message, Input>>,
    instant: WorldTime,
    quietFrom: number,
    cells: Float64Array,
  ) {
    this.#timeline = timeline;
    this.#instant = instant;
    this.#quietFrom = quietFrom;
    this.#cells = cells;
  }

  /** Sets the timer, and returns the hash of its name. */
  arm(node: NodeState<Message, Input>, timer: string, on: TimerEvent['on'], due: number): number {
    this.#armed += 1;
    const known = node.fired?.timer === timer ? node.fired : node.timers.get(timer);
    if (known?.stands === FIRED) {
      if (node.fired === known) node.fired = undefined;
      known.on = on;
      known.due = due;
      known.armed = this.#armed;
      known.stands = UNQUEUED;
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
      stands: UNQUEUED,
      dead: false,
    };
    node.timers.set(entry);
    if (node.timers.size > node.timersMax) forgetFired(node);
    this.#queue(node, entry);
    return entry.nameHash;
  }

  /** Queues the timer for the first true instant, from now on, at which its clock has reached it. */
  #queue(node: NodeState<Message, Input>, entry: TimerEvent): void {
    if (node.suspended) return;
    const now = this.#instant.ms;
    const { on, due } = entry;
    const place = node.index * CLOCK_CELLS + (on === 'wall' ? 0 : ELAPSED_CELLS);
    const near = arrivalIn(this.#cells, place, due, now);
    const at = Number.isNaN(near) ? this.#arrival(node, on, due) : near;
    // Beyond the end of the run is as good as never, and keeps the queue small.
    if (at > this.#quietFrom) return;
    entry.stands = QUEUED;
    this.#timeline.schedule(at, entry);
  }

  /** Where another segment of the clock has its say. */
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
    if (entry === undefined || entry.stands === FIRED) return;
    node.timers.delete(timer);
    this.unqueue(entry);
  }

  /** The timer's event has come: it is no longer set. */
  fired(node: NodeState<Message, Input>, entry: TimerEvent): void {
    entry.stands = FIRED;
    node.fired = entry;
  }

  unqueue(entry: TimerEvent): void {
    if (entry.stands !== QUEUED || entry.dead) return;
    entry.dead = true;
    this.#dead += 1;
    // Events of cancelled timers stay queued until their time; do not let them pile up.
    if (this.#dead < 64 || this.#dead * 2 < this.#timeline.size) return;
    this.#timeline.compact((pending) => pending.kind === 'timer' && pending.dead);
    this.#dead = 0;
  }

  /** The node's clock has changed under its timers: invert each again. */
  requeue(node: NodeState<Message, Input>, wallBefore: number): void {
    const wallNow = msOf(node.clock.wallAt(trueMs(this.#instant.ms)));
    const set = node.timers.all().filter(({ stands }) => stands !== FIRED);
    for (const entry of set.sort((a, b) => a.armed - b.armed)) {
      this.unqueue(entry);
      const overtaken = entry.on === 'wall' && entry.due > wallBefore && entry.due <= wallNow;
      if (overtaken && node.spec.overtaken === 'skip') {
        node.timers.delete(entry.timer);
        continue;
      }
      const fresh: TimerEvent = { ...entry, stands: UNQUEUED, dead: false };
      node.timers.set(fresh);
      this.#queue(node, fresh);
    }
  }

  /** A dead timer's event has come out of the queue. */
  passed(): void {
    this.#dead = Math.max(0, this.#dead - 1);
  }
}

/** In proportion to what is set, and so rarely that it costs nothing by the timer. */
function forgetFired(node: NodeState<unknown, unknown>): void {
  node.fired = undefined;
  for (const { timer, stands } of node.timers.all())
    if (stands === FIRED) node.timers.delete(timer);
  node.timersMax = 2 * node.timers.size + FIRED_KEPT;
}
