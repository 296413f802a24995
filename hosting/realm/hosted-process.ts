/**
 * One incarnation of a hosted process, as its realm and its shims see it: the clocks of the step, its
 * tasks, its randomness, and the effects that the step asks of the kernel. A dead process may still
 * have promises to settle; nothing that they call has an effect.
 */
import { SkewproofError } from '../../sim/model/errors.js';
import type { Effect, LocalTime } from '../../sim/model/node.js';
import type { Stream } from '../../sim/model/random.js';
import { elapsedMs, localMs, msOf } from '../../sim/model/time.js';
import type { HttpMessage } from '../network/http.js';
import { recordsIn } from '../network/markers.js';
import { Tasks } from './tasks.js';
import type { Task } from './tasks.js';

/** Thrown to unwind the program's stack when its process has ended. */
export class ProcessEnded extends Error {}

/** Reads of a clock within one step, after which the step is taken for a loop that waits for it. */
const READS_MAX = 1_000_000;
/** Characters of a printed text that a report keeps. */
const TEXT_MAX = 10_000;

interface HostedProcessOptions {
  readonly program: string;
  readonly node: string;
  readonly random: Stream;
  /** Numbers that no other incarnation of this process uses. */
  readonly nextId: () => number;
  /** Hears of each reading of a clock, from within the call that made it. */
  readonly onRead?: (source: string, clock: 'wall' | 'elapsed', value: number) => void;
}

/** Effects from place `after` on wait until the disk has answered for `names`. */
export interface Barrier {
  readonly after: number;
  readonly names: readonly string[];
}

export class HostedProcess {
  readonly options: HostedProcessOptions;
  readonly random: Stream;
  readonly tasks: Tasks;
  effects: Effect<HttpMessage>[] = [];
  alive = true;
  exitCode: number | undefined;
  /** An error of the harness or of its use, to be thrown out of the step. */
  failure: unknown;
  /** Takes an error that no code of the program caught; the realm sets it. */
  onUncaught: (error: unknown) => void = () => undefined;
  /** Ties a callback to the asynchronous context of its caller, once the program uses contexts. */
  inContext: <F extends (...values: never[]) => unknown>(callback: F) => F = (callback) => callback;
  #now: LocalTime = { wall: localMs(0), elapsed: elapsedMs(0) };
  /** Places in the effects of this step at which the process waited for its disk. */
  barriers: Barrier[] = [];
  readonly #syncing = new Map<string, Task[]>();
  #startedAt = 0;
  #reads = 0;

  constructor(options: HostedProcessOptions) {
    this.options = options;
    this.random = options.random;
    this.tasks = new Tasks(this);
  }

  /** Called before the first step of this incarnation. */
  born(now: LocalTime): void {
    this.#startedAt = msOf(now.elapsed);
    this.begin(now);
  }

  /** Begins a step: time stands still until it ends. */
  begin(now: LocalTime): void {
    this.#now = now;
    this.#reads = 0;
    this.effects = [];
    this.barriers = [];
  }

  /** Wall clock, ms since 1970. */
  get wallMs(): number {
    return this.#read('wall clock', 'wall', msOf(this.#now.wall));
  }

  /** Monotonic clock, ms since the machine booted. */
  get elapsedMs(): number {
    return this.#read('monotonic clock', 'elapsed', msOf(this.#now.elapsed));
  }

  /** Monotonic clock, ms since the process started. */
  get sinceStartMs(): number {
    return this.#read('monotonic clock', 'elapsed', msOf(this.#now.elapsed) - this.#startedAt);
  }

  /** The same, of which no recorder hears: for stamps that no program may ever look at. */
  get stampMs(): number {
    return msOf(this.#now.elapsed) - this.#startedAt;
  }

  #read(source: string, clock: 'wall' | 'elapsed', value: number): number {
    this.#reads += 1;
    if (this.#reads > READS_MAX) this.#spins();
    this.options.onRead?.(source, clock, value);
    return value;
  }

  #spins(): never {
    const error = new SkewproofError('SKEW-404', {
      place: `${this.options.program} on ${this.options.node}`,
      expected: 'code that returns to its event loop',
      got: `${String(READS_MAX)} reads of a clock within one task`,
      advice: 'Time stands still while code runs: a loop that waits for a clock never ends here.',
    });
    this.failure = error;
    this.alive = false;
    throw error;
  }

  effect(effect: Effect<HttpMessage>): void {
    if (this.alive) this.effects.push(effect);
  }

  /** Calls back when the disk has answered for all of these names, once each. */
  onceSynced(names: readonly string[], done: () => void): void {
    if (names.length === 0) {
      this.tasks.complete(done);
      return;
    }
    let left = names.length;
    const one = (): void => {
      left -= 1;
      if (left === 0) done();
    };
    for (const name of names) {
      const waiting = this.#syncing.get(name) ?? [];
      waiting.push(one);
      this.#syncing.set(name, waiting);
    }
  }

  /** Holds back all later effects until the disk has answered for these names: the process waits. */
  waitForSync(names: readonly string[]): void {
    if (!this.alive || names.length === 0) return;
    this.barriers.push({ after: this.effects.length, names });
    for (const name of names) {
      const waiting = this.#syncing.get(name) ?? [];
      // The call returned in the program's own time: its answer calls nothing back.
      waiting.push(() => undefined);
      this.#syncing.set(name, waiting);
    }
  }

  /** Answers of the disk that have not come, one name for each. */
  get awaited(): readonly string[] {
    return [...this.#syncing].flatMap(([name, waiting]) => waiting.map(() => name));
  }

  /** The task of a disk's answer. */
  synced(name: string): Task | undefined {
    const waiting = this.#syncing.get(name);
    const task = waiting?.shift();
    if (waiting?.length === 0) this.#syncing.delete(name);
    return task;
  }

  mark(mark: string): void {
    this.effect({ kind: 'mark', mark });
  }

  /** Passes to the operator a text of the program: its console, an error event, a rejection. */
  report(name: string, text: string, records: readonly number[] = recordsIn(text)): void {
    const details = { program: this.options.program, text: text.slice(0, TEXT_MAX) };
    this.effect({
      kind: 'report',
      report: records.length === 0 ? { name, details } : { name, records, details },
    });
  }

  /** Ends the process: its timers are gone, and what it still calls does nothing. */
  end(code: number): void {
    if (!this.alive) return;
    this.mark(`process ended: ${String(code)}`);
    this.tasks.cancelAll();
    this.exitCode = code;
    this.alive = false;
  }
}
