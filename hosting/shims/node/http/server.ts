/** `http.Server`: a program as the server side; each request is a message of another node. */
import { EventEmitter } from 'node:events';
import { STATUS_CODES } from 'node:http';
import type { Request } from '../../../network/connections.js';
import { coded } from '../node-errors.js';
import { real } from '../../../realm/node/real.js';
import type { HttpGround } from './client-request.js';
import type { HeaderValue } from './headers.js';
import { IncomingMessage } from './incoming.js';
import { OutgoingMessage } from './outgoing.js';
import { Socket } from './socket.js';

type Done = (error?: Error | null) => void;
type RequestListener = (req: IncomingMessage, res: ServerResponse) => void;

const BODILESS = new Set([204, 205, 304]);
const EPHEMERAL_PORT = 49_152;
const KEEP_ALIVE_MS = 5_000;

export class ServerResponse extends OutgoingMessage {
  readonly req: IncomingMessage;
  statusCode = 200;
  statusMessage = '';
  readonly #ground: HttpGround;
  readonly #id: number;
  readonly #from: string;

  constructor(ground: HttpGround, req: IncomingMessage, id: number, from: string) {
    super();
    this.#ground = ground;
    this.req = req;
    this.#id = id;
    this.#from = from;
    this.socket = req.socket;
  }

  writeHead(status: number, reason?: unknown, headers?: unknown): this {
    if (this.headersSent)
      throw coded(
        new Error('Cannot write headers after they are sent to the client'),
        'ERR_HTTP_HEADERS_SENT',
      );
    if (!Number.isInteger(status) || status < 100 || status > 999)
      throw coded(
        new RangeError(`Invalid status code: ${String(status)}`),
        'ERR_HTTP_INVALID_STATUS_CODE',
      );
    this.statusCode = status;
    if (typeof reason === 'string') this.statusMessage = reason;
    this.fields.setAll(typeof reason === 'string' ? headers : (reason ?? headers));
    return this;
  }

  writeContinue(): void {
    // The request arrived whole.
  }

  writeProcessing(): void {
    // As with `writeContinue`.
  }

  writeEarlyHints(): void {
    // As with `writeContinue`.
  }

  override _final(done: Done): void {
    const { host, connections } = this.#ground;
    const bodiless = this.req.method === 'HEAD' || BODILESS.has(this.statusCode);
    if (!bodiless) this.frame();
    if (this.sendDate && !this.fields.has('date'))
      this.fields.set('Date', new real.Date(host.wallMs).toUTCString());
    if (!this.fields.has('connection')) {
      this.fields.set('Connection', 'keep-alive');
      this.fields.set('Keep-Alive', `timeout=${String(KEEP_ALIVE_MS / 1_000)}`);
    }
    this.statusMessage ||= STATUS_CODES[this.statusCode] ?? 'unknown';
    this.headersSent = true;
    connections.reply(this.#from, {
      kind: 'response',
      id: this.#id,
      status: this.statusCode,
      headers: this.fields.fields,
      body: bodiless ? '' : this.body,
    });
    done();
    real.process.nextTick(() => {
      this.emit('close');
      if (!this.req.destroyed && this.req.readableEnded) this.req.destroy();
    });
  }

  override destroy(): this {
    if (this.destroyed) return this;
    const unanswered = !this.writableEnded;
    super.destroy();
    if (unanswered) this.#ground.connections.reply(this.#from, { kind: 'reset', id: this.#id });
    return this;
  }

  override _destroy(_error: Error | null, done: Done): void {
    done();
  }

  setTimeout(): this {
    return this;
  }

  assignSocket(): void {
    // It has one from the beginning.
  }

  detachSocket(): void {
    // As with `assignSocket`.
  }
}

export class Server extends EventEmitter {
  readonly #ground: HttpGround;
  readonly #encrypted: boolean;
  #port: number | undefined;
  listening = false;
  timeout = 0;
  keepAliveTimeout = KEEP_ALIVE_MS;
  headersTimeout = 60_000;
  requestTimeout = 300_000;
  maxHeadersCount: number | null = null;
  maxRequestsPerSocket = 0;

  constructor(ground: HttpGround, encrypted: boolean, listener?: RequestListener) {
    super();
    this.#ground = ground;
    this.#encrypted = encrypted;
    if (listener !== undefined) this.on('request', listener);
  }

  listen(...values: unknown[]): this {
    const done = values.findLast((value) => typeof value === 'function') as
      (() => void) | undefined;
    const [first] = values;
    const asked =
      typeof first === 'object' && first !== null ? (first as { port?: unknown }).port : first;
    const wanted = Number(asked ?? 0);
    const { host, connections } = this.#ground;
    if (done !== undefined) this.once('listening', done);
    let port = wanted === 0 || Number.isNaN(wanted) ? EPHEMERAL_PORT : wanted;
    const listener = (request: Request, from: string): void => {
      this.#serve(request, from);
    };
    if (wanted === 0) while (!connections.listen(port, listener)) port += 1;
    else if (!connections.listen(port, listener)) {
      host.tasks.complete(() => {
        const error = new Error(`listen EADDRINUSE: address already in use :::${String(port)}`);
        const fields = { errno: -98, syscall: 'listen', address: '::', port };
        this.emit('error', Object.assign(coded(error, 'EADDRINUSE'), fields));
      });
      return this;
    }
    this.#port = port;
    this.listening = true;
    host.tasks.complete(() => {
      if (this.listening) this.emit('listening');
    });
    return this;
  }

  #serve({ id, method, url, headers, body }: Request, from: string): void {
    let res: ServerResponse | undefined = undefined;
    const socket = new Socket(this.#encrypted, () => {
      res?.destroy();
    });
    const req = new IncomingMessage(socket, headers, body);
    const { pathname, search } = new URL(url);
    req.method = method;
    req.url = pathname + search;
    res = new ServerResponse(this.#ground, req, id, from);
    if (!this.emit('request', req, res)) res.destroy();
  }

  address(): object | null {
    return this.#port === undefined ? null : { address: '::', family: 'IPv6', port: this.#port };
  }

  close(done?: (error?: Error) => void): this {
    const { host, connections } = this.#ground;
    const error = this.listening
      ? undefined
      : coded(new Error('Server is not running.'), 'ERR_SERVER_NOT_RUNNING');
    if (this.#port !== undefined) connections.unlisten(this.#port);
    this.listening = false;
    this.#port = undefined;
    host.tasks.complete(() => {
      done?.(error);
      if (error === undefined) this.emit('close');
    });
    return this;
  }

  closeAllConnections(): void {
    // No connection outlives its exchange.
  }

  closeIdleConnections(): void {
    // As with `closeAllConnections`.
  }

  getConnections(done: (error: null, count: number) => void): void {
    this.#ground.host.tasks.complete(() => {
      done(null, 0);
    });
  }

  setTimeout(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  setHeader(_name: string, _value: HeaderValue): void {
    // A server has none.
  }
}
