/** `navigator.locks`, over the table of locks that the pages of an origin share. */
import { domString } from '../idl.js';
import type { AbortSignal } from '../abort/abort.js';
import type { Page } from '../page.js';
import type { LockRequest } from './lock-table.js';

interface Options {
  readonly mode?: 'exclusive' | 'shared';
  readonly ifAvailable?: boolean;
  readonly steal?: boolean;
  readonly signal?: AbortSignal;
}

interface Lock {
  readonly name: string;
  readonly mode: string;
}

type Callback = (lock: Lock | null) => unknown;

export class LockManager {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  request(name: string, options: Options | Callback, given?: Callback): Promise<unknown> {
    const callback = typeof options === 'function' ? options : given;
    const settings = typeof options === 'function' ? {} : options;
    if (callback === undefined)
      return Promise.reject(new TypeError("parameter 2 is not of type 'Function'."));
    if (domString(name).startsWith('-'))
      return Promise.reject(new DOMException("Names cannot start with '-'.", 'NotSupportedError'));
    return new Promise((resolve, reject) => {
      this.#asked(domString(name), settings, callback, { resolve, reject });
    });
  }

  #asked(
    name: string,
    { mode = 'exclusive', ifAvailable = false, steal = false, signal }: Options,
    callback: Callback,
    settle: { resolve: (value: unknown) => void; reject: (reason: unknown) => void },
  ): void {
    const { host, tab, browser } = this.#page;
    const { locks } = browser;
    let isGranted = false;
    const request: LockRequest = {
      ...{ name, mode, owner: this.#page, clientId: `tab ${String(tab)}` },
      granted: () => {
        isGranted = true;
        host.tasks.complete(() => {
          this.#held(request, callback, settle);
        });
      },
      broken: () => {
        host.tasks.complete(() => {
          settle.reject(
            new DOMException(
              "Lock broken by another request with the 'steal' option.",
              'AbortError',
            ),
          );
        });
      },
    };
    if (signal?.aborted === true) {
      settle.reject(signal.reason);
      return;
    }
    if (ifAvailable && !locks.isFree(request)) {
      host.tasks.complete(() => {
        settle.resolve(attempt(callback, null));
      });
      return;
    }
    signal?.addEventListener('abort', () => {
      if (isGranted) return;
      locks.release(request);
      settle.reject(signal.reason);
    });
    if (steal) locks.steal(request);
    else locks.request(request);
  }

  #held(
    request: LockRequest,
    callback: Callback,
    settle: { resolve: (value: unknown) => void; reject: (reason: unknown) => void },
  ): void {
    const { name, mode } = request;
    const release = (): void => {
      this.#page.browser.locks.release(request);
    };
    attempt(callback, { name, mode }).then(
      (value) => {
        release();
        settle.resolve(value);
      },
      (error: unknown) => {
        release();
        settle.reject(error);
      },
    );
  }

  query(): Promise<object> {
    const { locks } = this.#page.browser;
    const shown = ({ name, mode, clientId }: LockRequest): object => ({ name, mode, clientId });
    return Promise.resolve({ held: locks.held.map(shown), pending: locks.pending.map(shown) });
  }
}

const attempt = async (callback: Callback, lock: Lock | null): Promise<unknown> =>
  await callback(lock);
