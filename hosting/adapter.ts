/**
 * The adapter: how uses reach a program, and how it says something. A bundle exports `start`, which
 * registers what the host calls; or it exports `track`, `flush` and `machine` themselves.
 */
import type { HostInput, HostOptions, Plain } from './host-model.js';
import { markerOf } from './network/markers.js';
import type { HostedProcess } from './realm/hosted-process.js';
import type { Task } from './realm/tasks.js';

type Handler = (...values: never[]) => unknown;

/**
 * Argument of a program's `start`. Handlers may return promises; a rejection ends the process
 * unless the program listens for it.
 * @since 0.1.0
 */
interface AdapterHost {
  /** Registers the function that meters one record; `marker` goes into a property of the record. */
  track(handler: (marker: string, record: number) => unknown): void;
  /** Registers the function that asks the program to send what it holds. */
  flush(handler: () => unknown): void;
  /** Registers what else inputs of kind `call` name. */
  on(name: string, handler: (value: Plain | undefined) => unknown): void;
  /** Reports to the operator what the program said: an error event, a rejection, a callback. */
  told(what: unknown): void;
}

const textOf = (what: unknown): string => {
  if (what instanceof Error) return what.stack ?? what.message;
  if (typeof what === 'string') return what;
  return Object(what) === what ? JSON.stringify(what) : String(what);
};

export class Adapter {
  readonly #process: HostedProcess;
  readonly #names: NonNullable<HostOptions['adapter']>;
  readonly #handlers = new Map<string, Handler>();

  constructor(process: HostedProcess, names: NonNullable<HostOptions['adapter']>) {
    this.#process = process;
    this.#names = names;
  }

  /** Takes the program's exports, and calls its `start`. */
  start(exports: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(exports))
      if (typeof value === 'function') this.#handlers.set(name, value as Handler);
    for (const role of ['track', 'flush', 'machine'] as const) {
      const named = this.#names[role];
      const handler = named === undefined ? undefined : this.#handlers.get(named);
      if (handler !== undefined) this.#handlers.set(role, handler);
    }
    this.#handlers.get(this.#names.start ?? 'start')?.(this.#host() as never);
  }

  #host(): AdapterHost {
    const put = (name: string, handler: Handler): void => {
      this.#handlers.set(name, handler);
    };
    return {
      track: (handler) => {
        put('track', handler);
      },
      flush: (handler) => {
        put('flush', handler);
      },
      on: put,
      told: (what) => {
        this.#process.report('told', textOf(what));
      },
    };
  }

  /** The task of an input; undefined: the program has no handler for it. */
  taskOf(input: HostInput): Task | undefined {
    const values: readonly unknown[] =
      input.kind === 'track'
        ? [markerOf(input.record), input.record]
        : input.kind === 'call'
          ? [input.value]
          : input.kind === 'machine'
            ? [input]
            : [];
    const handler = this.#handlers.get(input.kind === 'call' ? input.name : input.kind);
    if (handler === undefined) return undefined;
    return () => {
      // A handler that is an async function fails as any code of the program does.
      handler(...(values as never[]));
    };
  }
}
