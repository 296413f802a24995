/**
 * The question that a browser puts to a server of another origin before a request that no form could
 * make. A refusal, or a failure of the network, is a failure of the request, which then never leaves.
 */
import type { HttpHeaders } from '../../../network/http.js';
import type { Page } from '../page.js';

const SIMPLE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);
const SIMPLE_TYPES: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);
const SIMPLE_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-language',
]);
/** Time for which an answer without `Access-Control-Max-Age` is remembered, and the longest, ms. */
const REMEMBERED_MS = 5_000;
const REMEMBERED_MS_MAX = 7_200_000;

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: HttpHeaders;
}

const isSimple = ([name, value]: readonly [string, string]): boolean => {
  const header = name.toLowerCase();
  if (header !== 'content-type') return SIMPLE_HEADERS.has(header);
  return SIMPLE_TYPES.has((value.split(';')[0] ?? '').trim().toLowerCase());
};

/** Answers that a page remembers: until when on its monotonic clock, ms. */
const remembered = new WeakMap<Page, Map<string, number>>();

/** A preflight, and what to do with its answer. */
interface Preflight {
  readonly request: Asked & { readonly body: string };
  /** @returns true if the request may follow */
  readonly allows: (status: number, headers: HttpHeaders) => boolean;
}

/** The preflight of a request to another origin; undefined: it needs none, or a recent one allowed it. */
export function preflightOf(page: Page, { method, url, headers }: Asked): Preflight | undefined {
  const { origin } = new URL(page.url);
  const { origin: to, host } = new URL(url);
  const names = headers.filter((one) => !isSimple(one)).map(([name]) => name.toLowerCase());
  if (to === origin || (SIMPLE_METHODS.has(method) && names.length === 0)) return undefined;
  const asked = [...new Set(names)].sort().join();
  const known = remembered.get(page) ?? new Map<string, number>();
  remembered.set(page, known);
  const key = `${method} ${url} ${asked}`;
  if ((known.get(key) ?? -1) > page.host.stampMs) return undefined;
  return {
    request: {
      ...{ method: 'OPTIONS', url, body: '' },
      headers: [
        ['host', host],
        ['accept', '*/*'],
        ['access-control-request-method', method],
        ...(asked === '' ? [] : ([['access-control-request-headers', asked]] as const)),
        ['origin', origin],
      ],
    },
    allows: (status, answered) => {
      if (status < 200 || status > 299) return false;
      const given = answered.find(([name]) => name.toLowerCase() === 'access-control-max-age')?.[1];
      const ms = given === undefined ? REMEMBERED_MS : Number(given) * 1_000;
      known.set(key, page.host.stampMs + Math.min(REMEMBERED_MS_MAX, ms));
      return true;
    },
  };
}
