/**
 * A telemetry agent as it is shipped: a class with setInterval, fetch and fs. It writes each event to a
 * file, uploads the file every ten seconds, and drops what is older than `maxAgeMs`.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

interface Entry {
  readonly id: string;
  readonly at: number;
  readonly event: string;
}

interface Options {
  readonly url: string;
  readonly file: string;
  readonly maxAgeMs: number;
}

export class Telemetry {
  readonly #options: Options;
  readonly #run = Math.random().toString(36).slice(2);
  #events = 0;
  #uploading = false;

  constructor(options: Options) {
    this.#options = options;
    // A line that a power loss cut off must not run into the next one.
    if (existsSync(options.file)) this.#replace(this.#entries());
    setInterval(() => void this.flush(), 10_000);
  }

  track(event: string): void {
    this.#events += 1;
    const entry: Entry = { id: `${this.#run}-${String(this.#events)}`, at: Date.now(), event };
    try {
      this.#write(this.#options.file, 'a', `${JSON.stringify(entry)}\n`);
    } catch (error) {
      console.error(`dropped ${event}: ${String(error)}`);
    }
  }

  async flush(): Promise<void> {
    if (this.#uploading) return;
    const entries = this.#entries();
    const young = entries.filter(({ at }) => Date.now() - at <= this.#options.maxAgeMs);
    if (young.length < entries.length) this.#replace(young);
    if (young.length === 0) return;
    this.#uploading = true;
    try {
      const { ok } = await fetch(this.#options.url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: young.map((entry) => JSON.stringify(entry)).join('\n'),
        signal: AbortSignal.timeout(5_000),
      });
      if (ok) this.#remove(young);
    } catch {
      // The next upload tries again.
    } finally {
      this.#uploading = false;
    }
  }

  #remove(sent: readonly Entry[]): void {
    const ids = new Set(sent.map(({ id }) => id));
    this.#replace(this.#entries().filter(({ id }) => !ids.has(id)));
  }

  #entries(): readonly Entry[] {
    if (!existsSync(this.#options.file)) return [];
    const lines = readFileSync(this.#options.file, 'utf8').split('\n');
    return lines.flatMap((line) => {
      try {
        return [JSON.parse(line) as Entry];
      } catch {
        return [];
      }
    });
  }

  #replace(entries: readonly Entry[]): void {
    const { file } = this.#options;
    this.#write(`${file}.new`, 'w', entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    renameSync(`${file}.new`, file);
    // The new name is in the directory, and has to survive a power loss too.
    this.#sync(openSync(dirname(file), 'r'));
  }

  #write(file: string, flags: string, text: string): void {
    const descriptor = openSync(file, flags);
    try {
      writeSync(descriptor, text);
    } finally {
      this.#sync(descriptor);
    }
  }

  #sync(descriptor: number): void {
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}
