/**
 * The timers of a world's nodes: each is queued for the first true instant at which its clock has
 * reached it, and queued again whenever that clock has changed.
 */
import type { Instant, Pending, Runtime, TimerEvent } from './runtime.js';
import { elapsedMs, localMs, msOf, trueMs } from './time.js';
import type { Timeline } from './timeline.js';

export class Timers<Message, Input> {
  readonly #timeline: Timeline<Pending<Message, Input>>;
  readonly #instant: Instant;
  /** True time after which no timer fires, ms. */
  readonly #quietFrom: number;
  #dead = 0;

  constructor(timeline: Timeline<Pending<Message, Input>>, instant: Instant, quietFrom: number) {
    this.#timeline = timeline;
    this.#instant = instant;
    this.#quietFrom = quietFrom;
  }

  arm(node: Runtime<Message, Input>, timer: string, on: TimerEvent['on'], due: number): void {
    this.cancel(node, timer);
    const entry: TimerEvent = {
      kind: 'timer',
      node: node.index,
      timer,
      on,
      due,
      queuedFor: -1,
      dead: false,
    };
    node.timers.set(timer, entry);
    this.#queue(node, entry);
  }

  /** Queues the timer for the first true instant, from now on, at which its clock has reached it. */
  #queue(node: Runtime<Message, Input>, entry: TimerEvent): void {
    if (node.suspended) return;
    const now = trueMs(this.#instant.ms);
    const at =
      entry.on === 'wall'
        ? node.clock.wallArrival(localMs(entry.due), now)
        : node.clock.elapsedArrival(elapsedMs(entry.due), now);
    // Beyond the end of the run is as good as never, and keeps the queue small.
    if (at === undefined || msOf(at) > this.#quietFrom) return;
    entry.queuedFor = msOf(at);
    this.#timeline.schedule(msOf(at), entry);
  }

  cancel(node: Runtime<Message, Input>, timer: string): void {
    const entry = node.timers.get(timer);
    if (entry === undefined) return;
    node.timers.delete(timer);
    this.unqueue(entry);
  }

  unqueue(entry: TimerEvent): void {
    if (entry.queuedFor < 0 || entry.dead) return;
    entry.dead = true;
    this.#dead += 1;
    // Events of cancelled timers stay queued until their time; do not let them pile up.
    if (this.#dead < 64 || this.#dead * 2 < this.#timeline.size) return;
    this.#timeline.compact((pending) => pending.kind === 'timer' && pending.dead);
    this.#dead = 0;
  }

  /** The node's clock has changed under its timers: invert each again. */
  requeue(node: Runtime<Message, Input>, wallBefore: number): void {
    const wallNow = msOf(node.clock.wallAt(trueMs(this.#instant.ms)));
    for (const entry of [...node.timers.values()]) {
      this.unqueue(entry);
      const overtaken = entry.on === 'wall' && entry.due > wallBefore && entry.due <= wallNow;
      if (overtaken && node.spec.overtaken === 'skip') {
        node.timers.delete(entry.timer);
        continue;
      }
      const fresh: TimerEvent = { ...entry, queuedFor: -1, dead: false };
      node.timers.set(entry.timer, fresh);
      this.#queue(node, fresh);
    }
  }

  /** A dead timer's event has come out of the queue. */
  passed(): void {
    this.#dead = Math.max(0, this.#dead - 1);
  }
}
