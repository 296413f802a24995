/** `http.ClientRequest`: a real writable stream whose end sends the request. */
import type { Connections } from '../../../network/connections.js';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { real } from '../../../realm/node/real.js';
import { notFound } from '../fetch/network-errors.js';
import { aborted, coded } from '../node-errors.js';
import type { Timeout } from '../timers/timeout.js';
import type { Timers } from '../timers/timers.js';
import { STATUS_CODES } from 'node:http';
import { IncomingMessage } from './incoming.js';
import { OutgoingMessage } from './outgoing.js';
import { Socket } from './socket.js';
import type { RequestTarget } from './target.js';

export interface HttpGround {
  readonly host: HostedProcess;
  readonly connections: Connections;
  readonly timers: Timers;
}

type Done = (error?: Error | null) => void;

const BODILESS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

const hangUp = (): Error => coded(new Error('socket hang up'), 'ECONNRESET');

export class ClientRequest extends OutgoingMessage {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly protocol: string;
  readonly agent: unknown;
  readonly maxHeadersCount = null;
  readonly reusedSocket = false;
  res: IncomingMessage | undefined;
  aborted = false;
  timeoutCb: (() => void) | null = null;
  readonly #ground: HttpGround;
  readonly #url: string;
  readonly #hostname: string;
  #id: number | undefined;
  #timer: Timeout | undefined;
  #isClosed = false;

  constructor(
    ground: HttpGround,
    target: RequestTarget,
    onResponse?: (res: IncomingMessage) => void,
  ) {
    super();
    this.#ground = ground;
    this.method = target.method;
    this.path = target.path;
    this.host = target.hostname;
    this.protocol = target.protocol;
    this.agent = target.agent;
    this.#url = target.url;
    this.#hostname = target.hostname;
    this.fields.setAll(target.headers);
    if (target.auth !== undefined && !this.fields.has('authorization'))
      this.fields.set('Authorization', `Basic ${Buffer.from(target.auth).toString('base64')}`);
    if (!this.fields.has('host') && target.setsHost) this.fields.set('Host', target.hostHeader);
    if (onResponse !== undefined) this.once('response', onResponse);
    if (target.timeoutMs !== undefined) this.setTimeout(target.timeoutMs);
    this.#listenTo(target.signal);
    this.socket = new Socket(this.protocol === 'https:', (error) => {
      this.destroy(error);
    });
    real.process.nextTick(() => {
      if (!this.#isClosed) this.emit('socket', this.socket);
    });
  }

  #listenTo(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const abort = (): void => {
      this.destroy(aborted(signal.reason));
    };
    if (signal.aborted) real.process.nextTick(abort);
    else signal.addEventListener('abort', abort, { once: true });
  }

  override _final(done: Done): void {
    const hasBody = !BODILESS.has(this.method);
    const body = this.body;
    if (body !== '' || hasBody || this.headersSent) this.frame();
    if (!this.fields.has('connection')) this.fields.set('Connection', 'keep-alive');
    this.headersSent = true;
    done();
    if (this.destroyed) return;
    const { host, connections } = this.#ground;
    if (!connections.knows(this.#hostname)) {
      host.tasks.complete(() => {
        this.destroy(notFound(this.#hostname));
      });
      return;
    }
    const request = { method: this.method, url: this.#url, headers: this.fields.fields, body };
    this.#id = connections.send(request, (answer) => {
      this.#id = undefined;
      this.#timer?.close();
      if (this.destroyed) return;
      if (answer === undefined) {
        this.destroy(hangUp());
        return;
      }
      const content = this.method === 'HEAD' ? '' : answer.body;
      const res = new IncomingMessage(this.socket as Socket, answer.headers, content);
      res.statusCode = answer.status;
      res.statusMessage = STATUS_CODES[answer.status] ?? '';
      this.#respond(res);
    });
  }

  #respond(res: IncomingMessage): void {
    this.res = res;
    Object.assign(res, { req: this });
    // Without a listener the response is dropped, and its connection is free again.
    if (this.listenerCount('response') === 0) res.resume();
    res.once('close', () => {
      this.#close();
    });
    this.emit('response', res);
  }

  override destroy(error?: Error): this {
    if (this.destroyed || this.#isClosed) return this;
    const hasAnswer = this.res !== undefined;
    super.destroy();
    if (this.#id !== undefined) this.#ground.connections.abandon(this.#id);
    this.#timer?.close();
    // An answer arrives whole, so it is complete by now: what is not read is dropped.
    this.res?.resume();
    const failed = error ?? (hasAnswer ? undefined : hangUp());
    real.process.nextTick(() => {
      if (failed !== undefined) this.emit('error', failed);
      this.#close();
    });
    return this;
  }

  override _destroy(_error: Error | null, done: Done): void {
    done();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.emit('close');
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    real.process.nextTick(() => {
      this.emit('abort');
    });
    this.destroy();
  }

  /** Says so once when nothing has come for this long, ms; the request goes on. */
  setTimeout(ms: number, callback?: () => void): this {
    if (callback !== undefined) this.once('timeout', callback);
    this.#timer?.close();
    if (ms > 0 && !this.destroyed && this.res === undefined)
      this.#timer = this.#ground.timers.setTimeout(() => {
        this.emit('timeout');
      }, ms);
    return this;
  }

  setNoDelay(): void {
    // There are no packets to delay.
  }

  setSocketKeepAlive(): void {
    // There are no packets to send.
  }

  override flushHeaders(): void {
    if (String(this.fields.get('expect') ?? '').toLowerCase() === '100-continue')
      this.#ground.host.tasks.complete(() => {
        if (!this.destroyed) this.emit('continue');
      });
    super.flushHeaders();
  }
}
