/** `http.OutgoingMessage`: headers and a body that is collected until its end. */
import { Writable } from 'node:stream';
import { coded } from '../node-errors.js';
import { HeaderMap } from './headers.js';
import type { HeaderValue } from './headers.js';
import type { Socket } from './socket.js';

type Done = (error?: Error | null) => void;

export class OutgoingMessage extends Writable {
  readonly fields = new HeaderMap();
  socket: Socket | null = null;
  headersSent = false;
  sendDate = true;
  shouldKeepAlive = true;
  chunkedEncoding = false;
  #isEnding = false;
  readonly #chunks: Buffer[] = [];

  constructor() {
    super({ autoDestroy: false, emitClose: false });
  }

  get finished(): boolean {
    return this.writableEnded;
  }

  get connection(): Socket | null {
    return this.socket;
  }

  #assertUnsent(action: string): void {
    if (this.headersSent)
      throw coded(
        new Error(`Cannot ${action} headers after they are sent to the client`),
        'ERR_HTTP_HEADERS_SENT',
      );
  }

  setHeader(name: string, value: HeaderValue): this {
    this.#assertUnsent('set');
    this.fields.set(name, value);
    return this;
  }

  setHeaders(given: Headers | Map<string, HeaderValue>): this {
    this.#assertUnsent('set');
    for (const [name, value] of given) this.fields.set(name, value);
    return this;
  }

  appendHeader(name: string, value: string | readonly string[]): this {
    this.#assertUnsent('append');
    this.fields.append(name, value);
    return this;
  }

  getHeader(name: string): HeaderValue | undefined {
    return this.fields.get(name);
  }

  getHeaders(): Record<string, HeaderValue> {
    return this.fields.asObject;
  }

  getHeaderNames(): string[] {
    return this.fields.names;
  }

  getRawHeaderNames(): string[] {
    return this.fields.rawNames;
  }

  hasHeader(name: string): boolean {
    return this.fields.has(name);
  }

  removeHeader(name: string): void {
    this.#assertUnsent('remove');
    this.fields.delete(name);
  }

  addTrailers(): void {
    // Trailers are not modelled.
  }

  flushHeaders(): void {
    this.headersSent = true;
  }

  override end(...values: unknown[]): this {
    this.#isEnding = true;
    (super.end as (...all: unknown[]) => unknown)(...values);
    return this;
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: Done): void {
    // A body that is not given at once is sent in chunks: its length is not said.
    if (!this.#isEnding) this.headersSent = true;
    this.#chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk);
    done();
  }

  /** One character for each byte. */
  protected get body(): string {
    return Buffer.concat(this.#chunks).toString('latin1');
  }

  /** States the length of the body, unless the program does. */
  protected frame(): void {
    if (this.fields.has('content-length') || this.fields.has('transfer-encoding')) return;
    if (!this.headersSent) this.fields.set('Content-Length', this.body.length);
    else {
      this.chunkedEncoding = true;
      this.fields.set('Transfer-Encoding', 'chunked');
    }
  }
}
