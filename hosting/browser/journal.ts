/** A file of a browser's profile: lines of JSON. A line that a crash tore is not read. */
import type { Volume } from '../disk/volume.js';

export class Journal<Entry> {
  readonly #volume: Volume;
  readonly path: string;
  readonly #entries: Entry[] = [];

  constructor(volume: Volume, path: string) {
    this.#volume = volume;
    this.path = path;
    const content = volume.at(path)?.content ?? '';
    let read = 0;
    for (const line of content.split('\n').slice(0, -1)) {
      const entry = parsed<Entry>(line);
      if (entry === undefined) break;
      this.#entries.push(entry);
      read += line.length + 1;
    }
    if (read < content.length) this.rewrite(this.#entries);
  }

  /** Entries that were there at the start. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** The system says that the disk takes nothing. */
  get isFull(): boolean {
    return this.#volume.full;
  }

  /** @returns false when the disk is full */
  append(entry: Entry): boolean {
    const { path } = this;
    const inode = this.#volume.at(path) ?? this.#volume.make(path, 'file', 0o600);
    return this.#volume.write(path, inode, lineOf(entry), inode.content.length);
  }

  /** Asks for the durability of all that was written. */
  sync(): void {
    this.#volume.sync([this.path]);
  }

  /** Puts these entries in place of all, at once. */
  rewrite(entries: readonly Entry[]): void {
    const { path } = this;
    const inode = this.#volume.at(path) ?? this.#volume.make(path, 'file', 0o600);
    this.#volume.replace(path, inode, entries.map(lineOf).join(''));
  }
}

/** In ASCII, one character for each byte. */
const lineOf = (entry: unknown): string =>
  `${JSON.stringify(entry).replace(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;

function parsed<Entry>(line: string): Entry | undefined {
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}
