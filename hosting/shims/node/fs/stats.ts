/** `Stats` and `Dirent` of simulated files. */
import { constants } from 'node:fs';
import { real } from '../../../realm/node/real.js';
import type { Inode } from '../../../disk/inode.js';

const BLOCK = 4_096;
const SECTOR = 512;
const UID = 1_000;

/** Kinds of files that a volume does not have. */
class Kinds {
  readonly #isDirectory: boolean;

  constructor(isDirectory: boolean) {
    this.#isDirectory = isDirectory;
  }

  isFile(): boolean {
    return !this.#isDirectory;
  }

  isDirectory(): boolean {
    return this.#isDirectory;
  }

  isSymbolicLink(): boolean {
    return false;
  }

  isBlockDevice(): boolean {
    return false;
  }

  isCharacterDevice(): boolean {
    return false;
  }

  isFIFO(): boolean {
    return false;
  }

  isSocket(): boolean {
    return false;
  }
}

export class Stats extends Kinds {
  readonly dev = 1;
  readonly mode: number;
  readonly nlink: number;
  readonly uid = UID;
  readonly gid = UID;
  readonly rdev = 0;
  readonly blksize = BLOCK;
  readonly ino: number;
  readonly size: number;
  readonly blocks: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly birthtimeMs: number;
  readonly atime: Date;
  readonly mtime: Date;
  readonly ctime: Date;
  readonly birthtime: Date;

  constructor(inode: Inode) {
    super(inode.isDirectory);
    this.mode = inode.header.mode | (inode.isDirectory ? constants.S_IFDIR : constants.S_IFREG);
    this.nlink = inode.isDirectory ? 2 : inode.links;
    this.ino = inode.ino;
    this.size = inode.size;
    this.blocks = Math.ceil(inode.size / SECTOR);
    this.atimeMs = this.mtimeMs = this.ctimeMs = inode.modifiedMs;
    this.birthtimeMs = inode.header.birthMs;
    this.atime = new real.Date(this.atimeMs);
    this.mtime = new real.Date(this.mtimeMs);
    this.ctime = new real.Date(this.ctimeMs);
    this.birthtime = new real.Date(this.birthtimeMs);
  }
}

export class Dirent extends Kinds {
  readonly name: string;
  readonly parentPath: string;
  readonly path: string;

  constructor(name: string, parentPath: string, isDirectory: boolean) {
    super(isDirectory);
    this.name = name;
    this.parentPath = parentPath;
    this.path = parentPath;
  }
}
