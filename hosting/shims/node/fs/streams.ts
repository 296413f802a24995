/** `fs.createReadStream` and `fs.createWriteStream`: real streams over the calls with callbacks. */
import { Readable, Writable } from 'node:stream';
import type { CallbackCalls } from './callbacks.js';
import type { PathLike } from './descriptors.js';

interface StreamOptions {
  readonly flags?: string;
  readonly encoding?: BufferEncoding;
  readonly fd?: number | { readonly fd: number } | null;
  readonly mode?: number;
  readonly start?: number;
  readonly end?: number;
  readonly autoClose?: boolean;
  readonly emitClose?: boolean;
  readonly highWaterMark?: number;
  readonly flush?: boolean;
}

type Done = (error?: Error | null) => void;

export interface FileStreams {
  readonly ReadStream: new (path: PathLike, options?: StreamOptions | BufferEncoding) => Readable;
  readonly WriteStream: new (path: PathLike, options?: StreamOptions | BufferEncoding) => Writable;
  readonly createReadStream: (path: PathLike, options?: StreamOptions | BufferEncoding) => Readable;
  readonly createWriteStream: (
    path: PathLike,
    options?: StreamOptions | BufferEncoding,
  ) => Writable;
}

const CHUNK = 65_536;

const optionsOf = (given: StreamOptions | BufferEncoding = {}): StreamOptions =>
  typeof given === 'string' ? { encoding: given } : given;

const fdOf = ({ fd }: StreamOptions): number | null =>
  typeof fd === 'object' && fd !== null ? fd.fd : (fd ?? null);

type Call = (name: string, ...values: unknown[]) => void;

/** Opens the file unless a descriptor was given, and emits `open` and `ready`. */
function opened(
  call: Call,
  stream: (Readable | Writable) & { fd: number | null; path: PathLike },
  flags: string,
  mode: number | undefined,
  done: Done,
): void {
  if (stream.fd !== null) {
    done();
    return;
  }
  call('open', stream.path, flags, mode, (error: Error | null, fd?: number) => {
    if (error !== null) {
      done(error);
      return;
    }
    stream.fd = fd ?? null;
    done();
    stream.emit('open', fd);
    stream.emit('ready');
  });
}

function closed(
  call: Call,
  stream: { fd: number | null; closes: boolean },
  error: Error | null,
  done: Done,
): void {
  const { fd } = stream;
  stream.fd = null;
  if (fd === null || !stream.closes) done(error);
  else
    call('close', fd, (failed: Error | null) => {
      done(error ?? failed);
    });
}

function readStreamOver(call: Call): FileStreams['ReadStream'] {
  return class ReadStream extends Readable {
    fd: number | null;
    readonly path: PathLike;
    readonly flags: string;
    readonly closes: boolean;
    readonly #mode: number | undefined;
    readonly #end: number;
    #position: number | undefined;
    bytesRead = 0;

    constructor(path: PathLike, given?: StreamOptions | BufferEncoding) {
      const options = optionsOf(given);
      super({
        highWaterMark: options.highWaterMark ?? CHUNK,
        autoDestroy: options.autoClose ?? true,
        emitClose: options.emitClose ?? true,
        ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
      });
      this.path = path;
      this.flags = options.flags ?? 'r';
      this.#mode = options.mode;
      this.closes = options.autoClose ?? true;
      this.fd = fdOf(options);
      this.#end = options.end ?? Infinity;
      this.#position = options.start;
    }

    override _construct(done: Done): void {
      opened(call, this, this.flags, this.#mode, done);
    }

    override _read(size: number): void {
      const left = this.#end - (this.#position ?? this.bytesRead) + 1;
      const length = Math.min(size, left);
      if (length <= 0) {
        this.push(null);
        return;
      }
      const buffer = Buffer.alloc(length);
      call(
        'read',
        this.fd,
        buffer,
        0,
        length,
        this.#position ?? null,
        (error: Error | null, read?: number) => {
          const count = read ?? 0;
          if (error !== null) {
            this.destroy(error);
            return;
          }
          this.bytesRead += count;
          if (this.#position !== undefined) this.#position += count;
          this.push(count === 0 ? null : buffer.subarray(0, count));
        },
      );
    }

    override _destroy(error: Error | null, done: Done): void {
      closed(call, this, error, done);
    }

    close(done?: Done): void {
      if (done !== undefined) this.once('close', done);
      this.destroy();
    }
  };
}

function writeStreamOver(call: Call): FileStreams['WriteStream'] {
  return class WriteStream extends Writable {
    fd: number | null;
    readonly path: PathLike;
    readonly flags: string;
    readonly closes: boolean;
    readonly #mode: number | undefined;
    readonly #flush: boolean;
    #position: number | undefined;
    bytesWritten = 0;

    constructor(path: PathLike, given?: StreamOptions | BufferEncoding) {
      const options = optionsOf(given);
      super({
        autoDestroy: options.autoClose ?? true,
        emitClose: options.emitClose ?? true,
        ...(options.highWaterMark === undefined ? {} : { highWaterMark: options.highWaterMark }),
      });
      if (options.encoding !== undefined) this.setDefaultEncoding(options.encoding);
      this.path = path;
      this.flags = options.flags ?? (options.start === undefined ? 'w' : 'r+');
      this.#mode = options.mode;
      this.closes = options.autoClose ?? true;
      this.fd = fdOf(options);
      this.#position = options.start;
      this.#flush = options.flush ?? false;
    }

    override _construct(done: Done): void {
      opened(call, this, this.flags, this.#mode, done);
    }

    override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
      call('write', this.fd, chunk, 0, chunk.length, this.#position, (error: Error | null) => {
        if (error === null) {
          this.bytesWritten += chunk.length;
          if (this.#position !== undefined) this.#position += chunk.length;
        }
        done(error);
      });
    }

    override _writev(chunks: { chunk: Buffer }[], done: Done): void {
      this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'utf8', done);
    }

    override _final(done: Done): void {
      if (this.#flush && this.fd !== null) call('fsync', this.fd, done);
      else done();
    }

    override _destroy(error: Error | null, done: Done): void {
      closed(call, this, error, done);
    }

    close(done?: Done): void {
      if (done !== undefined) {
        if (this.closed) {
          done();
          return;
        }
        this.once('close', done);
      }
      this.end();
    }

    get pending(): boolean {
      return this.fd === null;
    }
  };
}

export function fileStreams(calls: CallbackCalls): FileStreams {
  const call: Call = (name, ...values) => {
    calls[name]?.(...values);
  };
  const ReadStream = readStreamOver(call);
  const WriteStream = writeStreamOver(call);
  return {
    ReadStream,
    WriteStream,
    createReadStream: (path, options) => new ReadStream(path, options),
    createWriteStream: (path, options) => new WriteStream(path, options),
  };
}
