/** The last numbers of a long sequence: rows of a fixed width in a buffer that begins again when full. */

/** Rows that a ring holds unless it is given another number. */
const ROWS = 1 << 15;

export class Ring {
  readonly width: number;
  readonly #rows: number;
  #data: Float64Array;
  #count = 0;

  constructor(width: number, rows = ROWS) {
    this.width = width;
    this.#rows = rows;
    this.#data = new Float64Array(width * Math.min(rows, 256));
  }

  /** Rows ever written. */
  get count(): number {
    return this.#count;
  }

  /** Number of the oldest row that is still there. */
  get oldest(): number {
    return Math.max(0, this.#count - this.#rows);
  }

  /** Begins a row; its fields are then set one by one. */
  next(): number {
    const at = (this.#count % this.#rows) * this.width;
    if (at >= this.#data.length) {
      const grown = new Float64Array(Math.min(this.#data.length * 2, this.#rows * this.width));
      grown.set(this.#data);
      this.#data = grown;
    }
    this.#count += 1;
    return at;
  }

  set(at: number, value: number): void {
    this.#data[at] = value;
  }

  /** Place of a row in the buffer, counted in rows. */
  place(row: number): number {
    return row % this.#rows;
  }

  /** A field of a row by its number in the whole sequence; NaN once the row is overwritten. */
  get(row: number, field: number): number {
    if (row < this.oldest || row >= this.#count) return NaN;
    return this.#data[(row % this.#rows) * this.width + field] ?? NaN;
  }
}
