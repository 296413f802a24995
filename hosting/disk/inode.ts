/** Files and directories of a volume, as plain data on the kernel's disk. */
import { TORN } from '../../sim/model/node.js';
import { Seq } from '../../sim/model/seq.js';

/** First entry of a kernel file: what the name stands for. */
interface Header {
  readonly kind: 'file' | 'directory';
  readonly mode: number;
  /** Wall clock of the machine when it was made, ms. */
  readonly birthMs: number;
  /** Wall clock of the last change of its times by the program, ms; absent: as its entries say. */
  readonly modifiedMs?: number;
}

/** Bytes that were written at once. */
export interface Piece {
  /** One character for each byte (latin1). */
  readonly bytes: string;
  /** Wall clock of the machine, ms. */
  readonly atMs: number;
  /** Records whose markers the bytes hold. */
  readonly records: readonly number[];
}

/** A half-written entry of which nothing else is known reads as zeros. */
const ZEROS = '\0'.repeat(8);

export class Inode {
  readonly ino: number;
  header: Header;
  pieces: Seq<Piece>;
  /** Names under which it stands: 0 once it is removed, while descriptors may still be open. */
  links = 1;
  #content: string | undefined;

  constructor(ino: number, header: Header, pieces: Seq<Piece> = Seq.empty()) {
    this.ino = ino;
    this.header = header;
    this.pieces = pieces;
  }

  /**
   * From the entries of a kernel file. Of a torn entry the first half is left, where `before` knows
   * what it was.
   */
  static of(ino: number, entries: Seq<unknown>, before: Inode | undefined): Inode {
    const [first, ...rest] = entries.toArray();
    const header: Header = isHeader(first)
      ? first
      : (before?.header ?? { kind: 'file', mode: 0o644, birthMs: 0 });
    const pieces = rest.map((entry, index): Piece => {
      if (!isTorn(entry)) return entry as Piece;
      const lost = before?.pieces.at(index);
      const bytes = lost?.bytes.slice(0, lost.bytes.length >> 1) ?? ZEROS;
      return { bytes, atMs: lost?.atMs ?? header.birthMs, records: [] };
    });
    return new Inode(ino, header, Seq.of(pieces));
  }

  get isDirectory(): boolean {
    return this.header.kind === 'directory';
  }

  get content(): string {
    if (this.#content !== undefined) return this.#content;
    let content = '';
    this.pieces.forEach(({ bytes }) => {
      content += bytes;
    });
    return (this.#content = content);
  }

  get size(): number {
    return this.isDirectory ? 4_096 : this.content.length;
  }

  get modifiedMs(): number {
    return this.header.modifiedMs ?? this.pieces.last()?.atMs ?? this.header.birthMs;
  }

  append(piece: Piece): void {
    this.#content = this.content + piece.bytes;
    this.pieces = this.pieces.push(piece);
    this.#touched();
  }

  replace(pieces: readonly Piece[]): void {
    this.pieces = Seq.of(pieces);
    this.#content = undefined;
    this.#touched();
  }

  /** Without a piece that the disk refused after all. */
  drop(piece: Piece): void {
    this.pieces = this.pieces.filter((one) => one !== piece);
    this.#content = undefined;
  }

  /** A time that the program set holds until the next change. */
  #touched(): void {
    if (this.header.modifiedMs === undefined) return;
    const { kind, mode, birthMs } = this.header;
    this.header = { kind, mode, birthMs };
  }

  /** As the kernel's disk keeps it. */
  get entries(): Seq<unknown> {
    return Seq.of<unknown>([this.header]).concat(this.pieces);
  }
}

const isTorn = (entry: unknown): boolean =>
  entry === TORN || (Object(entry) as { torn?: unknown }).torn === true;

const isHeader = (entry: unknown): entry is Header =>
  typeof (Object(entry) as { kind?: unknown }).kind === 'string';
