/** Plays a bundled program under a clock and timers of its own: enough of a host for these tests. */
import { compileFunction } from 'node:vm';
import type { Program } from '../program.js';
import { PLAIN_REPORTS } from './primitive.js';
import type { DecisionRecorder } from './recorder.js';

/** 2025-06-15 15:06:40 UTC. */
export const EPOCH_MS = 1_750_000_000_000;
export const SCRIPT = 'program.js';

type Exports = Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;

interface Timer {
  readonly id: number;
  readonly dueMs: number;
  readonly run: () => void;
}

export class Driver {
  /** True time since the start, ms. */
  nowMs = 0;
  /** Lead of the program's wall clock over true time, ms. */
  offsetMs = 0;
  /** Records that the program delivered. */
  readonly delivered = new Set<unknown>();
  readonly disk = new Map<string, unknown>();
  crash: unknown;
  readonly #program: Program;
  readonly #recorder: DecisionRecorder | undefined;
  #timers: Timer[] = [];
  #ids = 0;

  constructor(program: Program, recorder?: DecisionRecorder) {
    this.#program = program;
    this.#recorder = recorder;
  }

  #wall(source: string): number {
    const value = EPOCH_MS + this.nowMs + this.offsetMs;
    this.#recorder?.read(source, 'wall', value);
    return value;
  }

  /** Date as the program sees it: real dates, made by its own clock. */
  #date(): DateConstructor {
    const wall = (source: string): number => this.#wall(source);
    return new Proxy(Date, {
      construct: (target, given, of) =>
        Reflect.construct(target, given.length === 0 ? [wall('new Date')] : given, of) as object,
      get: (target, name, receiver): unknown =>
        name === 'now' ? () => wall('Date.now') : Reflect.get(target, name, receiver),
    });
  }

  #after(run: () => void, delayMs: unknown): number {
    this.#ids += 1;
    const afterMs = Math.max(1, Math.trunc(Number(delayMs)) || 1);
    this.#timers.push({ id: this.#ids, dueMs: this.nowMs + afterMs, run });
    return this.#ids;
  }

  /** A new process: the module is evaluated again, its timers are gone. */
  start(): Exports {
    this.#timers = [];
    const recorder = this.#recorder;
    const globals: Readonly<Record<string, unknown>> = {
      Date: this.#date(),
      performance: {
        now: () => {
          recorder?.read('performance.now', 'elapsed', this.nowMs);
          return this.nowMs;
        },
      },
      setTimeout: (run: () => void, delayMs: unknown) => this.#after(run, delayMs),
      clearTimeout: (id: unknown) => {
        this.#timers = this.#timers.filter((timer) => timer.id !== id);
      },
      host: {
        deliver: (record: unknown) => this.delivered.add(record),
        read: (file: string) => this.disk.get(file),
        write: (file: string, value: unknown) => this.disk.set(file, value),
      },
      __skewproof_b: recorder?.branch ?? PLAIN_REPORTS.branch,
      __skewproof_c: recorder?.compare ?? PLAIN_REPORTS.compare,
    };
    const module = { exports: {} };
    const given = { exports: module.exports, module, require: () => ({}), ...globals };
    const run = compileFunction(this.#program.code, Object.keys(given), { filename: SCRIPT });
    this.#task('start', () => {
      Reflect.apply(run, undefined, Object.values(given));
    });
    return module.exports;
  }

  /** One task: an exception out of it ends the process. */
  #task(key: string, run: () => void): void {
    if (this.crash !== undefined) return;
    this.#recorder?.task(key);
    try {
      run();
    } catch (error) {
      this.crash = error;
      this.#timers = [];
    }
  }

  /** An event from outside at the present time. */
  event(key: string, run: () => void): void {
    this.#task(key, run);
  }

  /** Lets true time pass and timers fire. */
  pass(ms: number): void {
    const endMs = this.nowMs + ms;
    for (;;) {
      const [next] = this.#timers
        .filter(({ dueMs }) => dueMs <= endMs)
        .sort((a, b) => a.dueMs - b.dueMs || a.id - b.id);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.nowMs = next.dueMs;
      this.#task(`timer ${String(next.id)}`, next.run);
    }
    this.nowMs = endMs;
  }

  /** Ends the process from outside. */
  stop(): void {
    this.event('stop', () => {
      this.#timers = [];
    });
  }
}
