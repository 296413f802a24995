/**
 * Requests of a page on the network: headers that the browser adds, cookies, redirects. The server is
 * taken to expose everything to the page's origin, and to allow it when it is asked, as a collector for
 * browsers does.
 */
import type { HttpHeaders } from '../../../network/http.js';
import type { Page } from '../page.js';
import { preflightOf } from './preflight.js';

const REDIRECTS_MAX = 20;
const REDIRECT: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
export const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

interface Outgoing {
  readonly method: string;
  readonly url: string;
  /** Headers that the program set. */
  readonly headers: HttpHeaders;
  /** One character for each byte. */
  readonly body: string;
  readonly redirect: string;
  readonly sendsCookies: boolean;
  /** The program may read the answer: another origin is asked first, unless a form could send this. */
  readonly isCors: boolean;
  /** It outlives its page, and so does its preflight. */
  readonly keepalive: boolean;
}

/** A response, with the address at which it was found. */
export interface Answered {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** One character for each byte, unpacked. */
  readonly body: string;
  readonly url: string;
  readonly redirected: boolean;
}

/** Takes the answer; undefined: the network failed. */
type Done = (answer: Answered | undefined) => void;

export const isSameOrigin = (page: Page, url: string): boolean =>
  new URL(url).origin === new URL(page.url).origin;

function headersOf(page: Page, outgoing: Outgoing): HttpHeaders {
  const { method, url, headers, body, sendsCookies } = outgoing;
  const { host, protocol, origin } = new URL(url);
  const own = new URL(page.url);
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const isCross = origin !== own.origin;
  const cookie = sendsCookies ? page.browser.cookies.headerFor(url, page.host.wallMs) : '';
  const sized = body.length > 0 || method === 'POST' || method === 'PUT';
  const added: HttpHeaders = [
    ['accept', '*/*'],
    ['accept-language', 'en-US'],
    ['user-agent', USER_AGENT],
  ];
  return [
    ['host', host],
    ...headers,
    ...added.filter(([name]) => !names.has(name)),
    ...(isCross || (method !== 'GET' && method !== 'HEAD')
      ? ([['origin', own.origin]] as const)
      : []),
    // By default another origin hears of the page's origin alone, and none that is not encrypted.
    ...(own.protocol === 'https:' && protocol === 'http:'
      ? []
      : ([['referer', isCross ? `${own.origin}/` : own.href]] as const)),
    ...(cookie === '' ? [] : ([['cookie', cookie]] as const)),
    ...(sized ? ([['content-length', String(body.length)]] as const) : []),
  ];
}

/** Sends a request. @returns a function that abandons it */
export function exchange(page: Page, outgoing: Outgoing, done: Done): () => void {
  const { host, connections, browser } = page;
  let isAbandoned = false;
  let id: number | undefined;
  const finish: Done = (answer) => {
    if (!isAbandoned) done(answer);
  };
  const failLater = (): void => {
    host.tasks.complete(() => {
      finish(undefined);
    });
  };
  const hop = (request: Outgoing, hops: number): void => {
    const { hostname, protocol } = new URL(request.url);
    const reaches = /^https?:$/.test(protocol) && connections.knows(hostname);
    if (!browser.isOnline || !reaches) {
      failLater();
      return;
    }
    const preflight = request.isCors ? preflightOf(page, request) : undefined;
    if (preflight === undefined) {
      follow(request, hops);
      return;
    }
    id = connections.send(preflight.request, (answer) => {
      const allowed = answer !== undefined && preflight.allows(answer.status, answer.headers);
      if (request.keepalive || isAbandoned) return;
      if (allowed) follow(request, hops);
      else finish(undefined);
    });
    // No page may be left when its answer comes; the browser goes on by itself.
    if (request.keepalive) follow(request, hops);
  };
  const follow = (request: Outgoing, hops: number): void => {
    const { method, url, body } = request;
    const headers = headersOf(page, request);
    id = connections.send({ method, url, headers, body }, (answer) => {
      if (answer === undefined) {
        finish(undefined);
        return;
      }
      if (request.sendsCookies) browser.cookies.received(url, answer.headers, host.wallMs);
      const location = headerOf(answer.headers, 'location');
      const follows = location !== undefined && REDIRECT.has(answer.status);
      if (!follows || request.redirect === 'manual') {
        const unpacked = unpackedBody(page, answer.headers, answer.body);
        const { status } = answer;
        const seen = answer.headers.filter(([name]) => !/^set-cookie2?$/i.test(name));
        finish({ status, headers: seen, body: unpacked, url, redirected: hops > 0 });
        return;
      }
      if (request.redirect === 'error' || hops >= REDIRECTS_MAX) finish(undefined);
      else if (!isAbandoned)
        hop(redirectedTo(request, answer.status, new URL(location, url).href), hops + 1);
    });
  };
  hop(outgoing, 0);
  return () => {
    isAbandoned = true;
    if (id !== undefined) connections.abandon(id);
  };
}

const headerOf = (headers: HttpHeaders, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

function unpackedBody(page: Page, headers: HttpHeaders, body: string): string {
  const encodings = headerOf(headers, 'content-encoding')?.toLowerCase().split(',') ?? [];
  return encodings
    .reverse()
    .reduce((bytes, encoding) => page.unpack(encoding.trim(), bytes) ?? bytes, body);
}

/** 303, and a POST that 301 or 302 sends elsewhere, become a GET without a body. */
function redirectedTo(request: Outgoing, status: number, url: string): Outgoing {
  const { method } = request;
  const isGet =
    (status === 303 && method !== 'HEAD') ||
    ((status === 301 || status === 302) && method === 'POST');
  if (!isGet) return { ...request, url };
  const headers = request.headers.filter(([name]) => !/^content-/i.test(name));
  return { ...request, url, method: 'GET', body: '', headers };
}
