/**
 * Timers of a page, on the machine's monotonic clock. A delay wraps to 32 bits; five levels of nesting
 * make it at least 4 ms; a hidden page gets its timers once a second at most.
 */
import { real } from '../../../realm/node/real.js';
import { notSimulated } from '../../../realm/refusal.js';
import type { Page } from '../page.js';

type Callback = (...args: unknown[]) => unknown;

/** Nesting from which delays are clamped, and to which value, ms. */
const NESTED = 5;
const NESTED_MIN_MS = 4;
const HIDDEN_MIN_MS = 1_000;
/** A frame at 60 a second, ms. */
const FRAME_MS = 16;
/** Time that an idle callback may take, ms. */
const IDLE_MS = 50;

export class Timers {
  readonly #page: Page;
  #last = 0;
  #nesting = 0;
  /** By the number that the program got: the name of the kernel's timer. */
  readonly #names = new Map<number, string>();

  constructor(page: Page) {
    this.#page = page;
  }

  /** Functions that are globals of the page. */
  get globals(): Readonly<Record<string, unknown>> {
    const clear = (id: unknown): void => {
      this.#clear(Number(id));
    };
    return {
      setTimeout: (callback: unknown, delayMs?: unknown, ...args: unknown[]) =>
        this.#set(callback, delayMs, args, false),
      setInterval: (callback: unknown, delayMs?: unknown, ...args: unknown[]) =>
        this.#set(callback, delayMs, args, true),
      clearTimeout: clear,
      clearInterval: clear,
      requestAnimationFrame: (callback: Callback) => this.#frame(callback),
      cancelAnimationFrame: clear,
      requestIdleCallback: (callback: Callback) =>
        this.#after(1, () => {
          callback({ didTimeout: false, timeRemaining: () => IDLE_MS });
        }),
      cancelIdleCallback: clear,
      queueMicrotask: (callback: unknown) => {
        this.#microtask(callback);
      },
    };
  }

  #set(callback: unknown, delay: unknown, args: readonly unknown[], repeats: boolean): number {
    if (typeof callback !== 'function') throw notSimulated('a timer with code as text');
    const id = (this.#last += 1);
    // A number of more than 32 bits wraps round, and a negative one is 0.
    const wrapped = Math.max(0, Number(delay) | 0);
    const { tasks } = this.#page.host;
    const delayAt = (level: number): number => {
      const clamped = level > NESTED ? Math.max(NESTED_MIN_MS, wrapped) : wrapped;
      return this.#page.isHidden ? Math.max(HIDDEN_MIN_MS, clamped) : clamped;
    };
    let level = this.#nesting + 1;
    // A repeated timer keeps its name: a package that polls arms tens of thousands in a run.
    const task = (): void => {
      const at = level;
      level += 1;
      if (repeats) tasks.again(name, delayAt(level), task);
      else this.#names.delete(id);
      this.#run(callback as Callback, args, at);
    };
    const name = tasks.after(delayAt(level), task);
    this.#names.set(id, name);
    return id;
  }

  #run(callback: Callback, args: readonly unknown[], level: number): void {
    const before = this.#nesting;
    this.#nesting = level;
    try {
      callback(...args);
    } finally {
      this.#nesting = before;
    }
  }

  #after(delayMs: number, task: () => void): number {
    const id = (this.#last += 1);
    const name = this.#page.host.tasks.after(delayMs, () => {
      this.#names.delete(id);
      task();
    });
    this.#names.set(id, name);
    return id;
  }

  /** No frame is drawn while the page is hidden: its callbacks wait until it is shown. */
  #frame(callback: Callback): number {
    const { host } = this.#page;
    return this.#after(this.#page.isHidden ? HIDDEN_MIN_MS : FRAME_MS, () => {
      callback(host.sinceStartMs);
    });
  }

  #clear(id: number): void {
    const name = this.#names.get(id);
    if (name === undefined) return;
    this.#names.delete(id);
    this.#page.host.tasks.cancel(name);
  }

  /** An exception of the callback is the page's: that of the host's own would end the host. */
  #microtask(callback: unknown): void {
    if (typeof callback !== 'function')
      throw new TypeError("parameter 1 is not of type 'Function'.");
    real.queueMicrotask(() => {
      try {
        (callback as Callback)();
      } catch (error) {
        this.#page.reportError(error);
      }
    });
  }
}
