/** `Headers`: names in lower case, in order of name. */
import { tagged } from '../idl.js';

/** Names that a page cannot set: the browser alone does. */
const FORBIDDEN = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);
/** Content types that need no consent of another origin. */
const SIMPLE_TYPE =
  /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)(?:;|$)/i;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const NO_CORS = new Set(['accept', 'accept-language', 'content-language']);

/** Of a request, of a request that no other origin consents to, of a response that came, or of none. */
type Guard = 'none' | 'request' | 'request-no-cors' | 'immutable';

export const isForbidden = (name: string): boolean =>
  FORBIDDEN.has(name) || name.startsWith('proxy-') || name.startsWith('sec-');

type Init = Iterable<Iterable<unknown>> | Readonly<Record<string, unknown>> | Headers | null;

export class Headers {
  readonly #values = new Map<string, string>();
  #guard: Guard = 'none';

  constructor(init?: Init) {
    if (init === null) throw new TypeError("Failed to construct 'Headers'");
    if (init !== undefined) this.#fill(init);
  }

  #fill(init: NonNullable<Init>): void {
    if (typeof init !== 'object') throw new TypeError("Failed to construct 'Headers'");
    if (Symbol.iterator in init) {
      for (const pair of init as Iterable<Iterable<unknown>>) {
        const [name, value, ...rest] = [...pair];
        if (value === undefined || rest.length > 0)
          throw new TypeError("Failed to construct 'Headers': Invalid value");
        this.append(String(name), value);
      }
      return;
    }
    for (const [name, value] of Object.entries(init)) this.append(name, value);
  }

  /** Headers of a request or response; `guard` says what may be changed from now on. */
  static guarded<H extends Headers>(headers: H, guard: Guard): H {
    headers.#guard = guard;
    return headers;
  }

  /** @returns false when the change has no effect */
  #mayChange(name: string, value = ''): boolean {
    if (this.#guard === 'immutable') throw new TypeError('Headers are immutable');
    if (this.#guard === 'none') return true;
    if (isForbidden(name)) return false;
    if (this.#guard === 'request') return true;
    return NO_CORS.has(name) || (name === 'content-type' && SIMPLE_TYPE.test(value));
  }

  append(name: string, value: unknown): void {
    const [key, text] = checked(name, value);
    if (!this.#mayChange(key, text)) return;
    const before = this.#values.get(key);
    this.#values.set(key, before === undefined ? text : `${before}, ${text}`);
  }

  set(name: string, value: unknown): void {
    const [key, text] = checked(name, value);
    if (this.#mayChange(key, text)) this.#values.set(key, text);
  }

  delete(name: string): void {
    const [key] = checked(name, '');
    if (this.#mayChange(key)) this.#values.delete(key);
  }

  get(name: string): string | null {
    return this.#values.get(checked(name, '')[0]) ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(checked(name, '')[0]);
  }

  getSetCookie(): string[] {
    return [];
  }

  forEach(callback: (value: string, name: string, headers: Headers) => void, self?: unknown): void {
    for (const [name, value] of this.entries()) callback.call(self, value, name, this);
  }

  *entries(): IterableIterator<[string, string]> {
    yield* [...this.#values].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
}
tagged(Headers, 'Headers');

function checked(name: unknown, value: unknown): [string, string] {
  const key = String(name);
  if (!TOKEN.test(key)) throw new TypeError(`Invalid name`);
  const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (/[\0\r\n]/.test(text)) throw new TypeError('Invalid value');
  if (/[^\0-\xff]/.test(text)) throw new TypeError('String contains non ISO-8859-1 code point.');
  return [key.toLowerCase(), text];
}
