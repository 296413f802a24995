/** Header fields as Node keeps them: the name as it was set, found whatever its case. */
import type { HttpHeaders } from '../../../network/http.js';
import { coded } from '../node-errors.js';
import { validateHeaderName, validateHeaderValue } from 'node:http';

export type HeaderValue = string | number | readonly string[];

export class HeaderMap {
  readonly #fields = new Map<string, readonly [name: string, value: HeaderValue]>();

  set(name: string, value: HeaderValue): void {
    validateHeaderName(name);
    validateHeaderValue(name, value as string);
    this.#fields.set(name.toLowerCase(), [name, value]);
  }

  append(name: string, value: string | readonly string[]): void {
    const before = this.get(name);
    if (before === undefined) this.set(name, value);
    else
      this.#fields.set(name.toLowerCase(), [
        this.#nameOf(name),
        [before, value].flat().map(String),
      ]);
  }

  #nameOf(name: string): string {
    return this.#fields.get(name.toLowerCase())?.[0] ?? name;
  }

  get(name: string): HeaderValue | undefined {
    return this.#fields.get(name.toLowerCase())?.[1];
  }

  has(name: string): boolean {
    return this.#fields.has(name.toLowerCase());
  }

  delete(name: string): void {
    this.#fields.delete(name.toLowerCase());
  }

  /** Takes an object, a list of pairs, a flat list, or `Headers`. */
  setAll(given: unknown): void {
    for (const [name, value] of pairsOf(given)) if (value !== undefined) this.set(name, value);
  }

  get names(): string[] {
    return [...this.#fields.keys()];
  }

  get rawNames(): string[] {
    return [...this.#fields.values()].map(([name]) => name);
  }

  get asObject(): Record<string, HeaderValue> {
    const object = Object.create(null) as Record<string, HeaderValue>;
    for (const [key, [, value]] of this.#fields) object[key] = value;
    return object;
  }

  /** In the order in which they were set, one field for each value of a list. */
  get fields(): HttpHeaders {
    return [...this.#fields.values()].flatMap(([name, value]) =>
      [value].flat().map((one) => [name, String(one)] as const),
    );
  }
}

function pairsOf(given: unknown): (readonly [string, HeaderValue | undefined])[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given))
    return given instanceof Headers
      ? [...given.entries()]
      : (Object.entries(given) as [string, HeaderValue | undefined][]);
  if (Array.isArray(given[0])) return given as [string, string][];
  if (given.length % 2 === 1)
    throw coded(new TypeError("The argument 'headers' is invalid"), 'ERR_INVALID_ARG_VALUE');
  return Array.from({ length: given.length / 2 }, (_, i) => [
    String(given[2 * i]),
    given[2 * i + 1] as HeaderValue,
  ]);
}

/** Of these a second field is ignored. */
const ONCE = new Set([
  'age',
  'authorization',
  'content-length',
  'content-type',
  'etag',
  'expires',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'referer',
  'retry-after',
  'server',
  'user-agent',
]);

/** `headers` of a message that arrived. */
export function joined(fields: HttpHeaders): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [given, value] of fields) {
    const name = given.toLowerCase();
    const before = headers[name];
    if (name === 'set-cookie') headers[name] = [before ?? [], value].flat();
    else if (before === undefined) headers[name] = value;
    else if (!ONCE.has(name))
      headers[name] = `${String(before)}${name === 'cookie' ? '; ' : ', '}${value}`;
  }
  return headers;
}
