/** `http` and `https` over the simulated network. */
import { EventEmitter } from 'node:events';
import * as http from 'node:http';
import { notSimulated } from '../../../realm/refusal.js';
import { standIn } from '../stand-in.js';
import { ClientRequest } from './client-request.js';
import type { HttpGround } from './client-request.js';
import { IncomingMessage } from './incoming.js';
import { OutgoingMessage } from './outgoing.js';
import { Server, ServerResponse } from './server.js';
import { targetOf } from './target.js';

/** An agent keeps settings; connections are the network's. */
class Agent extends EventEmitter {
  readonly options: object;
  readonly protocol: string;
  readonly defaultPort: number;
  readonly requests = {};
  readonly sockets = {};
  readonly freeSockets = {};
  readonly maxSockets = Infinity;
  readonly keepAlive: boolean;

  constructor(protocol: string, options: { keepAlive?: boolean } = {}) {
    super();
    this.options = { ...options };
    this.protocol = protocol;
    this.defaultPort = protocol === 'https:' ? 443 : 80;
    this.keepAlive = options.keepAlive ?? false;
  }

  getName(): string {
    return '';
  }

  createConnection(): never {
    throw notSimulated('http.Agent.createConnection');
  }

  destroy(): void {
    // It holds no connections.
  }
}

type OnResponse = (res: IncomingMessage) => void;

/** `scheme`: `http:` or `https:`. */
export function httpShim(ground: HttpGround, scheme: string): Record<string, unknown> {
  const OwnAgent = class extends Agent {
    constructor(options?: { keepAlive?: boolean }) {
      super(scheme, options);
    }
  };
  Object.defineProperty(OwnAgent, 'name', { value: 'Agent' });
  const globalAgent = new OwnAgent({ keepAlive: true });
  class OwnRequest extends ClientRequest {
    constructor(...values: unknown[]) {
      const done = values.findLast((value) => typeof value === 'function');
      super(ground, targetOf(scheme, values, globalAgent), done as OnResponse | undefined);
    }
  }
  Object.defineProperty(OwnRequest, 'name', { value: 'ClientRequest' });
  class OwnServer extends Server {
    constructor(...values: unknown[]) {
      const listener = values.find((value) => typeof value === 'function');
      super(ground, scheme === 'https:', listener as never);
    }
  }
  Object.defineProperty(OwnServer, 'name', { value: 'Server' });
  const request = (...values: unknown[]): OwnRequest => new OwnRequest(...values);
  const get = (...values: unknown[]): OwnRequest => {
    const made = request(...values);
    made.end();
    return made;
  };
  /** Called with or without `new`, as old code does. */
  const callable = <F extends new (...values: never[]) => object>(made: F): F =>
    new Proxy(made, {
      apply: (target, _self, values) => Reflect.construct(target, values) as object,
    });
  return {
    METHODS: http.METHODS,
    STATUS_CODES: http.STATUS_CODES,
    maxHeaderSize: http.maxHeaderSize,
    validateHeaderName: http.validateHeaderName,
    validateHeaderValue: http.validateHeaderValue,
    setMaxIdleHTTPParsers: () => undefined,
    Agent: callable(OwnAgent),
    globalAgent,
    ClientRequest: callable(OwnRequest),
    IncomingMessage,
    OutgoingMessage,
    Server: callable(OwnServer),
    ServerResponse: standIn<new () => object>(ServerResponse),
    createServer: (...values: unknown[]) => new OwnServer(...values),
    request,
    get,
  };
}
