/** `navigator`: what a page may know of its browser, beacons and locks. */
import { domString, tagged } from '../idl.js';
import { latin1Of } from '../bytes.js';
import { extracted, readWhole } from '../fetch/body.js';
import { KEEPALIVE_MAX } from '../fetch/request.js';
import { exchange, USER_AGENT } from '../fetch/transport.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import { LockManager } from './locks.js';

export class Navigator {
  readonly #page: Page;
  readonly userAgent = USER_AGENT;
  readonly appVersion = USER_AGENT.replace('Mozilla/', '');
  readonly appName = 'Netscape';
  readonly appCodeName = 'Mozilla';
  readonly product = 'Gecko';
  readonly vendor = 'Google Inc.';
  readonly platform = 'Linux x86_64';
  readonly language = 'en-US';
  readonly languages: readonly string[] = Object.freeze(['en-US', 'en']);
  readonly cookieEnabled = true;
  readonly doNotTrack: string | null = null;
  readonly hardwareConcurrency = 4;
  readonly maxTouchPoints = 0;
  readonly webdriver = false;
  readonly pdfViewerEnabled = true;
  readonly plugins: readonly unknown[] = [];
  readonly mimeTypes: readonly unknown[] = [];
  readonly locks: LockManager;
  readonly storage: object;

  constructor() {
    const page = pageOf(new.target);
    this.#page = page;
    this.locks = new LockManager(page);
    this.storage = {
      estimate: () => Promise.resolve({ quota: 10_000_000_000, usage: 0 }),
      persist: () => Promise.resolve(false),
      persisted: () => Promise.resolve(false),
    };
  }

  get onLine(): boolean {
    return this.#page.browser.isOnline;
  }

  /** The browser sends it even if the page ends now; no answer comes back. */
  sendBeacon(url: string, data?: unknown): boolean {
    const page = this.#page;
    let href: string;
    try {
      href = new URL(domString(url), page.url).href;
    } catch {
      throw new TypeError(
        "Failed to execute 'sendBeacon' on 'Navigator': The URL argument is ill-formed or unsupported.",
      );
    }
    if (!/^https?:/.test(href))
      throw new TypeError(
        "Failed to execute 'sendBeacon' on 'Navigator': Beacons are only supported over HTTP(S).",
      );
    const body =
      data === undefined || data === null
        ? { source: new Uint8Array(), type: undefined }
        : extracted(page, data);
    const { source, type } = body;
    if (!(source instanceof Uint8Array)) {
      void readWhole(source);
      throw new TypeError(
        "Failed to execute 'sendBeacon' on 'Navigator': sendBeacon cannot have a ReadableStream body.",
      );
    }
    if (source.length > KEEPALIVE_MAX) return false;
    const headers = type === undefined ? [] : ([['content-type', type]] as const);
    exchange(
      page,
      {
        ...{ method: 'POST', url: href, headers, body: latin1Of(source), redirect: 'follow' },
        ...{ sendsCookies: true, isCors: true, keepalive: true },
      },
      () => undefined,
    );
    return true;
  }

  javaEnabled(): boolean {
    return false;
  }
}
tagged(Navigator, 'Navigator');
