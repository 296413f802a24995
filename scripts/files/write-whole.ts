/**
 * Files that are there as a whole or not at all: written beside their place and then moved there. A
 * full disk, or a process that is ended, leaves the earlier file as it was.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { inputError } from '../../sim/model/errors.js';
import type { SkewproofError } from '../../sim/model/errors.js';

export const whyOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** The error for a file that cannot be written. */
export const unwritable = (place: string, error: unknown): SkewproofError =>
  inputError({
    place,
    expected: 'a file that can be written',
    got: whyOf(error),
    advice: 'No part of it was written; an earlier file is unchanged.',
  });

/** Removes a file if it is there; what keeps it from that is the error of the write. */
function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // There is none, or nothing can be removed.
  }
}

const PROBE_BYTES = 1 << 16;

/**
 * Writes and removes a file in the folder: a disk that is full or read-only shows before the work.
 * @throws SkewproofError SKEW-101
 */
export function probed(folder: string): void {
  const probe = join(folder, `probe.${String(process.pid)}.partial`);
  try {
    writeFileSync(probe, new Uint8Array(PROBE_BYTES));
  } catch (error) {
    throw unwritable(folder, error);
  } finally {
    discard(probe);
  }
}

/** Writes a text so that it outlives a power failure. */
function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Writes files, over earlier ones if there are some; the first is moved when all have been written.
 * @throws SkewproofError SKEW-101 with the path of the one that failed
 */
export function writeAllWhole(files: readonly (readonly [path: string, text: string])[]): void {
  const partials: [partial: string, path: string][] = [];
  let failing = '';
  try {
    for (const [path, text] of files) {
      failing = path;
      const partial = `${path}.${String(process.pid)}.partial`;
      partials.push([partial, path]);
      writeSynced(partial, text);
    }
    for (const [partial, path] of partials) {
      failing = path;
      renameSync(partial, path);
    }
  } catch (error) {
    throw unwritable(failing, error);
  } finally {
    for (const [partial] of partials) discard(partial);
  }
}

/** Codes of a disk that has no links. */
const NO_LINKS: readonly unknown[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Syncs the names in a folder, where the system can. */
function syncFolder(folder: string): void {
  let file: number | undefined;
  try {
    file = openSync(folder, 'r');
    fsyncSync(file);
  } catch {
    // Windows opens no folder; there a name is as safe as it gets.
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Writes a file unless one is there, whichever process makes it. Both its text and its name are
 * synced. Throws as `node:fs` does.
 */
export function writeNewWhole(path: string, text: string): void {
  const partial = `${path}.${String(process.pid)}.partial`;
  try {
    writeSynced(partial, text);
    linkSync(partial, path);
    syncFolder(dirname(path));
  } catch (error) {
    // A disk without links, FAT for instance; there two processes may still overwrite each other.
    if (!existsSync(partial) || existsSync(path) || !NO_LINKS.includes(codeOf(error))) throw error;
    renameSync(partial, path);
  } finally {
    discard(partial);
  }
}
