/** `fetch` over the simulated network, with the real `Request`, `Response` and `Headers`. */
import { STATUS_CODES } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { HttpHeaders } from '../../../network/http.js';
import type { Connections, Response as Answered } from '../../../network/connections.js';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { connectionRefused, notFound, resetByPeer } from './network-errors.js';

const REDIRECTS_MAX = 20;
const REDIRECT = new Set([301, 302, 303, 307, 308]);
/** Statuses that have no body. */
const NULL_BODY = new Set([101, 103, 204, 205, 304]);
/** Headers that Node's fetch adds to a request that lacks them. */
const DEFAULTS: HttpHeaders = [
  ['accept', '*/*'],
  ['accept-language', '*'],
  ['sec-fetch-mode', 'cors'],
  ['user-agent', 'node'],
  ['accept-encoding', 'gzip, deflate'],
];

const latin1 = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('latin1');

/** The body of an answer, unpacked as its headers say. */
function unpacked({ headers, body }: Answered): Buffer {
  let bytes = Buffer.from(body, 'latin1');
  const encoding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? '';
  for (const name of encoding.toLowerCase().split(',').reverse()) {
    if (name.trim() === 'gzip' || name.trim() === 'x-gzip') bytes = gunzipSync(bytes);
    else if (name.trim() === 'deflate') bytes = inflateSync(bytes);
    else if (name.trim() === 'br') bytes = brotliDecompressSync(bytes);
  }
  return bytes;
}

function headersOf(request: Request, length: number): HttpHeaders {
  const given = [...request.headers];
  const names = new Set(given.map(([name]) => name));
  const { host } = new URL(request.url);
  const sized: HttpHeaders =
    length > 0 || request.method === 'POST' || request.method === 'PUT'
      ? [['content-length', String(length)]]
      : [];
  return [
    ['host', host],
    ['connection', 'keep-alive'],
    ...given,
    ...DEFAULTS.filter(([name]) => !names.has(name)),
    ...sized,
  ];
}

export function fetchShim(host: HostedProcess, connections: Connections): typeof fetch {
  /** Sends one request, and waits for its answer or the signal. */
  const exchanged = (request: Request, headers: HttpHeaders, body: string): Promise<Answered> => {
    const { signal, method, url } = request;
    return new Promise((resolve, reject) => {
      const { hostname } = new URL(url);
      if (!connections.knows(hostname)) {
        host.tasks.complete(() => {
          reject(new TypeError('fetch failed', { cause: notFound(hostname) }));
        });
        return;
      }
      const id = connections.send({ method, url, headers, body }, (answer, refused = false) => {
        signal.removeEventListener('abort', onAbort);
        if (answer !== undefined) {
          resolve(answer);
          return;
        }
        const cause = refused ? connectionRefused(url) : resetByPeer();
        reject(new TypeError('fetch failed', { cause }));
      });
      const onAbort = (): void => {
        connections.abandon(id);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', onAbort, { once: true });
    });
  };

  const answerOf = (answer: Answered, url: string, redirected: boolean): Response => {
    const { status, headers } = answer;
    const body = NULL_BODY.has(status) ? null : new Uint8Array(unpacked(answer));
    const response = new Response(body, {
      status,
      statusText: STATUS_CODES[status] ?? '',
      headers: headers.map(([n, v]) => [n, v]),
    });
    Object.defineProperties(response, {
      url: { value: url, configurable: true },
      redirected: { value: redirected, configurable: true },
      type: { value: 'basic', configurable: true },
    });
    return response;
  };

  const followed = async (first: Request): Promise<Response> => {
    let request = first;
    for (let hops = 0; ; hops += 1) {
      request.signal.throwIfAborted();
      const body = request.body === null ? '' : latin1(await request.arrayBuffer());
      request.signal.throwIfAborted();
      const answer = await exchanged(request, headersOf(request, body.length), body);
      const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
      if (location === undefined || !REDIRECT.has(answer.status) || request.redirect === 'manual')
        return answerOf(answer, request.url, hops > 0);
      if (request.redirect === 'error' || hops >= REDIRECTS_MAX) {
        const why =
          request.redirect === 'error' ? 'unexpected redirect' : 'redirect count exceeded';
        throw new TypeError('fetch failed', { cause: new Error(why) });
      }
      request = redirectedTo(request, answer.status, new URL(location, request.url).href, body);
    }
  };

  return (input: string | URL | Request, init?: RequestInit) => {
    let request: Request;
    try {
      request = new Request(input, init);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new TypeError(String(error)));
    }
    return followed(request);
  };
}

/** 303, and a POST that 301 or 302 sends elsewhere, become a GET without a body. */
function redirectedTo(request: Request, status: number, url: string, body: string): Request {
  const { method, signal, redirect } = request;
  const headers = new Headers(request.headers);
  const isGet =
    (status === 303 && method !== 'HEAD') ||
    ((status === 301 || status === 302) && method === 'POST');
  if (isGet)
    for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name);
  if (new URL(url).origin !== new URL(request.url).origin)
    for (const name of ['authorization', 'cookie', 'host']) headers.delete(name);
  return new Request(url, {
    method: isGet ? 'GET' : method,
    headers,
    signal,
    redirect,
    ...(isGet || body === '' ? {} : { body: Buffer.from(body, 'latin1') }),
  });
}
