/** `Timeout` and `Immediate` objects as Node has them, on the kernel's timers. */
import type { HostedProcess } from '../../../realm/hosted-process.js';
import type { Task } from '../../../realm/tasks.js';

/** Longest delay that Node takes, ms; a longer one becomes 1 ms. */
export const DELAY_MAX_MS = 2 ** 31 - 1;

export type Callback = (...args: unknown[]) => unknown;

/** Delay as Node takes it: 1 to 2^31-1 whole ms. */
export function delayOf(given: unknown): number {
  const ms = given === undefined ? 1 : Number(given);
  return ms >= 1 && ms <= DELAY_MAX_MS ? Math.trunc(ms) : 1;
}

export class Timeout {
  readonly #host: HostedProcess;
  readonly #repeats: boolean;
  readonly #args: readonly unknown[];
  #name: string | undefined;
  #isRef = true;
  #isArmed = true;
  _onTimeout: Callback | null;
  _idleTimeout: number;
  _repeat: number | null;
  _destroyed = false;

  constructor(
    host: HostedProcess,
    callback: Callback,
    delayMs: number,
    args: readonly unknown[],
    repeats: boolean,
  ) {
    this.#host = host;
    this.#args = args;
    this.#repeats = repeats;
    this._onTimeout = callback;
    this._idleTimeout = delayMs;
    this._repeat = repeats ? delayMs : null;
    this.#name = host.tasks.after(delayMs, this.#fire);
  }

  readonly #fire: Task = () => {
    this.#isArmed = false;
    try {
      this._onTimeout?.(...this.#args);
    } finally {
      if (this.#name !== undefined && this.#repeats) this.#arm();
      else this._destroyed ||= !this.#isArmed;
    }
  };

  #arm(): void {
    if (this.#name === undefined) return;
    this.#isArmed = true;
    this._destroyed = false;
    this.#host.tasks.again(this.#name, this._idleTimeout, this.#fire);
  }

  ref(): this {
    this.#isRef = true;
    return this;
  }

  unref(): this {
    this.#isRef = false;
    return this;
  }

  hasRef(): boolean {
    return this.#isRef;
  }

  /** Starts it over; one that has fired runs again, one that was cleared does not. */
  refresh(): this {
    this.#arm();
    return this;
  }

  close(): this {
    if (this.#name !== undefined) this.#host.tasks.cancel(this.#name);
    this.#name = undefined;
    this._onTimeout = null;
    this._idleTimeout = -1;
    this._destroyed = true;
    return this;
  }

  /** A number that `clearTimeout` takes too. */
  [Symbol.toPrimitive](): number {
    return Number(this.#name?.slice(1) ?? 0);
  }
}
