/** Events of a service worker, which keep it running while their promises wait. */
import { tagged } from '../idl.js';
import { Event } from './event.js';
import type { EventInit } from './event.js';

/** A worker never stops here while it waits: it is always kept running. */
export class ExtendableEvent extends Event {
  waitUntil(promise: unknown): void {
    Promise.resolve(promise).catch(() => undefined);
  }
}
tagged(ExtendableEvent, 'ExtendableEvent');

interface FetchInit extends EventInit {
  readonly request?: unknown;
  readonly clientId?: string;
}

/** A request of a page of the worker. A rejected answer is a failure of the network for that page. */
export class FetchEvent extends ExtendableEvent {
  readonly request: unknown;
  readonly clientId: string;
  readonly preloadResponse: Promise<undefined> = Promise.resolve(undefined);

  constructor(type: string, init: FetchInit = {}) {
    super(type, init);
    if (init.request === undefined)
      throw new TypeError(
        "Failed to construct 'FetchEvent': required member request is undefined.",
      );
    this.request = init.request;
    this.clientId = init.clientId ?? '';
  }

  respondWith(answer: unknown): void {
    this.waitUntil(answer);
  }
}
tagged(FetchEvent, 'FetchEvent');
