/** `fs/promises`, over the calls with callbacks. */
import type { Readable, Writable } from 'node:stream';
import type { CallbackCalls } from './callbacks.js';
import type { FileStreams } from './streams.js';

type Values = readonly unknown[];

/** Calls of a path, or of a handle. */
const NAMES = [
  'access',
  'appendFile',
  'chmod',
  'chown',
  'copyFile',
  'lstat',
  'mkdir',
  'mkdtemp',
  'readFile',
  'readdir',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
] as const;

/** A call by its name, with a promise of all its results. */
type Promised = (name: string, ...values: Values) => Promise<Values>;

const promisedOver =
  (calls: CallbackCalls): Promised =>
  (name, ...values) =>
    new Promise((resolve, reject) => {
      calls[name]?.(...values, (error: Error | null, ...results: unknown[]) => {
        if (error === null) resolve(results);
        else reject(error);
      });
    });

interface Handle {
  readonly fd: number;
}

/** The class of open files. */
function fileHandleOver(promised: Promised, streams: FileStreams): new (fd: number) => Handle {
  const first = async (name: string, ...values: Values): Promise<unknown> =>
    (await promised(name, ...values))[0];

  return class FileHandle implements Handle {
    readonly fd: number;

    constructor(fd: number) {
      this.fd = fd;
    }

    async read(...values: Values): Promise<object> {
      const [given, ...rest] = values;
      const isView = ArrayBuffer.isView(given);
      const [bytesRead, buffer] = await promised(
        'read',
        this.fd,
        ...(isView ? [given, ...rest] : [given ?? {}]),
      );
      return { bytesRead, buffer };
    }

    async write(...values: Values): Promise<object> {
      const [bytesWritten, buffer] = await promised('write', this.fd, ...values);
      return { bytesWritten, buffer };
    }

    async writev(...values: Values): Promise<object> {
      const [bytesWritten, buffers] = await promised('writev', this.fd, ...values);
      return { bytesWritten, buffers };
    }

    readFile(options?: unknown): Promise<unknown> {
      return first('readFile', this.fd, options);
    }

    writeFile(data: unknown, options?: unknown): Promise<unknown> {
      return first('writeFile', this.fd, data, options);
    }

    appendFile(data: unknown, options?: unknown): Promise<unknown> {
      return first('appendFile', this.fd, data, options);
    }

    stat(): Promise<unknown> {
      return first('fstat', this.fd);
    }

    truncate(length?: number): Promise<unknown> {
      return first('ftruncate', this.fd, length);
    }

    sync(): Promise<unknown> {
      return first('fsync', this.fd);
    }

    datasync(): Promise<unknown> {
      return first('fdatasync', this.fd);
    }

    utimes(...values: Values): Promise<unknown> {
      return first('futimes', this.fd, ...values);
    }

    chmod(mode: number): Promise<unknown> {
      return first('fchmod', this.fd, mode);
    }

    close(): Promise<unknown> {
      return first('close', this.fd);
    }

    createReadStream(options: object = {}): Readable {
      return streams.createReadStream('', { ...options, fd: this.fd });
    }

    createWriteStream(options: object = {}): Writable {
      return streams.createWriteStream('', { ...options, fd: this.fd });
    }

    [Symbol.asyncDispose](): Promise<unknown> {
      return this.close();
    }
  };
}

/** An open folder, whose entries are known. */
const openFolder = (path: string, entries: unknown[]): object => ({
  path,
  read: () => Promise.resolve(entries.shift() ?? null),
  close: () => Promise.resolve(),
  *[Symbol.iterator]() {
    yield* entries;
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream of known entries
  async *[Symbol.asyncIterator]() {
    yield* entries;
  },
});

/** `fs.promises`, with its `FileHandle`. */
export function promisedCalls(calls: CallbackCalls, streams: FileStreams): Record<string, unknown> {
  const promised = promisedOver(calls);
  const first = async (name: string, ...values: Values): Promise<unknown> =>
    (await promised(name, ...values))[0];
  const FileHandle = fileHandleOver(promised, streams);
  const fileOf = (given: unknown): unknown => (given instanceof FileHandle ? given.fd : given);
  return {
    ...Object.fromEntries(
      NAMES.map((name) => [
        name,
        (given: unknown, ...rest: Values) => first(name, fileOf(given), ...rest),
      ]),
    ),
    open: async (...values: Values) => new FileHandle((await first('open', ...values)) as number),
    opendir: async (path: string) =>
      openFolder(path, (await first('readdir', path, { withFileTypes: true })) as unknown[]),
  };
}
