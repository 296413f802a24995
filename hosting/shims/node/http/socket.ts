/** The socket of a simulated connection: it says who is at the other end, and carries no bytes. */
import { EventEmitter } from 'node:events';

const ADDRESS = '10.0.0.1';
const PEER = '10.0.0.2';
const PORT = 40_000;

export class Socket extends EventEmitter {
  readonly encrypted: boolean;
  readonly authorized = true;
  readonly remoteAddress = PEER;
  readonly remoteFamily = 'IPv4';
  readonly remotePort = PORT;
  readonly localAddress = ADDRESS;
  readonly localPort = PORT;
  connecting = false;
  destroyed = false;
  readable = true;
  writable = true;
  readonly bytesRead = 0;
  readonly bytesWritten = 0;
  readonly #onDestroy: (error?: Error) => void;

  constructor(encrypted: boolean, onDestroy: (error?: Error) => void) {
    super();
    this.encrypted = encrypted;
    this.#onDestroy = onDestroy;
  }

  address(): object {
    return { address: ADDRESS, family: 'IPv4', port: PORT };
  }

  setTimeout(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  getPeerCertificate(): object {
    return {};
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  end(): this {
    this.destroy();
    return this;
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.#onDestroy(error);
    return this;
  }
}
