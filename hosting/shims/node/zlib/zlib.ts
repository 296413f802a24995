/**
 * `zlib`: the asynchronous forms are the synchronous ones, later, as an event. Bytes are compressed by
 * pako, so that they are the same with every release of Node and on every processor.
 */
import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import * as zlib from 'node:zlib';
import { deflate, deflateRaw, gzip } from 'pako';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { notSimulated } from '../../../realm/refusal.js';

type Options = zlib.ZlibOptions & zlib.BrotliOptions;
type Input = string | ArrayBuffer | NodeJS.ArrayBufferView;
type Sync = (input: Input, options?: Options) => Buffer;
type Done = (error: Error | null, result?: Buffer) => void;

const bytesOf = (input: Input): Uint8Array => {
  if (typeof input === 'string') return Buffer.from(input);
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
};

const compressed =
  (
    pack: (bytes: Uint8Array, options: NonNullable<Parameters<typeof gzip>[1]>) => Uint8Array,
  ): Sync =>
  (input, { level, windowBits, memLevel, strategy } = {}) =>
    Buffer.from(
      pack(bytesOf(input), {
        level: level ?? -1,
        ...(windowBits === undefined ? {} : { windowBits }),
        ...(memLevel === undefined ? {} : { memLevel }),
        ...(strategy === undefined ? {} : { strategy: strategy as 0 }),
      }),
    );

/** By the names of the functions with callbacks, and of the streams. */
const SYNC = {
  gzip: compressed(gzip),
  deflate: compressed(deflate),
  deflateRaw: compressed(deflateRaw),
  gunzip: zlib.gunzipSync,
  inflate: zlib.inflateSync,
  inflateRaw: zlib.inflateRawSync,
  unzip: zlib.unzipSync,
  brotliCompress: zlib.brotliCompressSync,
  brotliDecompress: zlib.brotliDecompressSync,
} as const satisfies Record<string, Sync>;

const STREAMS = {
  Gzip: 'gzip',
  Deflate: 'deflate',
  DeflateRaw: 'deflateRaw',
  Gunzip: 'gunzip',
  Inflate: 'inflate',
  InflateRaw: 'inflateRaw',
  Unzip: 'unzip',
  BrotliCompress: 'brotliCompress',
  BrotliDecompress: 'brotliDecompress',
} as const satisfies Record<string, keyof typeof SYNC>;

const ZSTD = /zstd/i;

export function zlibShim(host: HostedProcess): Record<string, unknown> {
  const shim: Record<string, unknown> = { ...zlib };
  for (const [name, sync] of Object.entries<Sync>(SYNC)) {
    shim[`${name}Sync`] = sync;
    shim[name] = (input: Input, options: Options | Done, done?: Done): void => {
      const [settings, settled] =
        typeof options === 'function' ? [{}, options] : [options, done as Done];
      // Bytes that change while the threads work are not modelled: they are taken as they are now.
      const bytes = Buffer.from(bytesOf(input));
      host.tasks.complete(() => {
        let result: Buffer;
        try {
          result = sync(bytes, settings);
        } catch (error) {
          settled(error as Error);
          return;
        }
        settled(null, result);
      });
    };
  }
  for (const [name, of] of Object.entries(STREAMS)) {
    const made = streamClass(host, SYNC[of]);
    Object.defineProperty(made, 'name', { value: name });
    shim[name] = made;
    shim[`create${name}`] = (options?: Options) => new made(options);
  }
  for (const name of Object.keys(shim))
    if (ZSTD.test(name) && typeof shim[name] === 'function')
      shim[name] = () => {
        throw notSimulated(`zlib.${name}`);
      };
  return shim;
}

/** A stream that packs all that it was given when its input ends. */
function streamClass(host: HostedProcess, sync: Sync): new (options?: Options) => Transform {
  return class extends Transform {
    readonly #chunks: Buffer[] = [];
    readonly #options: Options;
    bytesWritten = 0;

    constructor(options: Options = {}) {
      super();
      this.#options = options;
    }

    override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
      this.#chunks.push(chunk);
      this.bytesWritten += chunk.length;
      done();
    }

    override _flush(done: TransformCallback): void {
      host.tasks.complete(() => {
        let result: Buffer;
        try {
          result = sync(Buffer.concat(this.#chunks), this.#options);
        } catch (error) {
          done(error as Error);
          return;
        }
        done(null, result);
      });
    }

    /** Nothing leaves before the end. */
    flush(...values: unknown[]): void {
      const done = values.find((value) => typeof value === 'function') as (() => void) | undefined;
      if (done !== undefined) host.tasks.complete(done);
    }

    close(done?: () => void): void {
      if (done !== undefined) host.tasks.complete(done);
      this.destroy();
    }
  };
}

/** `CompressionStream` and `DecompressionStream`, over the same functions. */
export function compressionStreams(host: HostedProcess): Record<string, unknown> {
  const made = (name: string, functions: Readonly<Record<string, Sync>>) => {
    const stream = class {
      readonly readable: ReadableStream<Uint8Array>;
      readonly writable: WritableStream<Input>;

      constructor(format: string) {
        const sync = functions[format];
        if (sync === undefined) throw new TypeError(`Unsupported format: '${format}'`);
        const chunks: Uint8Array[] = [];
        const { readable, writable } = new TransformStream<Input, Uint8Array>({
          transform: (chunk) => {
            chunks.push(bytesOf(chunk));
          },
          flush: (controller) =>
            new Promise((resolve, reject) => {
              host.tasks.complete(() => {
                try {
                  controller.enqueue(new Uint8Array(sync(Buffer.concat(chunks))));
                  resolve();
                } catch (error) {
                  reject(error instanceof Error ? error : new Error(String(error)));
                }
              });
            }),
        });
        this.readable = readable;
        this.writable = writable;
      }
    };
    Object.defineProperty(stream, 'name', { value: name });
    return stream;
  };
  return {
    CompressionStream: made('CompressionStream', {
      gzip: SYNC.gzip,
      deflate: SYNC.deflate,
      'deflate-raw': SYNC.deflateRaw,
    }),
    DecompressionStream: made('DecompressionStream', {
      gzip: SYNC.gunzip,
      deflate: SYNC.inflate,
      'deflate-raw': SYNC.inflateRaw,
    }),
  };
}

/** Unpacks bytes for the search of markers; undefined: they are not packed that way. */
export function unpack(encoding: string, bytes: string): string | undefined {
  const name = { gzip: 'gunzip', 'x-gzip': 'gunzip', deflate: 'inflate', br: 'brotliDecompress' }[
    encoding
  ];
  if (name === undefined) return undefined;
  try {
    return SYNC[name as keyof typeof SYNC](Buffer.from(bytes, 'latin1')).toString('latin1');
  } catch {
    return undefined;
  }
}
