/**
 * A note in memory that two threads see: which run a worker has begun, and of which scenario, or
 * which step of a check. A model that does not return cannot be asked; its thread can be ended, and
 * the note says where it was.
 */

/** Bytes for a scenario as JSON; of a longer one only the number of the run is noted. */
const SCENARIO_BYTES = 1 << 18;
const CELLS = { changes: 0, run: 1, bytes: 2, kind: 3 } as const;
const KIND = { scenario: 0, place: 1 } as const;
const CELL_BYTES = Int32Array.BYTES_PER_ELEMENT * Object.keys(CELLS).length;

export const newNote = (): SharedArrayBuffer => new SharedArrayBuffer(CELL_BYTES + SCENARIO_BYTES);

export class RunNote {
  readonly #cells: Int32Array;
  readonly #text: Uint8Array;
  readonly #encoder = new TextEncoder();

  constructor(shared: SharedArrayBuffer) {
    this.#cells = new Int32Array(shared, 0, CELL_BYTES / Int32Array.BYTES_PER_ELEMENT);
    this.#text = new Uint8Array(shared, CELL_BYTES);
  }

  /** A run of this scenario begins. */
  begin(scenario: unknown): void {
    this.#write(KIND.scenario, JSON.stringify(scenario));
  }

  /** Something else begins: `node agent-1, timer upload`. */
  at(place: string): void {
    this.#write(KIND.place, place);
  }

  #write(kind: number, text: string): void {
    const { read, written } = this.#encoder.encodeInto(text, this.#text);
    Atomics.store(this.#cells, CELLS.kind, kind);
    Atomics.store(this.#cells, CELLS.bytes, read === text.length ? written : 0);
    Atomics.add(this.#cells, CELLS.changes, 1);
  }

  /** The run of this number, from 0, is to be drawn next; nothing runs. */
  draw(run: number): void {
    Atomics.store(this.#cells, CELLS.run, run);
    Atomics.store(this.#cells, CELLS.bytes, 0);
    Atomics.add(this.#cells, CELLS.changes, 1);
  }

  /** Differs whenever a run has begun or ended since. */
  get changes(): number {
    return Atomics.load(this.#cells, CELLS.changes);
  }

  /** Number of the run, from 0. */
  get run(): number {
    return Atomics.load(this.#cells, CELLS.run);
  }

  /** The scenario that runs; undefined: none does, or it is too long to be noted. */
  get scenario(): unknown {
    const text = this.#read(KIND.scenario);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  }

  /** The place that was noted last, unless a scenario was. */
  get place(): string | undefined {
    return this.#read(KIND.place);
  }

  #read(kind: number): string | undefined {
    const bytes = Atomics.load(this.#cells, CELLS.bytes);
    if (bytes === 0 || Atomics.load(this.#cells, CELLS.kind) !== kind) return undefined;
    // A copy, since a decoder takes no shared memory.
    return new TextDecoder().decode(this.#text.slice(0, bytes));
  }
}
