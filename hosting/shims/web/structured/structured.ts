/**
 * Structured data as JSON and back: what `structuredClone`, `postMessage` and databases copy. Cycles and
 * shared objects are kept; a function, a symbol and an object of the browser cannot be copied.
 */
import { domString } from '../idl.js';
import { base64Of, fromBase64, viewed } from '../bytes.js';
import { Blob, blobBytes } from '../blob/blob.js';
import { real } from '../../../realm/node/real.js';
import type { Page } from '../page.js';

/** JSON. An object with a `$` is of the kind that it names. */
type Encoded =
  null | boolean | number | string | readonly Encoded[] | { readonly [key: string]: Encoded };

/** Objects of the browser and of the language that are bound to their page. */
const BOUND =
  /^\[object (?:Promise|WeakMap|WeakSet|WeakRef|Generator|\w*Event|EventTarget|Window|HTML\w+|Headers|Request|Response|FormData|Storage|MessagePort|URL|URLSearchParams|AbortSignal|AbortController|XMLHttpRequest|Function|AsyncFunction)\]$/;

const ERRORS: Readonly<Record<string, ErrorConstructor>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

function uncloneable(value: unknown): DOMException {
  const text =
    typeof value === 'object'
      ? Object.prototype.toString.call(value).slice(8, -1)
      : domString(value);
  return new DOMException(
    typeof value === 'object'
      ? `${text} object could not be cloned.`
      : `${text} could not be cloned.`,
    'DataCloneError',
  );
}

/** @throws DOMException DataCloneError for what cannot be copied */
export const encoded = (value: unknown): string => JSON.stringify(new Encoder().encode(value));

export const decoded = (page: Pick<Page, 'own'>, text: string): unknown =>
  new Decoder(page).decode(JSON.parse(text) as Encoded);

class Encoder {
  readonly #seen = new Map<object, number>();

  encode(value: unknown): Encoded {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { $: 'number', of: Object.is(value, -0) ? '-0' : String(value) };
      case 'undefined':
        return { $: 'undefined' };
      case 'bigint':
        return { $: 'bigint', of: String(value) };
      case 'object':
        return value === null ? null : this.#object(value);
      default:
        throw uncloneable(value);
    }
  }

  #object(value: object): Encoded {
    const known = this.#seen.get(value);
    if (known !== undefined) return { $: 'again', of: known };
    this.#seen.set(value, this.#seen.size);
    if (Array.isArray(value)) return Array.from(value, (one) => this.encode(one));
    return this.#special(value) ?? this.#plain(value);
  }

  #special(value: object): Encoded | undefined {
    if (value instanceof Map)
      return {
        $: 'map',
        of: [...value].map(([key, one]) => [this.encode(key), this.encode(one)]),
      };
    if (value instanceof Set) return { $: 'set', of: [...value].map((one) => this.encode(one)) };
    if (value instanceof RegExp) return { $: 'regexp', of: value.source, flags: value.flags };
    if (value instanceof Error)
      return { $: 'error', of: value.name, message: value.message, stack: value.stack ?? '' };
    const tag = Object.prototype.toString.call(value);
    if (tag === '[object Date]')
      return { $: 'date', of: this.encode((value as { getTime(): number }).getTime()) };
    const blob = blobBytes(value);
    if (blob !== undefined) return { $: 'blob', of: base64Of(blob), type: (value as Blob).type };
    const bytes = viewed(value);
    if (bytes !== undefined)
      return {
        $: 'bytes',
        of: base64Of(bytes),
        kind: value instanceof ArrayBuffer ? 'ArrayBuffer' : tag.slice(8, -1),
      };
    if (/^\[object (?:Number|String|Boolean)\]$/.test(tag))
      return { $: 'boxed', of: this.encode((value as { valueOf(): unknown }).valueOf()) };
    if (BOUND.test(tag)) throw uncloneable(value);
    return undefined;
  }

  #plain(value: object): Encoded {
    const fields: Record<string, Encoded> = {};
    for (const [key, one] of Object.entries(value))
      Object.defineProperty(fields, key, { value: this.encode(one), enumerable: true });
    return '$' in fields || '__proto__' in fields
      ? { $: 'object', of: Object.entries(fields).map(([key, one]) => [key, one]) }
      : fields;
  }
}

type Fields = Readonly<Record<string, Encoded>>;

/** Objects are numbered in the order in which they begin, as the encoder met them. */
class Decoder {
  readonly #page: Pick<Page, 'own'>;
  readonly #made: object[] = [];

  constructor(page: Pick<Page, 'own'>) {
    this.#page = page;
  }

  decode(value: Encoded): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const made: unknown[] = this.#begin([]);
      for (const one of value as readonly Encoded[]) made.push(this.decode(one));
      return made;
    }
    const fields = value as Fields;
    const { $ } = fields;
    if ($ === undefined) return this.#fields(Object.entries(fields));
    return this.#special(domString($), fields);
  }

  #begin<T extends object>(made: T): T {
    this.#made.push(made);
    return made;
  }

  #fields(entries: readonly (readonly [string, Encoded])[]): object {
    const made = this.#begin({});
    for (const [key, one] of entries)
      Object.defineProperty(made, key, {
        value: this.decode(one),
        ...{ writable: true, enumerable: true, configurable: true },
      });
    return made;
  }

  #special(kind: string, fields: Fields): unknown {
    const of = fields['of'] ?? null;
    switch (kind) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(of);
      case 'bigint':
        return BigInt(domString(of));
      case 'again':
        return this.#made[Number(of)];
      case 'object':
        return this.#fields(of as readonly (readonly [string, Encoded])[]);
      case 'map': {
        const map = this.#begin(new Map<unknown, unknown>());
        for (const [key, one] of of as readonly (readonly [Encoded, Encoded])[])
          map.set(this.decode(key), this.decode(one));
        return map;
      }
      case 'set': {
        const set = this.#begin(new Set<unknown>());
        for (const one of of as readonly Encoded[]) set.add(this.decode(one));
        return set;
      }
      case 'regexp':
        return this.#begin(new RegExp(domString(of), domString(fields['flags'])));
      case 'boxed':
        return this.#begin(Object(this.decode(of)) as object);
      default:
        return this.#begin(this.#leaf(kind, of, fields));
    }
  }

  #leaf(kind: string, of: Encoded, fields: Fields): object {
    switch (kind) {
      case 'date':
        return new real.Date(typeof of === 'number' ? of : NaN);
      case 'blob':
        return new (this.#page.own(Blob))([fromBase64(domString(of))], { type: fields['type'] });
      case 'error': {
        const made = new (ERRORS[domString(of)] ?? Error)(domString(fields['message']));
        made.stack = domString(fields['stack']);
        return made;
      }
      default: {
        const { buffer } = fromBase64(domString(of));
        const name = domString(fields['kind']);
        if (name === 'ArrayBuffer') return buffer;
        const View = Reflect.get(globalThis, name) as new (bytes: ArrayBufferLike) => object;
        return new View(buffer);
      }
    }
  }
}

/** A copy, as it arrives on the other side of a message. */
export const cloned = (page: Page, value: unknown): unknown => decoded(page, encoded(value));
