/** Paths, flags, open files and buffers: what the calls of `fs` are written in. */
import { constants } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { Inode } from '../../../disk/inode.js';
import { coded, invalidArgument } from '../node-errors.js';

export type PathLike = string | Buffer | URL;
export type Data = string | ArrayBuffer | NodeJS.ArrayBufferView;

/** The absolute path, normalised. */
export function pathOf(given: PathLike, name = 'path'): string {
  const text =
    typeof given === 'string'
      ? given
      : Buffer.isBuffer(given)
        ? given.toString('utf8')
        : given instanceof URL
          ? fileURLToPath(given)
          : undefined;
  if (text === undefined)
    throw invalidArgument(name, 'of type string or an instance of Buffer or URL', given);
  if (text.includes('\0'))
    throw coded(
      new TypeError(
        `The argument '${name}' must be a string, Uint8Array, or URL without null bytes. Received ${inspect(text)}`,
      ),
      'ERR_INVALID_ARG_VALUE',
    );
  const resolved = posix.resolve('/app', text);
  return resolved;
}

const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } = constants;

const FLAGS: Readonly<Record<string, number>> = {
  r: O_RDONLY,
  rs: O_RDONLY,
  'r+': O_RDWR,
  'rs+': O_RDWR,
  w: O_TRUNC | O_CREAT | O_WRONLY,
  wx: O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  a: O_APPEND | O_CREAT | O_WRONLY,
  as: O_APPEND | O_CREAT | O_WRONLY,
  ax: O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'as+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
};

export function flagsOf(given: string | number | null | undefined, fallback: string): number {
  if (typeof given === 'number') return given;
  const flags = FLAGS[given ?? fallback];
  if (flags !== undefined) return flags;
  throw coded(
    new TypeError(`The argument 'flags' is invalid. Received '${String(given)}'`),
    'ERR_INVALID_ARG_VALUE',
  );
}

export class OpenFile {
  readonly fd: number;
  readonly inode: Inode;
  /** Under which it was opened; another may have the name since. */
  readonly path: string;
  readonly flags: number;
  position = 0;

  constructor(fd: number, inode: Inode, path: string, flags: number) {
    this.fd = fd;
    this.inode = inode;
    this.path = path;
    this.flags = flags;
  }

  get appends(): boolean {
    return (this.flags & O_APPEND) !== 0;
  }

  get writes(): boolean {
    return (this.flags & (O_WRONLY | O_RDWR)) !== 0;
  }

  get reads(): boolean {
    return (this.flags & O_WRONLY) === 0;
  }
}

/** Bytes to be written, one character each. */
export function bytesOf(data: Data, encoding: BufferEncoding = 'utf8'): string {
  if (typeof data === 'string') return Buffer.from(data, encoding).toString('latin1');
  if (data instanceof ArrayBuffer) return Buffer.from(data).toString('latin1');
  if (ArrayBuffer.isView(data))
    return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1');
  throw invalidArgument(
    'data',
    'of type string or an instance of Buffer, TypedArray, or DataView',
    data,
  );
}

/** Bytes that were read, in the form that was asked for. */
export function decoded(
  bytes: string,
  encoding: BufferEncoding | null | undefined,
): Buffer | string {
  const buffer = Buffer.from(bytes, 'latin1');
  return encoding === undefined || encoding === null || (encoding as string) === 'buffer'
    ? buffer
    : buffer.toString(encoding);
}

export interface Options {
  readonly encoding?: BufferEncoding | null;
  readonly flag?: string;
  readonly mode?: number;
  readonly flush?: boolean;
  readonly signal?: AbortSignal;
}

/** The options of a call that takes an encoding in their place. */
export const optionsOf = (given: Options | BufferEncoding | null | undefined): Options =>
  typeof given === 'string' ? { encoding: given } : (given ?? {});

/** ms of a time of `utimes`: seconds, or a date. */
export const msOf = (time: number | string | Date): number =>
  typeof time === 'object' ? time.getTime() : Math.round(Number(time) * 1_000);

/** The bytes and the position of a write, in whichever form they were given. */
export function written(data: Data, rest: readonly unknown[]): [bytes: string, position?: number] {
  if (typeof data === 'string') {
    const [position, encoding] = rest as [number | null | undefined, BufferEncoding | undefined];
    return typeof position === 'number'
      ? [bytesOf(data, encoding), position]
      : [bytesOf(data, encoding)];
  }
  const [first, ...others] = rest;
  const { offset, length, position } =
    typeof first === 'object' && first !== null
      ? (first as { offset?: number; length?: number; position?: number | null })
      : {
          offset: first as number | undefined,
          length: others[0] as number | undefined,
          position: others[1] as number | null | undefined,
        };
  const all = bytesOf(data);
  const from = offset ?? 0;
  const bytes = all.slice(from, length === undefined ? undefined : from + length);
  return typeof position === 'number' ? [bytes, position] : [bytes];
}
