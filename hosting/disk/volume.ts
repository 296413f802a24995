/**
 * The file system of a hosted process: what the running process sees is here, and each change is an
 * effect on the kernel's disk, which alone knows what a crash leaves. A kernel file is one name; its
 * entries are a header and the pieces that were written.
 */
import type { DiskContents, Effect } from '../../sim/model/node.js';
import { Seq } from '../../sim/model/seq.js';
import type { HttpMessage } from '../network/http.js';
import { recordsIn } from '../network/markers.js';
import type { Decoder } from '../network/markers.js';
import { Inode } from './inode.js';
import type { Piece } from './inode.js';

/** Directories that are there from the beginning. */
const BASE = ['/', '/app', '/tmp', '/srv', '/srv/app', '/var', '/var/lib', '/var/log', '/dev'];
/** File by which a disk that refused without notice is probed for space. */
const PROBE = '/.space';

type DiskEffect = Effect<HttpMessage> & { readonly file: string };

interface VolumeOptions {
  readonly effect: (effect: DiskEffect) => void;
  /** Wall clock of the machine, ms. */
  readonly nowMs: () => number;
  readonly decode: Decoder;
}

export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** A path below a directory. */
const below = (path: string, directory: string): boolean =>
  path.startsWith(directory === '/' ? '/' : `${directory}/`) && path !== '/';

export class Volume {
  readonly #options: VolumeOptions;
  readonly #inodes = new Map<string, Inode>();
  #ino = 0;
  /** The operating system says so. */
  full = false;
  /** Found out by a refusal; `asked`: a probe was sent and not refused so far. */
  #refused: { asked: boolean } | undefined;
  /** Names whose content or existence is not durable. */
  readonly #dirty = new Set<string>();
  /** By the new name: old names whose removal is not durable. */
  readonly #renamed = new Map<string, Set<string>>();

  /** `before`: the volume of the incarnation that crashed, for what is left of torn entries. */
  constructor(options: VolumeOptions, disk: DiskContents, before?: Volume) {
    this.#options = options;
    for (const path of BASE) this.#add(path, this.#directory());
    for (const path of Object.keys(disk)) {
      const entries = disk[path] ?? Seq.empty();
      if (entries.length === 0 || path === PROBE) continue;
      this.#parents(path);
      this.#inodes.set(path, Inode.of(this.#nextIno(), entries, before?.at(path)));
    }
  }

  #nextIno(): number {
    return (this.#ino += 1);
  }

  #directory(): Inode {
    const header = { kind: 'directory', mode: 0o755, birthMs: this.#options.nowMs() } as const;
    return new Inode(this.#nextIno(), header);
  }

  #add(path: string, inode: Inode): void {
    this.#inodes.set(path, inode);
  }

  /** Makes the parents of a durable file that are not durable themselves: the journal has both. */
  #parents(path: string): void {
    const parent = parentOf(path);
    if (this.#inodes.has(parent)) return;
    this.#parents(parent);
    this.#add(parent, this.#directory());
  }

  at(path: string): Inode | undefined {
    return this.#inodes.get(path);
  }

  nameOf(inode: Inode): string | undefined {
    for (const [path, one] of this.#inodes) if (one === inode) return path;
    return undefined;
  }

  /** Names in a directory, sorted. */
  list(directory: string): string[] {
    const from = directory === '/' ? 1 : directory.length + 1;
    const names: string[] = [];
    for (const path of this.#inodes.keys())
      if (below(path, directory) && !path.includes('/', from)) names.push(path.slice(from));
    return names.sort();
  }

  make(path: string, kind: 'file' | 'directory', mode: number): Inode {
    const header = { kind, mode, birthMs: this.#options.nowMs() };
    const inode = new Inode(this.#nextIno(), header);
    this.#add(path, inode);
    // A name takes no block of a full disk; one that is appended can be torn off in a crash.
    if (this.full || this.#refused !== undefined) this.#rewritten(path, inode);
    else this.#effect({ kind: 'append', file: path, entry: header });
    this.#dirty.add(path);
    return inode;
  }

  /** Writes bytes at a position. @returns false when the disk is full */
  write(path: string | undefined, inode: Inode, bytes: string, position: number): boolean {
    if (bytes.length === 0) return true;
    if (!this.#hasSpace()) return false;
    const { content } = inode;
    if (position === content.length) {
      const piece = this.#piece(bytes);
      const timed = inode.header.modifiedMs !== undefined;
      inode.append(piece);
      if (path === undefined) return true;
      if (timed) this.#rewritten(path, inode);
      else this.#effect({ kind: 'append', file: path, entry: piece });
      this.#dirty.add(path);
      return true;
    }
    const before = content.slice(0, position).padEnd(position, '\0');
    inode.replace([this.#piece(before + bytes + content.slice(position + bytes.length))]);
    if (path !== undefined) this.#rewritten(path, inode);
    return true;
  }

  /** Puts these bytes in place of a file's content, at once. */
  replace(path: string, inode: Inode, bytes: string): void {
    inode.replace(bytes === '' ? [] : [this.#piece(bytes)]);
    this.#rewritten(path, inode);
  }

  /** Cuts a file, or lengthens it by zeros. */
  resize(path: string | undefined, inode: Inode, length: number): void {
    const content = inode.content.slice(0, length).padEnd(length, '\0');
    inode.replace(content === '' ? [] : [this.#piece(content)]);
    if (path !== undefined) this.#rewritten(path, inode);
  }

  remove(path: string): void {
    const inode = this.#inodes.get(path);
    if (inode === undefined) return;
    inode.links = 0;
    this.#inodes.delete(path);
    this.#effect({ kind: 'remove', file: path });
    this.#dirty.add(path);
  }

  /** Gives a name to what has another; a directory takes along all that is in it. */
  rename(from: string, to: string): void {
    const moved = [...this.#inodes].filter(([path]) => path === from || below(path, from));
    const replaced = this.#inodes.get(to);
    if (replaced !== undefined) replaced.links = 0;
    for (const [path, inode] of moved) {
      const target = to + path.slice(from.length);
      this.#inodes.delete(path);
      this.#inodes.set(target, inode);
      this.#rewritten(target, inode);
      this.#effect({ kind: 'remove', file: path });
      this.#dirty.add(path);
      const olds = this.#renamed.get(target) ?? new Set<string>();
      this.#renamed.set(target, olds.add(path));
    }
  }

  /** Sets the time of the last change, ms, or the permissions. */
  amend(
    path: string | undefined,
    inode: Inode,
    change: { modifiedMs?: number; mode?: number },
  ): void {
    inode.header = { ...inode.header, ...change };
    if (path !== undefined) this.#rewritten(path, inode);
  }

  /** Names to sync so that a file, or the names in a directory, are durable. */
  toSync(path: string): string[] {
    if (this.at(path)?.isDirectory === true)
      return [
        ...new Set(
          [...this.#renamed]
            .filter(([to]) => parentOf(to) === path)
            .flatMap(([to, olds]) => [to, ...olds])
            .concat(
              [...this.#dirty].filter((one) => parentOf(one) === path && !this.#inodes.has(one)),
            ),
        ),
        path,
      ];
    return [path, ...(this.#renamed.get(path) ?? [])];
  }

  /** Asks for the durability of names. */
  sync(paths: readonly string[]): void {
    for (const path of paths) {
      this.#dirty.delete(path);
      this.#renamed.delete(path);
      this.#options.effect({ kind: 'sync', file: path });
    }
  }

  /** Whatever is not durable. */
  get dirty(): readonly string[] {
    return [...this.#dirty];
  }

  /** The disk refused an entry: it was full, and no one had said so. */
  refused(path: string, entry: unknown): void {
    this.#refused = { asked: false };
    if (path !== PROBE) this.at(path)?.drop(entry as Piece);
  }

  /** Takes the operating system's word on the space left. */
  told(full: boolean): void {
    this.full = full;
    this.#refused = undefined;
  }

  #hasSpace(): boolean {
    if (this.full) return false;
    if (this.#refused === undefined) return true;
    if (this.#refused.asked) {
      this.#refused = undefined;
      this.#options.effect({ kind: 'remove', file: PROBE });
      return true;
    }
    this.#refused.asked = true;
    this.#options.effect({ kind: 'append', file: PROBE, entry: this.#piece('\0') });
    return false;
  }

  #piece(bytes: string): Piece {
    return { bytes, atMs: this.#options.nowMs(), records: recordsIn(bytes, this.#options.decode) };
  }

  #rewritten(path: string, inode: Inode): void {
    this.#effect({ kind: 'write', file: path, entries: inode.entries });
    this.#dirty.add(path);
  }

  #effect(effect: DiskEffect): void {
    this.#options.effect(effect);
  }
}
