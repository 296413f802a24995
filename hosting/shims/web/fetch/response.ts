/** `Response`. */
import { domString, tagged } from '../idl.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import { Body, copyOf, extracted, setBody } from './body.js';
import { Headers } from './headers.js';

/** Statuses that have no body. */
export const NULL_BODY: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

interface Init {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: ConstructorParameters<typeof Headers>[0];
}

/** Fields that only the browser sets. */
interface Made {
  readonly url: string;
  readonly redirected: boolean;
  readonly type: string;
  readonly status?: number;
}

export class Response extends Body {
  readonly headers: Headers;
  readonly #status: number;
  readonly #statusText: string;
  readonly #page: Page;
  #made: Made = { url: '', redirected: false, type: 'default' };

  constructor(body: unknown = null, init: Init = {}) {
    super();
    const page = pageOf(new.target);
    this.#page = page;
    const { status = 200, statusText = '', headers } = init;
    if (!Number.isInteger(status) || status < 200 || status > 599)
      throw new RangeError(
        `Failed to construct 'Response': The status provided (${String(status)}) is outside the range [200, 599].`,
      );
    this.#status = status;
    this.#statusText = domString(statusText);
    this.headers = new (page.own(Headers))(headers);
    if (body === null || body === undefined) return;
    if (NULL_BODY.has(status))
      throw new TypeError(
        "Failed to construct 'Response': Response with null body status cannot have body",
      );
    const { source, type } = extracted(page, body);
    setBody(this, source);
    if (type !== undefined && !this.headers.has('content-type'))
      this.headers.set('content-type', type);
  }

  /** A response as it came from the network. */
  static received<R extends Response>(response: R, made: Made): R {
    response.#made = made;
    Headers.guarded(response.headers, 'immutable');
    return response;
  }

  get status(): number {
    return this.#made.status ?? this.#status;
  }

  get statusText(): string {
    return this.#statusText;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  get url(): string {
    return this.#made.url;
  }

  get redirected(): boolean {
    return this.#made.redirected;
  }

  get type(): string {
    return this.#made.type;
  }

  clone(): Response {
    if (this.bodyUsed)
      throw new TypeError("Failed to execute 'clone' on 'Response': Response body is already used");
    const copy = new (this.#page.own(Response))(null, {
      status: this.#status,
      statusText: this.#statusText,
      headers: this.headers,
    });
    setBody(copy, copyOf(this));
    copy.#made = this.#made;
    return copy;
  }

  static error(): Response {
    const page = pageOf(this);
    const made = { url: '', redirected: false, type: 'error', status: 0 };
    return Response.received(new (page.own(Response))(), made);
  }

  static json(data: unknown, init: Init = {}): Response {
    const page = pageOf(this);
    const response = new (page.own(Response))(JSON.stringify(data), init);
    if (new (page.own(Headers))(init.headers).get('content-type') === null)
      response.headers.set('content-type', 'application/json');
    return response;
  }

  static redirect(url: string, status = 302): Response {
    const page = pageOf(this);
    return new (page.own(Response))(null, {
      status,
      headers: { location: new URL(url, page.url).href },
    });
  }
}
tagged(Response, 'Response');
