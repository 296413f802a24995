/** Bytes in their forms: UTF-8 text, latin1 text as messages carry it, base64. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Arguments of one call. */
const CHUNK = 8_192;

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** A byte order mark at the beginning is left out. */
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

/** One character for each byte. */
export function latin1Of(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += CHUNK)
    text += String.fromCharCode(...bytes.subarray(from, from + CHUNK));
  return text;
}

export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export const base64Of = (bytes: Uint8Array): string => btoa(latin1Of(bytes));

export const fromBase64 = (text: string): Uint8Array => fromLatin1(atob(text));

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Bytes of a buffer or of a view of one; undefined: it is neither. */
export function viewed(value: unknown): Uint8Array | undefined {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!ArrayBuffer.isView(value)) return undefined;
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}
