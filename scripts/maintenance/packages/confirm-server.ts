/** The server of a confirmation: a collector on a loopback socket, and files for a page. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { recordsInRequest } from '../../../hosting/network/markers.js';
import { unpack } from '../../../hosting/shims/node/zlib/zlib.js';
import type { CollectorAnswer, CollectorHandler } from '../../../properties/hosted/collectors.js';
import { ROOT } from './roster.js';

/** A confirmation's file. */
export interface Case {
  /** Name of a collector's file; absent: everything is accepted. */
  readonly collector?: string;
  /** Statuses of the first answers. */
  readonly answers?: readonly number[];
  /** Headers of these. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Amount by which the clock is set, ms. */
  readonly sides: { readonly losing: number; readonly passing: number };
  /** True for a script of a browser that runs in a service worker; absent: in a page. */
  readonly worker?: boolean;
}

const RECORD = 17;
export const MARKER = `sk~${String(RECORD)}~`;
/** The path at which a page asks for the number of requests so far. */
export const REQUESTS = '/.requests';

/** A file for a page. */
interface Served {
  readonly type: string;
  readonly text: string;
}

async function handlerOf(name: string | undefined): Promise<CollectorHandler> {
  if (name === undefined) return () => ({ status: 204 });
  const file = join(ROOT, 'dist/studies/collectors', `${name}.js`);
  const exports = (await import(pathToFileURL(file).href)) as Record<string, CollectorHandler>;
  const [handler] = Object.values(exports);
  if (handler === undefined) throw new Error(`${file} exports no collector`);
  return handler;
}

const bodyOf = async (req: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('latin1');
};

export class ConfirmServer {
  readonly #case: Case;
  readonly #handler: CollectorHandler;
  readonly #server = createServer((req, res) => void this.#answer(req, res));
  /** By path; may be added to. */
  readonly files = new Map<string, Served>();
  requests = 0;
  isKept = false;
  /** Called after each request. */
  heard = (): void => undefined;

  private constructor(one: Case, handler: CollectorHandler) {
    this.#case = one;
    this.#handler = handler;
  }

  static async open(one: Case): Promise<ConfirmServer> {
    const made = new ConfirmServer(one, await handlerOf(one.collector));
    made.#server.listen(0, '127.0.0.1');
    await new Promise((resolve) => made.#server.once('listening', resolve));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = req.url ?? '/';
    const file = this.files.get(url);
    if (file !== undefined) {
      res.writeHead(200, { 'content-type': file.type });
      res.end(file.text);
    } else if (url === REQUESTS) res.end(String(this.requests));
    else {
      const answer = this.#collected(req, await bodyOf(req));
      res.writeHead(answer.status, Object.fromEntries(answer.headers ?? []));
      res.end(answer.body);
      this.heard();
    }
  }

  #collected(req: IncomingMessage, body: string): CollectorAnswer {
    const url = req.url ?? '/';
    const headers = Object.entries(req.headers).map(
      ([key, value]) => [key, String(value)] as const,
    );
    const records = recordsInRequest(url, headers, body, unpack);
    const status = this.#case.answers?.[this.requests];
    this.requests += 1;
    const answer =
      status === undefined
        ? this.#handler(
            { method: req.method ?? '', url, headers, body, records },
            { wall: Date.now() },
          )
        : { status, headers: Object.entries(this.#case.headers ?? {}) };
    const { refused = [], accepted = [] } = answer;
    const kept = answer.status < 300 ? !refused.includes(RECORD) : accepted.includes(RECORD);
    if (kept && records.includes(RECORD)) this.isKept = true;
    return answer;
  }
}
