/**
 * A process that calls a synchronous sync stands still until its disk answers. Its code has run on
 * by then; so what it did afterwards is held back, and so is whatever reaches it meanwhile. A crash
 * while it waits undoes all of that.
 */
import type { Effect } from '../../sim/model/node.js';
import type { HttpMessage } from '../network/http.js';
import type { Barrier } from '../realm/hosted-process.js';

type HostEffect = Effect<HttpMessage>;

export class DiskBarrier<Event> {
  #held: readonly HostEffect[] = [];
  #barriers: readonly Barrier[] = [];
  /** Names that the present barrier waits for. */
  #waiting: string[] = [];
  #events: Event[] = [];

  get isUp(): boolean {
    return this.#waiting.length > 0;
  }

  /** Takes the effects of a step. @returns those before its first barrier */
  raise(effects: readonly HostEffect[], barriers: readonly Barrier[]): readonly HostEffect[] {
    const [first, ...more] = barriers;
    if (first === undefined) return effects;
    this.#waiting = [...first.names];
    this.#held = effects.slice(first.after);
    this.#barriers = more.map(({ after, names }) => ({ after: after - first.after, names }));
    return effects.slice(0, first.after);
  }

  /** Notes an answer of the disk. @returns whether it was the last one waited for */
  answered(name: string): boolean {
    const at = this.#waiting.indexOf(name);
    if (at < 0) return false;
    this.#waiting.splice(at, 1);
    return this.#waiting.length === 0;
  }

  /** Effects that need wait no longer; a further barrier among them goes up. */
  release(): readonly HostEffect[] {
    const held = this.#held;
    this.#held = [];
    return this.raise(held, this.#barriers);
  }

  queue(event: Event): void {
    this.#events.push(event);
  }

  nextEvent(): Event | undefined {
    return this.#events.shift();
  }
}
