/**
 * The event loop of a hosted process: timers and completions are timers of the kernel, one each,
 * named by number; immediates run within the step that queued them, up to a budget.
 */
import type { HostedProcess } from './hosted-process.js';

export type Task = () => void;

/** Immediates of one step; those beyond it become events, so that the kernel sees an endless instant. */
const IMMEDIATES_MAX = 64;
const LATER = 'immediates';

export class Tasks {
  readonly #process: HostedProcess;
  readonly #timers = new Map<string, Task>();
  /** Set in this step: the kernel has not heard of them yet. */
  readonly #fresh = new Set<string>();
  #immediates: (Task | undefined)[] = [];
  #ran = 0;
  #isLater = false;
  /** Macrotasks that ran since the process started. */
  count = 0;

  constructor(process: HostedProcess) {
    this.#process = process;
  }

  /** Runs `task` after a duration on the monotonic clock, ms. Returns the timer's name. */
  after(afterMs: number, task: Task, kind = 't'): string {
    const timer = `${kind}${String(this.#process.options.nextId())}`;
    if (!this.#process.alive) return timer;
    this.#fresh.add(timer);
    this.again(timer, afterMs, task);
    return timer;
  }

  /** Arms a timer again under its name, in place of its earlier setting. */
  again(timer: string, afterMs: number, task: Task): void {
    if (!this.#process.alive) return;
    this.#timers.set(timer, this.#process.inContext(task));
    this.#process.effect({ kind: 'elapsed-timer', timer, afterMs });
  }

  cancel(timer: string): void {
    if (!this.#timers.delete(timer)) return;
    // Places in the effects stay as they are while some of them wait for the disk.
    if (!this.#fresh.has(timer) || this.#process.barriers.length > 0) {
      this.#process.effect({ kind: 'cancel-timer', timer });
      return;
    }
    // Set and cleared in one step, as most time limits are: neither needs an event.
    this.#process.effects = this.#process.effects.filter(
      (effect) => effect.kind !== 'elapsed-timer' || effect.timer !== timer,
    );
  }

  cancelAll(): void {
    for (const timer of this.#timers.keys()) this.#process.effect({ kind: 'cancel-timer', timer });
    this.#timers.clear();
    this.#immediates = [];
  }

  /** Completes an operation of the system: an event of its own, so that a crash may come before it. */
  complete(task: Task): void {
    this.after(0, task, 'io');
  }

  immediate(task: Task): Task {
    // A function of its own, so that the same callback queued twice is cleared once.
    const bound = this.#process.inContext(task);
    const queued = (): void => {
      bound();
    };
    if (this.#process.alive) this.#immediates.push(queued);
    return queued;
  }

  clearImmediate(queued: Task): void {
    const at = this.#immediates.indexOf(queued);
    if (at >= 0) this.#immediates[at] = undefined;
  }

  /** The callback of a timer that is due; undefined: it was cleared, or of an earlier incarnation. */
  due(timer: string): Task | undefined {
    if (timer === LATER) {
      this.#isLater = false;
      return () => undefined;
    }
    const task = this.#timers.get(timer);
    this.#timers.delete(timer);
    return task;
  }

  /** Begins a step. */
  begin(): void {
    this.#ran = 0;
    this.#fresh.clear();
    this.count += 1;
  }

  /** The next immediate to run in this step, if any. */
  nextImmediate(): Task | undefined {
    while (this.#immediates.length > 0) {
      if (this.#ran >= IMMEDIATES_MAX) {
        if (!this.#isLater)
          this.#process.effect({ kind: 'elapsed-timer', timer: LATER, afterMs: 0 });
        this.#isLater = true;
        return undefined;
      }
      const task = this.#immediates.shift();
      if (task === undefined) continue;
      this.#ran += 1;
      this.count += 1;
      return task;
    }
    return undefined;
  }

  /** Timers and completions that wait. */
  get waiting(): number {
    return this.#timers.size;
  }
}
