/** `Request`. */
import { domString, tagged } from '../idl.js';
import { AbortController, AbortSignal } from '../abort/abort.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import { Body, copyOf, extracted, markUsed, setBody } from './body.js';
import { Headers } from './headers.js';

interface Init {
  readonly method?: string;
  readonly headers?: ConstructorParameters<typeof Headers>[0];
  readonly body?: unknown;
  readonly mode?: string;
  readonly credentials?: string;
  readonly cache?: string;
  readonly redirect?: string;
  readonly referrer?: string;
  readonly referrerPolicy?: string;
  readonly integrity?: string;
  readonly keepalive?: boolean;
  readonly signal?: AbortSignal | null;
  readonly duplex?: string;
  readonly priority?: string;
}

const UPPER = /^(?:delete|get|head|options|post|put)$/i;
const REFUSED = /^(?:connect|trace|track)$/i;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Bytes of a request that outlives its page. */
export const KEEPALIVE_MAX = 65_536;

const isRequest = (value: unknown): value is Request =>
  Object.prototype.toString.call(value) === '[object Request]';

const failure = (text: string): TypeError =>
  new TypeError(`Failed to construct 'Request': ${text}`);

export class Request extends Body {
  readonly headers: Headers;
  readonly method: string;
  readonly url: string;
  readonly mode: string;
  readonly credentials: string;
  readonly cache: string;
  readonly redirect: string;
  readonly referrer: string;
  readonly referrerPolicy: string;
  readonly integrity: string;
  readonly keepalive: boolean;
  readonly signal: AbortSignal;
  readonly destination = '';
  readonly #page: Page;

  constructor(input: unknown, init: Init = {}) {
    super();
    const page = pageOf(new.target);
    this.#page = page;
    const from: Partial<Request> = isRequest(input) ? input : {};
    this.url = from.url ?? urlOf(page, input);
    this.method = methodOf(init.method ?? from.method ?? 'GET');
    this.mode = init.mode ?? from.mode ?? 'cors';
    this.credentials = init.credentials ?? from.credentials ?? 'same-origin';
    this.cache = init.cache ?? from.cache ?? 'default';
    this.redirect = init.redirect ?? from.redirect ?? 'follow';
    this.referrer = init.referrer ?? from.referrer ?? 'about:client';
    this.referrerPolicy = init.referrerPolicy ?? from.referrerPolicy ?? '';
    this.integrity = init.integrity ?? from.integrity ?? '';
    this.keepalive = init.keepalive ?? from.keepalive ?? false;
    this.signal = followed(page, init.signal === undefined ? from.signal : init.signal);
    const headers = new (page.own(Headers))();
    Headers.guarded(headers, this.mode === 'no-cors' ? 'request-no-cors' : 'request');
    for (const [name, value] of new (page.own(Headers))(init.headers ?? from.headers))
      headers.append(name, value);
    this.headers = headers;
    this.#take(init.body, isRequest(input) ? input : undefined);
  }

  #take(given: unknown, from: Request | undefined): void {
    if (given === undefined || given === null) {
      if (from?.bodyUsed === true)
        throw failure(
          'Cannot construct a Request with a Request object that has already been used.',
        );
      if (from === undefined) return;
      setBody(this, copyOf(from));
      markUsed(from);
      return;
    }
    if (this.method === 'GET' || this.method === 'HEAD')
      throw failure('Request with GET/HEAD method cannot have body.');
    const { source, type } = extracted(this.#page, given);
    setBody(this, source);
    if (type !== undefined && !this.headers.has('content-type'))
      this.headers.set('content-type', type);
  }

  clone(): Request {
    if (this.bodyUsed)
      throw new TypeError("Failed to execute 'clone' on 'Request': Request body is already used");
    const { method, headers, mode, credentials, cache, redirect, keepalive, signal } = this;
    const init = { method, headers, mode, credentials, cache, redirect, keepalive, signal };
    const copy = new (this.#page.own(Request))(this.url, init);
    setBody(copy, copyOf(this));
    return copy;
  }
}
tagged(Request, 'Request');

function urlOf(page: Page, input: unknown): string {
  const text = String(input);
  let url: URL;
  try {
    url = new URL(text, page.url);
  } catch {
    throw failure(`Failed to parse URL from ${text}`);
  }
  if (url.username !== '' || url.password !== '')
    throw failure(`Request cannot be constructed from a URL that includes credentials: ${text}`);
  return url.href;
}

function methodOf(given: string): string {
  const method = domString(given);
  if (!TOKEN.test(method)) throw failure(`'${method}' is not a valid HTTP method.`);
  if (REFUSED.test(method)) throw failure(`'${method}' HTTP method is unsupported.`);
  return UPPER.test(method) ? method.toUpperCase() : method;
}

/** A signal of its own that follows the given one. */
function followed(page: Page, signal: AbortSignal | null | undefined): AbortSignal {
  if (signal === null || signal === undefined) return new (page.own(AbortController))().signal;
  return page.own(AbortSignal).any([signal]);
}
