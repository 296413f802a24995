/** Bodies of requests and responses: from all that a program may give, and read once. */
import { joined, textOf, utf8, viewed } from '../bytes.js';
import { Blob, blobBytes, streamOf } from '../blob/blob.js';
import { FormData, multipart } from '../blob/form-data.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import type { Headers } from './headers.js';

/** Bytes, or a stream that has to be read first. */
type Source = Uint8Array | ReadableStream<Uint8Array>;

/** A body, and the content type that goes with it. */
interface Extracted {
  readonly source: Source;
  readonly type: string | undefined;
}

const isStream = (value: unknown): value is ReadableStream<Uint8Array> =>
  typeof Reflect.get(Object(value) as object, 'getReader') === 'function';

const isForm = (value: unknown): value is FormData =>
  Object.prototype.toString.call(value) === '[object FormData]';

/** The body that a program gives to `fetch`, `send` or `sendBeacon`. */
export function extracted(page: Page, given: unknown): Extracted {
  const blob = blobBytes(given);
  if (blob !== undefined) {
    const { type } = given as Blob;
    return { source: blob, type: type === '' ? undefined : type };
  }
  const bytes = viewed(given);
  if (bytes !== undefined) return { source: bytes.slice(), type: undefined };
  if (isForm(given)) {
    const boundary = `----WebKitFormBoundary${boundaryOf(page)}`;
    return {
      source: multipart(given, boundary),
      type: `multipart/form-data; boundary=${boundary}`,
    };
  }
  if (given instanceof URLSearchParams)
    return {
      source: utf8(String(given)),
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
    };
  if (isStream(given)) return { source: given, type: undefined };
  return { source: utf8(String(given)), type: 'text/plain;charset=UTF-8' };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function boundaryOf({ host }: Page): string {
  let text = '';
  for (let i = 0; i < 16; i += 1)
    text += LETTERS.charAt(host.random.integer(0, LETTERS.length - 1));
  return text;
}

/** Reads a stream to its end. */
export async function readWhole(source: Source): Promise<Uint8Array> {
  if (!isStream(source)) return source;
  const reader = source.getReader();
  const parts: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(parts);
    parts.push(viewed(value) ?? utf8(String(value)));
  }
}

interface Inside {
  readonly page: Page;
  source: Source | null;
  isUsed: boolean;
  stream: ReadableStream<Uint8Array> | undefined;
}

const insides = new WeakMap<Body, Inside>();

const insideOf = (body: Body): Inside => {
  const inside = insides.get(body);
  if (inside === undefined) throw new TypeError('Illegal invocation');
  return inside;
};

/** Sets the bytes of a body; they are read once. */
export function setBody(body: Body, source: Source | null): void {
  insideOf(body).source = source;
}

/** The body of a copy: both can be read. */
export function copyOf(body: Body): Source | null {
  const inside = insideOf(body);
  if (inside.isUsed) throw new TypeError('Response body is already used');
  if (!isStream(inside.source)) return inside.source;
  const [one, other] = inside.source.tee();
  inside.source = one;
  inside.stream = undefined;
  return other;
}

/** A request that became another has no body left. */
export function markUsed(body: Body): void {
  const inside = insideOf(body);
  if (inside.source !== null) inside.isUsed = true;
}

/** Takes the body: it is used up. */
export async function takeBody(body: Body): Promise<Uint8Array> {
  const inside = insideOf(body);
  if (body.bodyUsed) throw new TypeError('body stream already read');
  const { source, stream } = inside;
  if (source === null) return new Uint8Array();
  inside.isUsed = true;
  return await readWhole(stream ?? source);
}

export abstract class Body {
  abstract readonly headers: Headers;

  constructor() {
    insides.set(this, {
      page: pageOf(new.target),
      source: null,
      isUsed: false,
      stream: undefined,
    });
  }

  get body(): ReadableStream<Uint8Array> | null {
    const inside = insideOf(this);
    const { source } = inside;
    if (source === null) return null;
    inside.stream ??= isStream(source) ? source : streamOf(source);
    return inside.stream;
  }

  get bodyUsed(): boolean {
    const { isUsed, stream } = insideOf(this);
    return isUsed || stream?.locked === true;
  }

  async text(): Promise<string> {
    return textOf(await takeBody(this));
  }

  async json(): Promise<unknown> {
    return JSON.parse(textOf(await takeBody(this))) as unknown;
  }

  async arrayBuffer(): Promise<ArrayBufferLike> {
    return (await takeBody(this)).slice().buffer;
  }

  async bytes(): Promise<Uint8Array> {
    return (await takeBody(this)).slice();
  }

  async blob(): Promise<Blob> {
    const bytes = await takeBody(this);
    const type = this.headers.get('content-type') ?? '';
    return new (insideOf(this).page.own(Blob))([bytes], { type });
  }

  async formData(): Promise<FormData> {
    const { page } = insideOf(this);
    const text = textOf(await takeBody(this));
    if (!(this.headers.get('content-type') ?? '').includes('urlencoded'))
      throw new TypeError('Failed to fetch');
    const form = new (page.own(FormData))();
    for (const [name, value] of new URLSearchParams(text)) form.append(name, value);
    return form;
  }
}
