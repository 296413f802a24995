/** `XMLHttpRequest`, asynchronous. A synchronous request would need time to pass within a task: refused. */
import { domString, tagged } from '../idl.js';
import { notSimulated } from '../../../realm/refusal.js';
import { Blob } from '../blob/blob.js';
import { fromLatin1, latin1Of, textOf } from '../bytes.js';
import { Event } from '../events/event.js';
import { EventTarget, onAttributes } from '../events/event-target.js';
import { ProgressEvent } from '../events/events.js';
import { extracted, readWhole } from '../fetch/body.js';
import { isForbidden } from '../fetch/headers.js';
import { statusText } from '../fetch/status-text.js';
import { exchange, isSameOrigin } from '../fetch/transport.js';
import type { Answered } from '../fetch/transport.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';

const PROGRESS = ['loadstart', 'progress', 'abort', 'error', 'load', 'timeout', 'loadend'] as const;

class XMLHttpRequestEventTarget extends EventTarget {}
onAttributes(XMLHttpRequestEventTarget, PROGRESS);

export class XMLHttpRequestUpload extends XMLHttpRequestEventTarget {}

interface Opened {
  readonly method: string;
  readonly url: string;
}

const invalid = (text: string): DOMException => new DOMException(text, 'InvalidStateError');

export class XMLHttpRequest extends XMLHttpRequestEventTarget {
  static readonly UNSENT = 0;
  static readonly OPENED = 1;
  static readonly HEADERS_RECEIVED = 2;
  static readonly LOADING = 3;
  static readonly DONE = 4;
  readonly UNSENT = 0;
  readonly OPENED = 1;
  readonly HEADERS_RECEIVED = 2;
  readonly LOADING = 3;
  readonly DONE = 4;
  readonly upload: XMLHttpRequestUpload;
  timeout = 0;
  withCredentials = false;
  responseType = '';
  readonly #page: Page;
  #state = 0;
  #opened: Opened | undefined;
  #isSent = false;
  #headers: readonly (readonly [string, string])[] = [];
  #answer: Answered | undefined;
  #response: unknown;
  #mimeType: string | undefined;
  #abandon: () => void = () => undefined;
  #limit: string | undefined;

  constructor() {
    super();
    this.#page = pageOf(new.target);
    this.upload = new (this.#page.own(XMLHttpRequestUpload))();
  }

  get readyState(): number {
    return this.#state;
  }

  open(method: string, url: string | URL, isAsync = true): void {
    if (!isAsync) throw notSimulated('a synchronous XMLHttpRequest');
    let href: string;
    try {
      href = new URL(String(url), this.#page.url).href;
    } catch {
      throw new DOMException(
        "Failed to execute 'open' on 'XMLHttpRequest': Invalid URL",
        'SyntaxError',
      );
    }
    this.#stop();
    const name = domString(method);
    const upper = name.toUpperCase();
    const isKnown = /^(?:DELETE|GET|HEAD|OPTIONS|POST|PUT)$/.test(upper);
    this.#opened = { method: isKnown ? upper : name, url: href };
    this.#headers = [];
    this.#isSent = false;
    this.#answer = undefined;
    this.#change(1);
  }

  setRequestHeader(name: string, value: string): void {
    if (this.#state !== 1 || this.#isSent)
      throw invalid(
        "Failed to execute 'setRequestHeader' on 'XMLHttpRequest': The object's state must be OPENED.",
      );
    const key = domString(name).toLowerCase();
    if (isForbidden(key)) return;
    const before = this.#headers.find(([one]) => one === key);
    const text = domString(value).trim();
    this.#headers =
      before === undefined
        ? [...this.#headers, [key, text]]
        : this.#headers.map((one) => (one === before ? [key, `${one[1]}, ${text}`] : one));
  }

  overrideMimeType(type: string): void {
    this.#mimeType = domString(type);
  }

  send(given?: unknown): void {
    const opened = this.#opened;
    if (this.#state !== 1 || this.#isSent || opened === undefined)
      throw invalid(
        "Failed to execute 'send' on 'XMLHttpRequest': The object's state must be OPENED.",
      );
    const { method } = opened;
    const hasBody = given !== undefined && given !== null && method !== 'GET' && method !== 'HEAD';
    const body = hasBody ? extracted(this.#page, given) : undefined;
    this.#isSent = true;
    if (body?.type !== undefined && !this.#headers.some(([name]) => name === 'content-type'))
      this.#headers = [...this.#headers, ['content-type', body.type]];
    this.#progress('loadstart');
    if (hasBody) this.#progressOf(this.upload, 'loadstart');
    if (this.timeout > 0)
      this.#limit = this.#page.host.tasks.after(this.timeout, () => {
        this.#failed('timeout');
      });
    if (body === undefined) this.#exchange(opened, '');
    else if (body.source instanceof Uint8Array) this.#exchange(opened, latin1Of(body.source));
    else
      void readWhole(body.source).then((bytes) => {
        this.#exchange(opened, latin1Of(bytes));
      });
  }

  #exchange({ method, url }: Opened, body: string): void {
    const page = this.#page;
    this.#abandon = exchange(
      page,
      {
        ...{ method, url, body, headers: this.#headers, redirect: 'follow' },
        ...{ isCors: true, keepalive: false },
        sendsCookies: this.withCredentials || isSameOrigin(page, url),
      },
      (answer) => {
        if (answer === undefined) this.#failed('error');
        else this.#received(answer, body.length > 0);
      },
    );
  }

  #received(answer: Answered, hadBody: boolean): void {
    this.#unlimit();
    const { length } = answer.body;
    if (hadBody)
      for (const type of ['progress', 'load', 'loadend'] as const)
        this.#progressOf(this.upload, type);
    this.#answer = answer;
    this.#change(2);
    if (length > 0) {
      this.#change(3);
      this.#progress('progress', length);
    }
    this.#isSent = false;
    this.#change(4);
    this.#progress('load', length);
    this.#progress('loadend', length);
  }

  /** The state changes to done, with the status 0, before the event that says why. */
  #failed(type: 'error' | 'timeout' | 'abort'): void {
    this.#stop();
    this.#isSent = false;
    this.#answer = undefined;
    this.#change(4);
    this.#progressOf(this.upload, type);
    this.#progressOf(this.upload, 'loadend');
    this.#progress(type);
    this.#progress('loadend');
  }

  abort(): void {
    const isInFlight = this.#isSent;
    this.#stop();
    if (isInFlight) this.#failed('abort');
    if (this.#state === 4) this.#state = 0;
  }

  #stop(): void {
    this.#abandon();
    this.#abandon = () => undefined;
    this.#unlimit();
  }

  #unlimit(): void {
    if (this.#limit !== undefined) this.#page.host.tasks.cancel(this.#limit);
    this.#limit = undefined;
  }

  #change(state: number): void {
    this.#state = state;
    this.#response = undefined;
    this.dispatchEvent(new (this.#page.own(Event))('readystatechange'));
  }

  #progress(type: (typeof PROGRESS)[number], loaded = 0): void {
    this.#progressOf(this, type, loaded);
  }

  #progressOf(on: EventTarget, type: string, loaded = 0): void {
    const init = { loaded, total: loaded, lengthComputable: loaded > 0 };
    on.dispatchEvent(new (this.#page.own(ProgressEvent))(type, init));
  }

  get status(): number {
    return this.#answer?.status ?? 0;
  }

  get statusText(): string {
    return statusText(this.status);
  }

  get responseURL(): string {
    return this.#answer?.url ?? '';
  }

  getResponseHeader(name: string): string | null {
    const key = domString(name).toLowerCase();
    const found = (this.#answer?.headers ?? []).filter(([one]) => one.toLowerCase() === key);
    return found.length === 0 ? null : found.map(([, value]) => value).join(', ');
  }

  getAllResponseHeaders(): string {
    return (this.#answer?.headers ?? [])
      .map(([name, value]) => `${name.toLowerCase()}: ${value}\r\n`)
      .sort()
      .join('');
  }

  get responseText(): string {
    if (this.responseType !== '' && this.responseType !== 'text')
      throw invalid(
        `Failed to read the 'responseText' property from 'XMLHttpRequest': The value is only accessible if the object's 'responseType' is '' or 'text' (was '${this.responseType}').`,
      );
    return this.#state < 3 ? '' : this.#text();
  }

  /** No response is parsed as a document. */
  readonly responseXML = null;

  #text(): string {
    return textOf(fromLatin1(this.#answer?.body ?? ''));
  }

  get response(): unknown {
    if (this.responseType === '' || this.responseType === 'text')
      return this.#state < 3 ? '' : this.#text();
    if (this.#state !== 4 || this.#answer === undefined) return null;
    return (this.#response ??= this.#converted(this.#answer));
  }

  #converted({ body }: Answered): unknown {
    const bytes = fromLatin1(body);
    if (this.responseType === 'arraybuffer') return bytes.buffer;
    if (this.responseType === 'blob') {
      const type = this.#mimeType ?? this.getResponseHeader('content-type') ?? '';
      return new (this.#page.own(Blob))([bytes], { type });
    }
    try {
      return JSON.parse(this.#text()) as unknown;
    } catch {
      return null;
    }
  }
}
tagged(XMLHttpRequest, 'XMLHttpRequest');
onAttributes(XMLHttpRequest, ['readystatechange']);
