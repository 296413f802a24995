/**
 * Markers: a text that the adapter puts into a property of each record, so that the record is
 * recognised wherever its bytes appear. Found in bodies, URLs and headers as plain text, in percent
 * encoding, in base64 of either alphabet, and in whatever of these the given decoders unpack.
 */

/** Unpacks bytes (latin1) that carry a compression's own signature, or that a header names. */
export type Decoder = (encoding: string, bytes: string) => string | undefined;

const MARKER = /sk~(\d{1,15})~/g;
const PERCENT = /%7[eE]/g;
/** A marker of one digit has five characters: seven in base64, wherever it begins. */
const BASE64 = /[A-Za-z0-9+/_-]{7,}/g;
/** Its signs in a form or in an address. */
const ESCAPED_BASE64 = /%2[bBfF]/g;
const unescaped = (sign: string): string => (sign.endsWith('B') || sign.endsWith('b') ? '+' : '/');
/** Base64 in gzip in base64 is as deep as telemetry goes. */
const DEPTH_MAX = 4;
const GZIP = '\x1f\x8b';

/**
 * Returns the text that marks a record: `sk~17~`.
 * @since 0.1.0
 */
export const markerOf = (record: number): string => `sk~${String(record)}~`;

/** Collects the records whose markers a text holds. */
class MarkerSearch {
  readonly #decode: Decoder;
  readonly #found = new Set<number>();

  constructor(decode: Decoder = () => undefined) {
    this.#decode = decode;
  }

  /** Searches a text that is as it was written. */
  text(text: string, depth = 0): this {
    this.#plain(text.includes('%') ? text.replace(PERCENT, '~') : text);
    if (depth >= DEPTH_MAX) return this;
    this.#packed(text, depth);
    const whole = text.includes('%') ? text.replace(ESCAPED_BASE64, unescaped) : text;
    for (const [run] of whole.matchAll(BASE64)) this.#base64(run, depth);
    return this;
  }

  /** Searches bytes (latin1) that a `content-encoding` or the like says are packed. */
  encoded(encoding: string, bytes: string): this {
    let unpacked = bytes;
    // The encodings are listed in the order in which they were applied.
    for (const name of encoding.split(',').reverse())
      unpacked = this.#decode(name.trim().toLowerCase(), unpacked) ?? unpacked;
    return this.text(unpacked);
  }

  /** Records found, in order of first appearance. */
  get records(): number[] {
    return [...this.#found];
  }

  #plain(text: string): void {
    if (!text.includes('sk~')) return;
    for (const [, digits] of text.matchAll(MARKER)) this.#found.add(Number(digits));
  }

  #packed(bytes: string, depth: number): void {
    if (!bytes.startsWith(GZIP)) return;
    const unpacked = this.#decode('gzip', bytes);
    if (unpacked !== undefined) this.text(unpacked, depth + 1);
  }

  #base64(run: string, depth: number): void {
    const text = run.replaceAll('-', '+').replaceAll('_', '/');
    // A length of 4n + 1 is none of base64: its last character belongs to something else.
    const whole = text.length % 4 === 1 ? text.slice(0, -1) : text;
    const decoded = atob(whole);
    if (decoded.includes('sk~')) this.#plain(decoded);
    else if (decoded.length >= 8) this.#inner(decoded, depth + 1);
  }

  /** Only what looks like text or like gzip is searched again: base64 of chance is neither. */
  #inner(decoded: string, depth: number): void {
    if (depth >= DEPTH_MAX) return;
    if (decoded.startsWith(GZIP)) this.#packed(decoded, depth);
    else if (/^[\x09-\x0d\x20-\x7e]*$/.test(decoded)) this.text(decoded, depth);
  }
}

/**
 * Returns the records whose markers a text holds, in order of first appearance.
 * @since 0.1.0
 */
export const recordsIn = (text: string, decode?: Decoder): number[] =>
  new MarkerSearch(decode).text(text).records;

/** Returns the records that a request holds in its URL, its headers and its body. */
export function recordsInRequest(
  url: string,
  headers: readonly (readonly [string, string])[],
  body: string,
  decode: Decoder,
): number[] {
  const search = new MarkerSearch(decode).text(url);
  let encoding = '';
  for (const [name, value] of headers) {
    if (name.toLowerCase() === 'content-encoding') encoding = value;
    search.text(value);
  }
  return (encoding === '' ? search.text(body) : search.encoded(encoding, body)).records;
}
