/** `MessageChannel` and `MessagePort` within one process: each message is a task of its own. */
import type { HostedProcess } from '../../../realm/hosted-process.js';

type Listener = (value: unknown) => void;

export interface Messaging {
  readonly MessageChannel: new () => { readonly port1: object; readonly port2: object };
  readonly MessagePort: new () => object;
}

/** One end of a channel. `later` makes a task of its own. */
class Port extends EventTarget {
  peer: Port | undefined;
  readonly #later: (task: () => void) => void;
  #isStarted = false;
  #isClosed = false;
  readonly #queue: unknown[] = [];
  #onmessage: ((event: Event) => unknown) | null = null;
  readonly #wrapped = new Map<Listener, (event: Event) => void>();

  constructor(later: (task: () => void) => void) {
    super();
    this.#later = later;
  }

  get onmessage(): ((event: Event) => unknown) | null {
    return this.#onmessage;
  }

  set onmessage(handler: ((event: Event) => unknown) | null) {
    this.#onmessage = handler;
    if (handler !== null) this.start();
  }

  postMessage(value: unknown): void {
    const { peer } = this;
    if (peer === undefined || this.#isClosed) return;
    peer.#queue.push(structuredClone(value));
    peer.#deliver();
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#deliver();
  }

  #deliver(): void {
    if (!this.#isStarted) return;
    for (; this.#queue.length > 0 && !this.#isClosed;) {
      const data = this.#queue.shift();
      this.#later(() => {
        if (this.#isClosed) return;
        const event = new MessageEvent('message', { data });
        this.#onmessage?.call(this, event);
        this.dispatchEvent(event);
      });
    }
  }

  close(): void {
    const { peer } = this;
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#later(() => {
      this.dispatchEvent(new Event('close'));
      peer?.close();
    });
  }

  on(name: string, listener: Listener): this {
    const wrapped = (event: Event): void => {
      listener(event instanceof MessageEvent ? event.data : undefined);
    };
    this.#wrapped.set(listener, wrapped);
    this.addEventListener(name, wrapped);
    if (name === 'message') this.start();
    return this;
  }

  once(name: string, listener: Listener): this {
    const once = (value: unknown): void => {
      this.off(name, once);
      listener(value);
    };
    return this.on(name, once);
  }

  off(name: string, listener: Listener): this {
    const wrapped = this.#wrapped.get(listener);
    if (wrapped !== undefined) this.removeEventListener(name, wrapped);
    return this;
  }

  ref(): void {
    // Nothing keeps a hosted process alive, and nothing ends it.
  }

  unref(): void {
    // As with `ref`.
  }
}

export function messagingShim(host: HostedProcess): Messaging {
  class MessagePort extends Port {
    constructor() {
      super((task) => {
        host.tasks.immediate(task);
      });
    }
  }

  class MessageChannel {
    readonly port1 = new MessagePort();
    readonly port2 = new MessagePort();

    constructor() {
      this.port1.peer = this.port2;
      this.port2.peer = this.port1;
    }
  }
  return { MessageChannel, MessagePort };
}
