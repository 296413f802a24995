/** `MessageChannel` within one page: each message is a task of its own. */
import { tagged } from '../idl.js';
import { Event } from '../events/event.js';
import { EventTarget, onAttributes } from '../events/event-target.js';
import { MessageEvent } from '../events/events.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import { decoded, encoded } from '../structured/structured.js';

const making: { isAllowed: boolean } = { isAllowed: false };

export class MessagePort extends EventTarget {
  readonly #page: Page;
  #peer: MessagePort | undefined;
  #isStarted = false;
  #isClosed = false;
  #queue: string[] = [];
  #handler: unknown = null;
  #isHandled = false;

  constructor() {
    super();
    if (!making.isAllowed) throw new TypeError('Illegal constructor');
    this.#page = pageOf(new.target);
  }

  static entangle(one: MessagePort, other: MessagePort): void {
    one.#peer = other;
    other.#peer = one;
  }

  get onmessage(): unknown {
    return this.#handler;
  }

  /** A handler starts the port; a listener does not. */
  set onmessage(handler: unknown) {
    if (!this.#isHandled)
      this.addEventListener('message', (event) => {
        if (typeof this.#handler === 'function') Reflect.apply(this.#handler, this, [event]);
      });
    this.#isHandled = true;
    this.#handler = handler;
    this.start();
  }

  postMessage(value: unknown): void {
    const peer = this.#peer;
    if (peer === undefined || this.#isClosed || peer.#isClosed) return;
    const text = encoded(value);
    peer.#queue.push(text);
    peer.#deliver();
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#deliver();
  }

  #deliver(): void {
    if (!this.#isStarted) return;
    const queue = this.#queue;
    this.#queue = [];
    for (const text of queue)
      this.#page.host.tasks.immediate(() => {
        if (this.#isClosed) return;
        const data = decoded(this.#page, text);
        this.dispatchEvent(new (this.#page.own(MessageEvent))('message', { data }));
      });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const peer = this.#peer;
    this.#page.host.tasks.immediate(() => {
      if (peer === undefined || peer.#isClosed) return;
      peer.#isClosed = true;
      peer.dispatchEvent(new (this.#page.own(Event))('close'));
    });
  }
}
tagged(MessagePort, 'MessagePort');
onAttributes(MessagePort, ['messageerror', 'close']);

export class MessageChannel {
  readonly port1: MessagePort;
  readonly port2: MessagePort;

  constructor() {
    const page = pageOf(new.target);
    making.isAllowed = true;
    try {
      this.port1 = new (page.own(MessagePort))();
      this.port2 = new (page.own(MessagePort))();
    } finally {
      making.isAllowed = false;
    }
    MessagePort.entangle(this.port1, this.port2);
  }
}
tagged(MessageChannel, 'MessageChannel');
