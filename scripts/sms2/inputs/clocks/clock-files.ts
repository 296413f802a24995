/** Files of clocks under the paths of the command line, and the client that each is about. */
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inputError, SkewproofError } from '../../../../sim/model/errors.js';
import { readRegular } from '../../../files/read-file.js';
import type { BadRow } from '../bad-row.js';
import { unpacked } from '../compressed.js';
import { evidenceIn } from './evidence.js';
import type { Evidence } from './evidence.js';
import { parseClockFile, unreadable } from './parse.js';
import type { ParsedFile } from './parse.js';
import type { Remark } from './findings.js';
import { isSameMachine, readingFrom, whyNone } from './reading.js';
import type { ClockReading } from './reading.js';

interface ClockFile {
  readonly path: string;
  /** The path of the command line under which it was found. */
  readonly root: string;
  /** Folders between the root and the file. */
  readonly folders: readonly string[];
}

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Deep enough for `<host>/var/log/chrony/tracking.log`; a link to a parent ends somewhere. */
const DEPTH_MAX = 8;

function* under(root: string, path: string, folders: readonly string[]): Generator<ClockFile> {
  const entries = readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const inner = join(path, entry.name);
    if (entry.isFile() || (entry.isSymbolicLink() && statSync(inner).isFile()))
      yield { path: inner, root, folders };
    else if (entry.isDirectory() && folders.length < DEPTH_MAX)
      yield* under(root, inner, [...folders, entry.name]);
  }
}

/** A folder stands for all files in it, in order of name; hidden files are no output of a tool. */
function filesOf(root: string): readonly ClockFile[] {
  let files: readonly ClockFile[];
  try {
    if (!statSync(root).isDirectory()) return [{ path: root, root, folders: [] }];
    files = [...under(root, root, [])];
  } catch (error) {
    throw inputError({ place: root, expected: 'a file or folder of clocks', got: why(error) });
  }
  if (files.length > 0) return files;
  throw inputError({ place: root, expected: 'files in this folder', got: 'none' });
}

/** `.../PC-017.txt.gz` is the clock of PC-017; other dots belong to the name (pc.example.org). */
export const clientOfFile = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? path)
    .replace(/\.gz$/i, '')
    .replace(/\.(?:txt|csv|log|out|json)$/i, '');

/** Names that a file may be meant by: its own, cut at its dots, then those of its folders. */
function namesOf({ path, root, folders }: ClockFile): readonly string[] {
  const own = clientOfFile(path);
  const parts = own.split('.');
  const cut = parts.slice(1).map((_, at) => parts.slice(0, parts.length - 1 - at).join('.'));
  return [own, ...cut, ...[...folders].reverse(), basename(root)];
}

/** The client of a file: the first of its names that used something, or the plainest. */
function clientOf(file: ClockFile, clients: ReadonlySet<string>): string {
  const known = namesOf(file).find((name) => clients.has(name));
  return known ?? file.folders[0] ?? clientOfFile(file.path);
}

/** A file without a measurement: counted, where it is one of several. */
export interface UnreadFile {
  readonly place: string;
  readonly client: string;
  readonly why: string;
}

export interface BadRows {
  readonly file: string;
  readonly rows: readonly BadRow[];
  /** True if the rows are of one file of several, whose other rows serve. */
  readonly counted: boolean;
}

export interface ReadClocks {
  readonly readings: ReadonlyMap<string, ClockReading>;
  readonly bad: readonly BadRows[];
  readonly unread: readonly UnreadFile[];
  readonly files: number;
}

const twice = (place: string, client: string, known: string): Error =>
  inputError({
    place,
    expected: 'each client in one file of clocks',
    got: `"${client}", which is in ${known} as well`,
  });

interface Own {
  readonly file: ClockFile;
  readonly evidence: Evidence;
}

/** Two files of one name are a client that is there twice, and no two parts of its evidence. */
function checkedParts(client: string, files: readonly Own[]): void {
  const seen = new Map<string, string>();
  for (const { file } of files) {
    const key = [...file.folders, clientOfFile(file.path)].join('/');
    const known = seen.get(key) ?? files.find((other) => other.file.root !== file.root)?.file.path;
    if (known !== undefined) throw twice(file.path, client, known);
    seen.set(key, file.path);
  }
}

class Reading {
  readonly readings = new Map<string, ClockReading>();
  readonly bad: BadRows[] = [];
  readonly unread: UnreadFile[] = [];
  readonly #own = new Map<string, Own[]>();
  readonly #sole: boolean;
  readonly #clients: ReadonlySet<string>;

  constructor(sole: boolean, clients: ReadonlySet<string>) {
    this.#sole = sole;
    this.#clients = clients;
  }

  read(file: ClockFile): void {
    const { path: place } = file;
    const client = clientOf(file, this.#clients);
    const bytes = readRegular(place, 'a file that can be read');
    const parsed = this.#parsed(bytes, place);
    if (typeof parsed === 'string') {
      this.unread.push({ place, client, why: parsed });
      this.#own.set(client, [
        ...(this.#own.get(client) ?? []),
        { file, evidence: evidenceIn(['']) },
      ]);
      return;
    }
    if (parsed.bad.length > 0)
      this.bad.push({
        file: place,
        rows: parsed.bad,
        counted: parsed.kind === 'tool' && !this.#sole,
      });
    if (parsed.kind === 'table') {
      for (const reading of parsed.readings) this.#add(reading);
      return;
    }
    const { evidence } = parsed;
    if (evidence.unknown && this.#sole && bytes.length > 0)
      throw unreadable(evidence, place, false);
    if (!evidence.findings.some(({ samples }) => samples.length > 0))
      this.unread.push({
        place,
        client,
        why: bytes.length === 0 ? 'an empty file' : whyNone(evidence),
      });
    const known = this.#own.get(client) ?? [];
    known.push({ file, evidence });
    this.#own.set(client, known);
  }

  /** The error in words, for one file of several: it does not end the command. */
  #parsed(bytes: Uint8Array, place: string): ParsedFile | string {
    try {
      return parseClockFile(unpacked(bytes, place), place);
    } catch (error) {
      if (this.#sole || !(error instanceof SkewproofError)) throw error;
      return error.message;
    }
  }

  #add(reading: ClockReading): void {
    const known = this.readings.get(reading.client);
    if (known !== undefined) throw twice(reading.place, reading.client, known.place);
    this.readings.set(reading.client, reading);
  }

  /** A server that is a client here has no surer time than the others. */
  #comparedWith(client: string, files: readonly Own[]): Remark[] {
    const others = new Set<string>();
    for (const { evidence } of files)
      for (const { samples } of evidence.findings)
        for (const { of } of samples)
          if (of !== undefined && !isSameMachine(of, client) && this.#clients.has(of))
            others.add(of);
    return [...others].map((other) => ({
      kind: 'sign turned',
      text: `it was compared with ${other}, which is a client here too: if its time was the right one, the file is that of ${other}`,
    }));
  }

  #named(client: string, files: readonly Own[]): Remark[] {
    const plain = files.every(({ file }) => clientOfFile(file.path) === client);
    const paths = files.map(({ file }) => file.path);
    return plain ? [] : [{ kind: 'name', text: `taken from ${paths.join(', ')}` }];
  }

  end(): void {
    for (const [client, files] of this.#own) {
      checkedParts(client, files);
      const parts = files.map(({ file, evidence }) => ({ place: file.path, evidence }));
      const reading = readingFrom(client, parts);
      const failed = this.unread.find((one) => one.client === client);
      this.#add({
        ...reading,
        ...(reading.offsetMs === undefined && failed !== undefined ? { why: failed.why } : {}),
        remarks: [
          ...reading.remarks,
          ...this.#comparedWith(client, files),
          ...this.#named(client, files),
        ],
      });
    }
  }
}

/**
 * Reads all files of clocks.
 * @param clients names of the usage's clients, by which files and folders are recognised
 * @throws SkewproofError SKEW-101 for a path that cannot be read, a table that is none, a client
 *   twice, and for the only file if it is of no known format
 */
export function readClocks(paths: readonly string[], clients: ReadonlySet<string>): ReadClocks {
  const files = paths.flatMap(filesOf);
  const reading = new Reading(files.length === 1, clients);
  for (const file of files) reading.read(file);
  reading.end();
  const { readings, bad, unread } = reading;
  return { readings, bad, unread, files: files.length };
}
