/** `http.IncomingMessage`: a request at a server, or a response at a client. */
import { Readable } from 'node:stream';
import type { HttpHeaders } from '../../../network/http.js';
import { joined } from './headers.js';
import type { Socket } from './socket.js';

export class IncomingMessage extends Readable {
  readonly httpVersion = '1.1';
  readonly httpVersionMajor = 1;
  readonly httpVersionMinor = 1;
  readonly socket: Socket;
  headers: Record<string, string | string[]>;
  rawHeaders: string[];
  trailers = {};
  rawTrailers: string[] = [];
  complete = false;
  aborted = false;
  method: string | undefined;
  url = '';
  statusCode: number | undefined;
  statusMessage: string | undefined;
  #body: string | undefined;

  constructor(socket: Socket, fields: HttpHeaders = [], body = '') {
    super({ autoDestroy: true });
    this.socket = socket;
    this.headers = joined(fields);
    this.rawHeaders = fields.flatMap(([name, value]) => [name, value]);
    this.#body = body;
  }

  get connection(): Socket {
    return this.socket;
  }

  get headersDistinct(): Record<string, string[]> {
    const distinct: Record<string, string[]> = {};
    for (let i = 0; i < this.rawHeaders.length; i += 2) {
      const name = (this.rawHeaders[i] ?? '').toLowerCase();
      (distinct[name] ??= []).push(this.rawHeaders[i + 1] ?? '');
    }
    return distinct;
  }

  override _read(): void {
    const body = this.#body;
    if (body === undefined) return;
    this.#body = undefined;
    this.complete = true;
    if (body !== '') this.push(Buffer.from(body, 'latin1'));
    this.push(null);
  }

  setTimeout(_ms: number, callback?: () => void): this {
    if (callback !== undefined) this.on('timeout', callback);
    return this;
  }
}
