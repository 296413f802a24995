/**
 * The network of a hosted process: requests that wait for their answer, and the program's own server.
 * A message that is lost leaves a request waiting, as in a network that drops packets.
 */
import type { HostedProcess } from '../realm/hosted-process.js';
import type { HttpHeaders, HttpMessage } from './http.js';
import { recordsInRequest } from './markers.js';
import type { Decoder } from './markers.js';

export type Request = HttpMessage & { readonly kind: 'request' };
export type Response = HttpMessage & { readonly kind: 'response' };

/** Takes the answer to a request. `undefined`: the connection was reset, or it was refused. */
type Answer = (response: Response | undefined, refused?: boolean) => void;

interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HttpHeaders;
  /** One character for each byte. */
  readonly body: string;
}

/** A request to the program's own server, and the node that waits for the response. */
type Listener = (request: Request, from: string) => void;

/** The node that answers for a host name; undefined: the name does not resolve. */
type Resolver = (hostname: string) => string | undefined;

export class Connections {
  readonly #process: HostedProcess;
  readonly #resolve: Resolver;
  readonly #decode: Decoder;
  readonly #waiting = new Map<number, Answer>();
  /** Servers by port. */
  readonly #listeners = new Map<number, Listener>();

  constructor(process: HostedProcess, resolve: Resolver, decode: Decoder) {
    this.#process = process;
    this.#resolve = resolve;
    this.#decode = decode;
  }

  /** True when a host name resolves. */
  knows(hostname: string): boolean {
    return this.#resolve(hostname) !== undefined;
  }

  /** Sends a request, whole. Returns its number, by which it is abandoned. */
  send({ method, url, headers, body }: OutgoingRequest, answer: Answer): number {
    const id = this.#process.options.nextId();
    const to = this.#resolve(new URL(url).hostname);
    if (to === undefined || !this.#process.alive) return id;
    this.#waiting.set(id, this.#process.inContext(answer));
    const records = recordsInRequest(url, headers, body, this.#decode);
    const message: HttpMessage = { kind: 'request', id, method, url, headers, body, records };
    this.#process.effect({ kind: 'send', to, message });
    return id;
  }

  /** Forgets a request that may have arrived all the same. */
  abandon(id: number): void {
    this.#waiting.delete(id);
  }

  /** Listens on a port. @returns false when another server does */
  listen(port: number, listener: Listener): boolean {
    if (this.#listeners.has(port)) return false;
    this.#listeners.set(port, listener);
    return true;
  }

  unlisten(port: number): void {
    this.#listeners.delete(port);
  }

  /** Answers a request to the program's own server. */
  reply(to: string, message: HttpMessage): void {
    this.#process.effect({ kind: 'send', to, message });
  }

  /** The task of a message that arrives; undefined: no one waits for it. */
  received(from: string, message: HttpMessage): (() => void) | undefined {
    if (message.kind === 'request') {
      const listener = this.#listenerOf(message.url);
      if (listener === undefined)
        return () => {
          this.reply(from, { kind: 'reset', id: message.id, refused: true });
        };
      return () => {
        listener(message, from);
      };
    }
    const answer = this.#waiting.get(message.id);
    if (answer === undefined) return undefined;
    this.#waiting.delete(message.id);
    return () => {
      if (message.kind === 'response') answer(message);
      else answer(undefined, message.refused === true);
    };
  }

  /** By the port of the URL; a program with a single server gets whatever is sent to its node. */
  #listenerOf(url: string): Listener | undefined {
    const { port, protocol } = new URL(url);
    const asked = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
    const exact = this.#listeners.get(asked);
    if (exact !== undefined || this.#listeners.size !== 1) return exact;
    return [...this.#listeners.values()][0];
  }
}
