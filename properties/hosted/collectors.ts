/**
 * Answers of a server to requests. The named collectors look at no format but the one in their name,
 * and keep each record whose marker is in a request that they accept.
 */
import type { HttpHeaders } from '../../hosting/network/http.js';
import { inputError } from '../../sim/model/errors.js';
import { nearest } from '../words/nearest.js';

/**
 * A request as a collector's handler gets it.
 * @since 0.1.0
 */
export interface CollectorRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HttpHeaders;
  /** One character for each byte. */
  readonly body: string;
  /** Records whose markers it holds. */
  readonly records: readonly number[];
}

/**
 * The answer of a collector's handler. With a status from 200 to 299 the request's records are kept,
 * but for those in `refused`. With any other status only those in `accepted` are.
 * @since 0.1.0
 */
export interface CollectorAnswer {
  readonly status: number;
  readonly headers?: HttpHeaders;
  readonly body?: string;
  readonly refused?: readonly number[];
  /** Records that are kept though the status is an error: some services take a part of a batch. */
  readonly accepted?: readonly number[];
}

/**
 * Answers a request; a pure function. `server.wall` is the server's clock, ms since 1970.
 * @since 0.1.0
 */
export type CollectorHandler = (
  request: CollectorRequest,
  server: { readonly wall: number },
) => CollectorAnswer;

/**
 * A collector by name, or a handler: `accept-all` answers 204 to anything; `json` and `json-lines`
 * answer 200 to a body of that form and 400 to any other.
 * @since 0.1.0
 */
export type Collector = CollectorName | CollectorHandler;

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const JSON_TYPE: HttpHeaders = [['content-type', 'application/json']];

/** Packed bodies are taken on trust: the markers in them were found. */
const isPacked = ({ headers }: CollectorRequest): boolean =>
  headers.some(([name]) => name.toLowerCase() === 'content-encoding');

const taking =
  (isGood: (body: string) => boolean): CollectorHandler =>
  (request) =>
    isPacked(request) || isGood(request.body)
      ? { status: 200, headers: JSON_TYPE, body: '{}' }
      : { status: 400, headers: JSON_TYPE, body: '{"error":"bad body"}' };

const lines = (body: string): readonly string[] => body.split('\n').filter((line) => line !== '');

const NAMED = {
  'accept-all': () => ({ status: 204 }),
  json: taking(parses),
  'json-lines': taking((body) => lines(body).every(parses)),
} as const satisfies Readonly<Record<string, CollectorHandler>>;

/**
 * Name of a collector that needs no code.
 * @since 0.1.0
 */
export type CollectorName = keyof typeof NAMED;

/** @throws SkewproofError SKEW-101 for an unknown name, with the nearest that there is */
export function handlerOf(collector: Collector, place: string): CollectorHandler {
  if (typeof collector === 'function') return collector;
  if (Object.hasOwn(NAMED, collector)) return NAMED[collector];
  const names = Object.keys(NAMED);
  const meant = nearest(collector, names);
  throw inputError({
    place,
    expected: `one of ${names.join(', ')}, or a handler (request, server) => ({ status: 200 })`,
    got: JSON.stringify(collector),
    ...(meant === undefined ? {} : { advice: `Did you mean "${meant}"?` }),
  });
}
