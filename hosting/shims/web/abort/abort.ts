/** `AbortController` and `AbortSignal`. */
import { tagged } from '../idl.js';
import { Event } from '../events/event.js';
import { EventTarget, onAttributes } from '../events/event-target.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';

const aborted = (): DOMException =>
  new DOMException('signal is aborted without reason', 'AbortError');

/** Only the browser makes signals. */
const making: { page: Page | undefined } = { page: undefined };

const abort = new WeakMap<AbortSignal, (reason: unknown) => void>();

export class AbortSignal extends EventTarget {
  #isAborted = false;
  #reason: unknown;

  constructor() {
    super();
    if (making.page === undefined) throw new TypeError('Illegal constructor');
    const { page } = making;
    abort.set(this, (reason) => {
      if (this.#isAborted) return;
      this.#isAborted = true;
      this.#reason = reason ?? aborted();
      this.dispatchEvent(new (page.own(Event))('abort'));
    });
  }

  get aborted(): boolean {
    return this.#isAborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#isAborted) throw this.#reason;
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = newSignal(pageOf(this));
    abort.get(signal)?.(reason);
    return signal;
  }

  static timeout(ms: number): AbortSignal {
    const page = pageOf(this);
    const signal = newSignal(page);
    page.host.tasks.after(ms, () => {
      abort.get(signal)?.(new DOMException('signal timed out', 'TimeoutError'));
    });
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const all = [...signals];
    const signal = newSignal(pageOf(this));
    const first = all.find((one) => one.aborted);
    if (first !== undefined) abort.get(signal)?.(first.reason);
    else
      for (const one of all)
        one.addEventListener('abort', () => {
          abort.get(signal)?.(one.reason);
        });
    return signal;
  }
}
tagged(AbortSignal, 'AbortSignal');
onAttributes(AbortSignal, ['abort']);

function newSignal(page: Page): AbortSignal {
  making.page = page;
  try {
    return new (page.own(AbortSignal))();
  } finally {
    making.page = undefined;
  }
}

export class AbortController {
  readonly signal: AbortSignal;

  constructor() {
    this.signal = newSignal(pageOf(new.target));
  }

  abort(reason?: unknown): void {
    abort.get(this.signal)?.(reason);
  }
}
tagged(AbortController, 'AbortController');
