/**
 * The disk of one node: for each file the durable content, and the content that a running process
 * reads. A crash keeps the durable content and loses all or some of the difference.
 */
import { File } from './file.js';
import type { FileContent } from './file.js';
import { Seq } from '../model/seq.js';
import { TORN } from '../model/node.js';
import type { DiskContents } from '../model/node.js';
import type { Stream } from '../model/random.js';

/**
 * Severity of a crash: `process` loses nothing that was written; `power` keeps only what was
 * synced; `torn` keeps what was synced, some of the unsynced entries, and half an entry.
 * @since 0.1.0
 */
export type CrashSeverity = 'process' | 'power' | 'torn';

const EMPTY = Seq.empty<unknown>();

export class Disk {
  /** Head of a linked list in order of creation: a disk has a few files, and most have one. */
  #first: File | undefined;
  /** The file used last: most nodes use the same file again and again. */
  #last: File | undefined;
  /** Number of causes for which the disk accepts no entries; they may overlap. */
  #fills = 0;

  /** A disk with these files. */
  static of(files: Iterable<readonly [string, FileContent]>): Disk {
    const disk = new Disk();
    for (const [name, file] of files) disk.#add(File.of(name, file));
    return disk;
  }

  /** Every file in its present state, for reading only. */
  *files(): Iterable<readonly [string, FileContent]> {
    for (const file of this.#all()) yield [file.name, file];
  }

  *#all(): Iterable<File> {
    for (let file = this.#first; file !== undefined; file = file.next) yield file;
  }

  /** The file used last, for reading only. */
  get last(): File | undefined {
    return this.#last;
  }

  get full(): boolean {
    return this.#fills > 0;
  }

  /** Adds one cause for the disk to be full; removes one if `delta` is -1. */
  fill(delta: 1 | -1): void {
    this.#fills = Math.max(0, this.#fills + delta);
  }

  /** Removes every cause for the disk to be full. */
  heal(): void {
    this.#fills = 0;
  }

  #file(name: string): File {
    const last = this.#last;
    return last?.name === name ? last : this.#find(name);
  }

  #find(name: string): File {
    let file = this.#first;
    while (file !== undefined && file.name !== name) file = file.next;
    file ??= this.#add(new File(name));
    this.#last = file;
    return file;
  }

  #add(file: File): File {
    let end = this.#first;
    if (end === undefined) this.#first = file;
    else {
      while (end.next !== undefined) end = end.next;
      end.next = file;
    }
    return file;
  }

  /** Appends an entry. Returns false, and writes nothing, when the disk is full. */
  append(name: string, entry: unknown): boolean {
    if (this.full) return false;
    this.#file(name).append(entry);
    return true;
  }

  /**
   * Replaces a file. This needs no new space (a registry value, a rewritten header), so it works on
   * a full disk.
   */
  write(name: string, entries: Seq<unknown>): void {
    this.#file(name).write(entries);
  }

  truncate(name: string, count: number): void {
    this.#file(name).drop(count);
  }

  remove(name: string): void {
    this.write(name, EMPTY);
  }

  /** The content that a sync started now will make durable. */
  contentOf(name: string): Seq<unknown> {
    return this.#file(name).contentToSync();
  }

  /** Completes a sync that began when the file held `content`. */
  synced(name: string, content: Seq<unknown>): void {
    this.#file(name).synced(content);
  }

  /** Like `synced`, when no caller holds that content any more. */
  settled(name: string, content: Seq<unknown>): void {
    this.#file(name).settled(content);
  }

  /** Makes everything written durable, as an orderly shutdown does. */
  flush(): void {
    for (const file of this.#all()) file.flush();
  }

  crash(severity: CrashSeverity, stream: Stream): void {
    if (severity === 'process') {
      this.flush();
      return;
    }
    for (const file of this.#all())
      if (severity === 'torn' && file.appended > 0) {
        file.write(tornContent(file, stream));
        file.flush();
      } else file.revert();
  }

  wipe(): void {
    this.#first = undefined;
    this.#last = undefined;
  }

  /** A copy of the durable content, to restore later. */
  snapshot(): DiskContents {
    const copy: Record<string, Seq<unknown>> = {};
    for (const file of this.#all()) copy[file.name] = file.durable;
    return copy;
  }

  restore(contents: DiskContents): void {
    this.#first = undefined;
    this.#last = undefined;
    for (const name of Object.keys(contents)) {
      const content = contents[name] ?? EMPTY;
      this.#add(File.of(name, { durable: content, current: content, appended: 0 }));
    }
  }

  /** The current content of every file, as a starting process finds it. */
  contents(): DiskContents {
    const copy: Record<string, Seq<unknown>> = {};
    for (const file of this.#all()) copy[file.name] = file.current;
    return copy;
  }
}

function tornContent(file: FileContent, stream: Stream): Seq<unknown> {
  const unsynced = file.current.drop(file.current.length - file.appended);
  const kept = stream.integer(0, file.appended - 1);
  return file.current
    .take(file.current.length - file.appended)
    .concat(unsynced.take(kept))
    .push(TORN);
}
