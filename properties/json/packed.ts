/**
 * Text compressed by raw deflate (RFC 1951), in base64.
 *
 * The compressor is a port of zlib that gives the same bytes on every machine and in a browser; a
 * platform's own zlib need not.
 */
import { deflateRaw, Inflate } from 'pako';

/** Bytes per call of `String.fromCharCode`, which takes them as arguments. */
const SLICE = 8_192;

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += SLICE)
    binary += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  return btoa(binary);
}

/** UTF-8, deflated, in standard base64. */
export const packedText = (text: string): string =>
  base64Of(deflateRaw(new TextEncoder().encode(text), { level: 9 }));

/** Converts to the URL-safe alphabet without padding (RFC 4648, section 5). */
export const urlSafe = (base64: string): string =>
  base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Bytes that packed text may unpack to: far more than any scenario has, and no burden for a machine. */
export const UNPACKED_MAX = 1 << 24;

/** Packed text that would unpack to more than it may. */
export class TooLarge extends Error {}

/** Counts what comes out, and ends as soon as that is too much: a kilobyte may unpack to a megabyte. */
class BoundedInflate extends Inflate {
  #bytes = 0;

  override onData(chunk: Uint8Array<ArrayBuffer>): void {
    this.#bytes += chunk.length;
    if (this.#bytes > UNPACKED_MAX) throw new TooLarge();
    super.onData(chunk);
  }
}

function inflated(bytes: Uint8Array): Uint8Array {
  const inflate = new BoundedInflate({ raw: true });
  inflate.push(bytes, true);
  if (inflate.err !== 0) throw new Error(inflate.msg);
  return inflate.result;
}

/**
 * The original text; both alphabets are accepted.
 * @throws TooLarge for text that unpacks to more than `UNPACKED_MAX` bytes, Error for text that is not
 *   base64 of deflated UTF-8
 */
export function unpackedText(base64: string): string {
  const binary = atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(inflated(bytes));
}
