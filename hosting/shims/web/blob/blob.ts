/** `Blob` and `File`: bytes in memory. Their contents are read at once, as a promise that is settled. */
import { domString, tagged } from '../idl.js';
import { joined, textOf, utf8, viewed } from '../bytes.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';

interface Inside {
  readonly page: Page;
  readonly bytes: Uint8Array;
}

const insides = new WeakMap<object, Inside>();

/** Bytes of a blob; undefined: it is none. */
export const blobBytes = (value: unknown): Uint8Array | undefined =>
  insides.get(Object(value) as object)?.bytes;

const insideOf = (blob: Blob): Inside => {
  const inside = insides.get(blob);
  if (inside === undefined) throw new TypeError('Illegal invocation');
  return inside;
};

const partOf = (part: unknown): Uint8Array =>
  blobBytes(part) ?? viewed(part)?.slice() ?? utf8(String(part));

const typeOf = (type: unknown): string => {
  const text = type === undefined ? '' : domString(type);
  return /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : '';
};

export class Blob {
  readonly #type: string;

  constructor(parts: Iterable<unknown> = [], options: { readonly type?: unknown } = {}) {
    const bytes = joined(Array.from(parts, partOf));
    insides.set(this, { page: pageOf(new.target), bytes });
    this.#type = typeOf(options.type);
  }

  get size(): number {
    return insideOf(this).bytes.length;
  }

  get type(): string {
    return this.#type;
  }

  slice(start?: number, end?: number, type?: string): Blob {
    const { page, bytes } = insideOf(this);
    return new (page.own(Blob))([bytes.slice(start, end)], { type });
  }

  text(): Promise<string> {
    return Promise.resolve(textOf(insideOf(this).bytes));
  }

  arrayBuffer(): Promise<ArrayBufferLike> {
    return Promise.resolve(insideOf(this).bytes.slice().buffer);
  }

  bytes(): Promise<Uint8Array> {
    return Promise.resolve(insideOf(this).bytes.slice());
  }

  stream(): ReadableStream<Uint8Array> {
    return streamOf(insideOf(this).bytes);
  }
}
tagged(Blob, 'Blob');

export class File extends Blob {
  readonly name: string;
  readonly lastModified: number;

  constructor(
    parts: Iterable<unknown>,
    name: string,
    options: { readonly type?: unknown; readonly lastModified?: number } = {},
  ) {
    super(parts, options);
    this.name = domString(name);
    this.lastModified = options.lastModified ?? pageOf(new.target).host.wallMs;
  }
}
tagged(File, 'File');

/** A stream of these bytes in one piece. */
export const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull(controller) {
      if (bytes.length > 0) controller.enqueue(bytes.slice());
      controller.close();
    },
  });
