/** `BroadcastChannel` between the pages of an origin, and within one. */
import { recordsIn } from '../../../network/markers.js';
import { domString, tagged } from '../idl.js';
import { EventTarget, onAttributes } from '../events/event-target.js';
import { MessageEvent } from '../events/events.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import { decoded, encoded } from '../structured/structured.js';

/** Channels that are open, by the page that opened them. */
const open = new WeakMap<Page, Set<BroadcastChannel>>();

export class BroadcastChannel extends EventTarget {
  readonly name: string;
  readonly #page: Page;
  #isClosed = false;

  constructor(name: string) {
    super();
    this.name = domString(name);
    this.#page = pageOf(new.target);
    const all = open.get(this.#page) ?? new Set();
    open.set(this.#page, all.add(this));
  }

  postMessage(value: unknown): void {
    if (this.#isClosed)
      throw new DOMException(
        "Failed to execute 'postMessage' on 'BroadcastChannel': Channel is closed",
        'InvalidStateError',
      );
    const text = encoded(value);
    const others = this.#page.browser.others(this.#page);
    const records = others.length === 0 ? [] : recordsIn(text);
    if (records.length > 0) this.#page.host.mark(`shared with other tabs: ${records.join()}`);
    const { origin } = new URL(this.#page.url);
    for (const page of [this.#page, ...others])
      for (const channel of open.get(page) ?? [])
        if (channel !== this && channel.name === this.name) channel.#receive(text, origin);
  }

  #receive(text: string, origin: string): void {
    const page = this.#page;
    page.host.tasks.complete(() => {
      if (this.#isClosed) return;
      const data = decoded(page, text);
      this.dispatchEvent(new (page.own(MessageEvent))('message', { data, origin }));
    });
  }

  close(): void {
    this.#isClosed = true;
    open.get(this.#page)?.delete(this);
  }
}
tagged(BroadcastChannel, 'BroadcastChannel');
onAttributes(BroadcastChannel, ['message', 'messageerror']);
