/** `FormData`, and its two forms on the wire. */
import { domString, tagged } from '../idl.js';
import { joined, utf8 } from '../bytes.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import { blobBytes, File } from './blob.js';
import type { Blob } from './blob.js';

type Entry = readonly [name: string, value: string | Blob];

export class FormData {
  readonly #page: Page;
  #entries: readonly Entry[] = [];

  constructor() {
    this.#page = pageOf(new.target);
  }

  #entry(name: string, value: unknown, fileName: string | undefined): Entry {
    const bytes = blobBytes(value);
    if (bytes === undefined) return [domString(name), String(value)];
    const blob = value as Blob;
    if ('name' in blob && fileName === undefined) return [domString(name), blob];
    const file = new (this.#page.own(File))([blob], fileName ?? 'blob', { type: blob.type });
    return [domString(name), file];
  }

  append(name: string, value: unknown, fileName?: string): void {
    this.#entries = [...this.#entries, this.#entry(name, value, fileName)];
  }

  set(name: string, value: unknown, fileName?: string): void {
    const entry = this.#entry(name, value, fileName);
    const at = this.#entries.findIndex(([one]) => one === entry[0]);
    if (at < 0) this.#entries = [...this.#entries, entry];
    else
      this.#entries = this.#entries.flatMap((one, index) =>
        index === at ? [entry] : one[0] === entry[0] ? [] : [one],
      );
  }

  delete(name: string): void {
    this.#entries = this.#entries.filter(([one]) => one !== name);
  }

  get(name: string): string | Blob | null {
    return this.#entries.find(([one]) => one === name)?.[1] ?? null;
  }

  getAll(name: string): (string | Blob)[] {
    return this.#entries.filter(([one]) => one === name).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.#entries.some(([one]) => one === name);
  }

  forEach(callback: (value: string | Blob, name: string, form: FormData) => void): void {
    for (const [name, value] of this.#entries) callback(value, name, this);
  }

  *entries(): IterableIterator<Entry> {
    yield* this.#entries;
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this.#entries) yield name;
  }

  *values(): IterableIterator<string | Blob> {
    for (const [, value] of this.#entries) yield value;
  }

  [Symbol.iterator](): IterableIterator<Entry> {
    return this.entries();
  }
}
tagged(FormData, 'FormData');

const escaped = (name: string): string =>
  name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');

/** Lines end in one way on the wire. */
const inLines = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n');

/** As `multipart/form-data`. */
export function multipart(form: FormData, boundary: string): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, value] of form.entries()) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"`;
    const bytes = blobBytes(value);
    if (bytes === undefined) {
      parts.push(utf8(`${head}\r\n\r\n${inLines(domString(value))}\r\n`));
      continue;
    }
    const { name: file, type } = value as File;
    const kind = type === '' ? 'application/octet-stream' : type;
    parts.push(utf8(`${head}; filename="${escaped(file)}"\r\nContent-Type: ${kind}\r\n\r\n`));
    parts.push(bytes, utf8('\r\n'));
  }
  return joined([...parts, utf8(`--${boundary}--\r\n`)]);
}
