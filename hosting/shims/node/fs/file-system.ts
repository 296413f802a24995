/** The synchronous calls of `fs` over a volume; all others are these, later. */
import { constants } from 'node:fs';
import type { Inode } from '../../../disk/inode.js';
import { parentOf } from '../../../disk/volume.js';
import type { Volume } from '../../../disk/volume.js';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { randomness } from '../crypto/crypto.js';
import {
  bytesOf,
  decoded,
  flagsOf,
  msOf,
  OpenFile,
  optionsOf,
  pathOf,
  written,
} from './descriptors.js';
import type { Data, Options, PathLike } from './descriptors.js';
import { fsError } from './errors.js';
import { Dirent, Stats } from './stats.js';

const FIRST_FD = 20;
const { O_CREAT, O_EXCL, O_TRUNC, COPYFILE_EXCL } = constants;

interface DirectoryOptions {
  readonly recursive?: boolean;
  readonly mode?: number;
  readonly withFileTypes?: boolean;
  readonly force?: boolean;
  readonly encoding?: string;
}

interface StatOptions {
  readonly throwIfNoEntry?: boolean;
}

export class FileSystem {
  readonly #host: HostedProcess;
  readonly volume: Volume;
  /** Standard streams, by descriptor. */
  readonly #standard: ReadonlyMap<number, (text: string) => void>;
  readonly #open = new Map<number, OpenFile>();
  #fd = FIRST_FD;

  constructor(
    host: HostedProcess,
    volume: Volume,
    standard: ReadonlyMap<number, (text: string) => void>,
  ) {
    this.#host = host;
    this.volume = volume;
    this.#standard = standard;
  }

  // ---- descriptors

  file(fd: number, syscall: string): OpenFile {
    const file = this.#open.get(fd);
    if (file === undefined) throw fsError('EBADF', syscall);
    return file;
  }

  openSync(given: PathLike, flag?: string | number, mode = 0o666): number {
    const path = pathOf(given);
    const flags = flagsOf(flag, 'r');
    let inode = this.volume.at(path);
    if (inode === undefined) {
      if ((flags & O_CREAT) === 0) throw fsError('ENOENT', 'open', path);
      this.#assertParent(path, 'open');
      inode = this.volume.make(path, 'file', mode & ~0o022);
    } else if ((flags & O_EXCL) !== 0) throw fsError('EEXIST', 'open', path);
    this.#fd += 1;
    const file = new OpenFile(this.#fd, inode, path, flags);
    if (inode.isDirectory && file.writes) throw fsError('EISDIR', 'open', path);
    if ((flags & O_TRUNC) !== 0 && inode.size > 0) this.volume.resize(path, inode, 0);
    this.#open.set(this.#fd, file);
    return this.#fd;
  }

  closeSync(fd: number): void {
    this.file(fd, 'close');
    this.#open.delete(fd);
  }

  /** The name of an open file, while it has one. */
  #nameOf({ path, inode }: OpenFile): string | undefined {
    if (this.volume.at(path) === inode) return path;
    return inode.links === 0 ? undefined : this.volume.nameOf(inode);
  }

  readSync(
    fd: number,
    view: NodeJS.ArrayBufferView,
    offset: number | { offset?: number; length?: number; position?: number | null } = 0,
    length?: number,
    position?: number | bigint | null,
  ): number {
    if (typeof offset === 'object')
      return this.readSync(fd, view, offset.offset ?? 0, offset.length, offset.position);
    const file = this.file(fd, 'read');
    if (!file.reads) throw fsError('EBADF', 'read');
    if (file.inode.isDirectory) throw fsError('EISDIR', 'read');
    const from = typeof position === 'number' && position >= 0 ? position : file.position;
    const most = length ?? view.byteLength - offset;
    const bytes = file.inode.content.slice(from, from + most);
    Buffer.from(view.buffer, view.byteOffset, view.byteLength).write(bytes, offset, 'latin1');
    if (from === file.position && typeof position !== 'number') file.position += bytes.length;
    return bytes.length;
  }

  writeSync(fd: number, data: Data, ...rest: unknown[]): number {
    const [bytes, position] = written(data, rest);
    const standard = this.#standard.get(fd);
    if (standard !== undefined) {
      standard(Buffer.from(bytes, 'latin1').toString('utf8'));
      return bytes.length;
    }
    const file = this.file(fd, 'write');
    if (!file.writes) throw fsError('EBADF', 'write');
    const at = file.appends ? file.inode.size : (position ?? file.position);
    if (!this.volume.write(this.#nameOf(file), file.inode, bytes, at))
      throw fsError('ENOSPC', 'write');
    if (position === undefined || file.appends) file.position = at + bytes.length;
    return bytes.length;
  }

  writevSync(fd: number, views: readonly NodeJS.ArrayBufferView[], position?: number): number {
    const all = Buffer.concat(
      views.map((view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength)),
    );
    return this.writeSync(fd, all, 0, all.length, position);
  }

  fstatSync(fd: number): Stats {
    return new Stats(this.file(fd, 'fstat').inode);
  }

  ftruncateSync(fd: number, length = 0): void {
    const file = this.file(fd, 'ftruncate');
    if (!file.writes) throw fsError('EINVAL', 'ftruncate');
    this.volume.resize(this.#nameOf(file), file.inode, length);
  }

  /** The process waits until the disk has answered. */
  fsyncSync(fd: number): void {
    this.#host.waitForSync(this.startSync(fd));
  }

  /** Starts a sync. @returns the names that the disk answers for */
  startSync(fd: number): readonly string[] {
    const name = this.#nameOf(this.file(fd, 'fsync'));
    const names = name === undefined ? [] : this.volume.toSync(name);
    this.volume.sync(names);
    return names;
  }

  futimesSync(fd: number, _accessed: unknown, modified: number | string | Date): void {
    const file = this.file(fd, 'futime');
    this.volume.amend(this.#nameOf(file), file.inode, { modifiedMs: msOf(modified) });
  }

  fchmodSync(fd: number, mode: number): void {
    const file = this.file(fd, 'fchmod');
    this.volume.amend(this.#nameOf(file), file.inode, { mode });
  }

  // ---- whole files

  readFileSync(
    given: PathLike | number,
    options?: Options | BufferEncoding | null,
  ): Buffer | string {
    const { encoding, flag } = optionsOf(options);
    if (Number.isInteger(given)) {
      const file = this.file(given as number, 'read');
      const bytes = file.inode.content.slice(file.position);
      file.position += bytes.length;
      return decoded(bytes, encoding);
    }
    const fd = this.openSync(given as PathLike, flag ?? 'r');
    try {
      const { inode } = this.file(fd, 'read');
      if (inode.isDirectory) throw fsError('EISDIR', 'read');
      return decoded(inode.content, encoding);
    } finally {
      this.closeSync(fd);
    }
  }

  writeFileSync(
    given: PathLike | number,
    data: Data,
    options?: Options | BufferEncoding | null,
    flagOfCall = 'w',
  ): void {
    const { encoding, flag, mode, flush } = optionsOf(options);
    const bytes = Buffer.from(bytesOf(data, encoding ?? 'utf8'), 'latin1');
    if (typeof given === 'number') {
      this.writeSync(given, bytes);
      return;
    }
    const fd = this.openSync(given, flag ?? flagOfCall, mode);
    try {
      this.writeSync(fd, bytes);
      if (flush === true) this.fsyncSync(fd);
    } finally {
      this.closeSync(fd);
    }
  }

  appendFileSync(
    given: PathLike | number,
    data: Data,
    options?: Options | BufferEncoding | null,
  ): void {
    this.writeFileSync(given, data, options, 'a');
  }

  truncateSync(given: PathLike, length = 0): void {
    const path = pathOf(given);
    const inode = this.#existing(path, 'open');
    if (inode.isDirectory) throw fsError('EISDIR', 'open', path);
    this.volume.resize(path, inode, length);
  }

  copyFileSync(from: PathLike, to: PathLike, mode = 0): void {
    const [source, target] = [pathOf(from, 'src'), pathOf(to, 'dest')];
    const inode = this.volume.at(source);
    if (inode === undefined) throw fsError('ENOENT', 'copyfile', source, target);
    if ((mode & COPYFILE_EXCL) !== 0 && this.volume.at(target) !== undefined)
      throw fsError('EEXIST', 'copyfile', source, target);
    if (this.volume.at(parentOf(target)) === undefined)
      throw fsError('ENOENT', 'copyfile', source, target);
    this.writeFileSync(target, Buffer.from(inode.content, 'latin1'));
  }

  // ---- names

  #existing(path: string, syscall: string): Inode {
    const inode = this.volume.at(path);
    if (inode !== undefined) return inode;
    // A file in the way of a path is no directory.
    for (let up = parentOf(path); up !== '/'; up = parentOf(up))
      if (this.volume.at(up)?.isDirectory === false) throw fsError('ENOTDIR', syscall, path);
    throw fsError('ENOENT', syscall, path);
  }

  #assertParent(path: string, syscall: string): void {
    const parent = this.volume.at(parentOf(path));
    if (parent?.isDirectory === false) throw fsError('ENOTDIR', syscall, path);
    if (parent === undefined) throw fsError('ENOENT', syscall, path);
  }

  existsSync(given: PathLike): boolean {
    try {
      return this.volume.at(pathOf(given)) !== undefined;
    } catch {
      return false;
    }
  }

  accessSync(given: PathLike): void {
    this.#existing(pathOf(given), 'access');
  }

  statSync(given: PathLike, options: StatOptions = {}, syscall = 'stat'): Stats | undefined {
    const path = pathOf(given);
    if (options.throwIfNoEntry === false && this.volume.at(path) === undefined) return undefined;
    return new Stats(this.#existing(path, syscall));
  }

  lstatSync(given: PathLike, options?: StatOptions): Stats | undefined {
    return this.statSync(given, options, 'lstat');
  }

  realpathSync(given: PathLike): string {
    const path = pathOf(given);
    this.#existing(path, 'realpath');
    return path;
  }

  mkdirSync(given: PathLike, options?: DirectoryOptions | number): string | undefined {
    const path = pathOf(given);
    const { recursive = false, mode = 0o777 } =
      typeof options === 'number' ? { mode: options } : (options ?? {});
    const there = this.volume.at(path);
    if (there !== undefined) {
      if (recursive && there.isDirectory) return undefined;
      throw fsError('EEXIST', 'mkdir', path);
    }
    const parent = parentOf(path);
    let first: string | undefined;
    if (recursive && this.volume.at(parent) === undefined)
      first = this.mkdirSync(parent, { recursive });
    this.#assertParent(path, 'mkdir');
    this.volume.make(path, 'directory', mode & ~0o022);
    return recursive ? (first ?? path) : undefined;
  }

  mkdtempSync(prefix: string): string {
    const letters = randomness(this.#host).uuid().replaceAll('-', '').slice(0, 6);
    const path = pathOf(`${prefix}${letters}`);
    this.mkdirSync(path, 0o700);
    return `${prefix}${letters}`;
  }

  readdirSync(given: PathLike, options?: DirectoryOptions | string | null): (string | Dirent)[] {
    const path = pathOf(given);
    const { recursive = false, withFileTypes = false } =
      typeof options === 'object' ? (options ?? {}) : {};
    if (!this.#existing(path, 'scandir').isDirectory) throw fsError('ENOTDIR', 'scandir', path);
    const found: (string | Dirent)[] = [];
    const visit = (directory: string, prefix: string): void => {
      for (const name of this.volume.list(directory)) {
        const full = directory === '/' ? `/${name}` : `${directory}/${name}`;
        const isDirectory = this.volume.at(full)?.isDirectory === true;
        found.push(withFileTypes ? new Dirent(name, directory, isDirectory) : prefix + name);
        if (recursive && isDirectory) visit(full, `${prefix}${name}/`);
      }
    };
    visit(path, '');
    return found;
  }

  unlinkSync(given: PathLike): void {
    const path = pathOf(given);
    if (this.#existing(path, 'unlink').isDirectory) throw fsError('EISDIR', 'unlink', path);
    this.volume.remove(path);
  }

  rmdirSync(given: PathLike): void {
    const path = pathOf(given);
    if (!this.#existing(path, 'rmdir').isDirectory) throw fsError('ENOTDIR', 'rmdir', path);
    if (this.volume.list(path).length > 0) throw fsError('ENOTEMPTY', 'rmdir', path);
    this.volume.remove(path);
  }

  rmSync(given: PathLike, { recursive = false, force = false }: DirectoryOptions = {}): void {
    const path = pathOf(given);
    const inode = this.volume.at(path);
    if (inode === undefined) {
      if (force) return;
      throw fsError('ENOENT', 'lstat', path);
    }
    if (inode.isDirectory) {
      if (!recursive)
        throw Object.assign(
          new Error(`Path is a directory: rm returned EISDIR (is a directory) ${path}`),
          {
            name: 'SystemError',
            code: 'ERR_FS_EISDIR',
            errno: 21,
            syscall: 'rm',
            path,
          },
        );
      for (const name of this.volume.list(path)) this.rmSync(`${path}/${name}`, { recursive });
    }
    this.volume.remove(path);
  }

  renameSync(from: PathLike, to: PathLike): void {
    const [source, target] = [pathOf(from, 'oldPath'), pathOf(to, 'newPath')];
    const inode = this.volume.at(source);
    const there = this.volume.at(target);
    if (inode === undefined || this.volume.at(parentOf(target)) === undefined)
      throw fsError('ENOENT', 'rename', source, target);
    if (source === target) return;
    if (there !== undefined) {
      if (inode.isDirectory && !there.isDirectory)
        throw fsError('ENOTDIR', 'rename', source, target);
      if (!inode.isDirectory && there.isDirectory)
        throw fsError('EISDIR', 'rename', source, target);
      if (there.isDirectory && this.volume.list(target).length > 0)
        throw fsError('ENOTEMPTY', 'rename', source, target);
    }
    this.volume.rename(source, target);
  }

  utimesSync(given: PathLike, _accessed: unknown, modified: number | string | Date): void {
    const path = pathOf(given);
    this.volume.amend(path, this.#existing(path, 'utime'), { modifiedMs: msOf(modified) });
  }

  chmodSync(given: PathLike, mode: number): void {
    const path = pathOf(given);
    this.volume.amend(path, this.#existing(path, 'chmod'), { mode });
  }

  chownSync(given: PathLike): void {
    this.#existing(pathOf(given), 'chown');
  }
}
