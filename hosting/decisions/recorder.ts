/**
 * Records what one node's program decides: the sequence of places and outcomes, the operands of the
 * latest of them, the arithmetic and the readings of clocks from which numbers came.
 */
import { ClockReads } from './clock-reads.js';
import type { RawRead } from './clock-reads.js';
import { FORM, dateMs, formOf, numberOf } from './operand.js';
import type { Form } from './operand.js';
import { compared, computed, primitiveOf } from './primitive.js';
import { Ring } from './ring.js';
import { SITE_KINDS } from './sites.js';
import type { RecordedSite } from './sites.js';

/**
 * A recorder as a host sees it. `branch` and `compare` are the realm's `__skewproof_b` and
 * `__skewproof_c`; they are functions of no object.
 * @since 0.1.0
 */
export interface DecisionRecorder {
  readonly branch: (id: number, value: unknown) => unknown;
  readonly compare: (id: number, operator: string, left: unknown, right: unknown) => unknown;
  /**
   * A task begins: an event, a timer, a start of the process. Equal keys in equal order mean equal
   * tasks; `words` are for the reader.
   */
  readonly task: (key: string, words?: string) => void;
  /**
   * The program reads a clock, or gets a time from outside (`source` names a header, for instance).
   * To be called from the function that the program calls.
   */
  readonly read: (source: string, clock: 'wall' | 'elapsed', value: number) => void;
}

/** One side of a decision as it was recorded. */
export interface Operand {
  readonly value: number;
  readonly form: Form;
  readonly text?: string;
}

/** A number that was computed: by arithmetic, by Math.max and the like, or for a switch. */
export interface Computed {
  readonly site: number;
  readonly result: number;
  /** NaN where the site has no such operand. */
  readonly left: number;
  readonly right: number;
  /** Decisions recorded before it. */
  readonly at: number;
}

/** Settings of a recorder; every default suits a run of a few seconds of simulated work. */
export interface RecorderOptions {
  readonly sites: readonly RecordedSite[];
  /** File name under which the script was compiled: tells its frames from those of the host. */
  readonly script: string;
  /** Operands, arithmetic and readings are kept up to this decision. Default: to the end. */
  readonly upTo?: number;
  /** First decision whose place and outcome are kept. Default 0. */
  readonly from?: number;
  /** Decisions whose place and outcome are kept, a chunk at least. Default 4 million, 16 MB. */
  readonly decisionsMax?: number;
  /** Decisions that come out the other way, if they are comparisons or tests of a boolean. */
  readonly inverted?: ReadonlySet<number>;
  /** Decisions after which a run is given up: an inverted comparison may leave a loop without an end. */
  readonly countMax?: number;
}

const DECISIONS_MAX = 1 << 22;
/** Decisions of which a digest is kept to the end of the run, however long it is. */
export const CHUNK = 1 << 16;

/** A longer text that was compared is cut, characters. */
const TEXT_MAX = 60;

const COMPARISON = SITE_KINDS.indexOf('comparison');
const NULLISH = SITE_KINDS.indexOf('nullish');
const LAST_DECIDING = SITE_KINDS.indexOf('catch');
const TASK_MARK = 0x40000000;

const mixed = (hash: number, word: number): number => {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return (product ^ (product >>> 15)) | 0;
};

export class Recorder implements DecisionRecorder {
  readonly sites: readonly RecordedSite[];
  readonly branch: DecisionRecorder['branch'];
  readonly compare: DecisionRecorder['compare'];
  readonly task: DecisionRecorder['task'];
  readonly read: DecisionRecorder['read'];
  readonly reads: ClockReads;
  readonly #kinds: Uint8Array;
  readonly #from: number;
  readonly #upTo: number;
  readonly #max: number;
  readonly #inverted: ReadonlySet<number> | undefined;
  readonly #countMax: number;
  /** `site * 2 + outcome` for a decision, a digest of the key for a task. */
  #keys = new Int32Array(1024);
  /** Decisions and tasks so far, whether kept or not. */
  #count = 0;
  readonly #chunks: number[] = [];
  #hash = 0;
  /** Decision, left, right, forms of both. */
  readonly #operands = new Ring(4);
  /** Site, result, left, right, decision. */
  readonly #computed = new Ring(5);
  readonly #tasks = new Map<number, string>();
  /** Texts that were compared, left and right, by the row of the operands. */
  readonly #texts: readonly [string[], string[]] = [[], []];

  constructor(options: RecorderOptions) {
    const { sites, script, upTo = Infinity, from = 0, decisionsMax, inverted } = options;
    this.#countMax = options.countMax ?? Infinity;
    this.sites = sites;
    this.reads = new ClockReads(script);
    this.#kinds = Uint8Array.from(sites, ({ kind }) => SITE_KINDS.indexOf(kind));
    this.#from = from;
    this.#upTo = upTo;
    this.#max = Math.max(CHUNK, decisionsMax ?? DECISIONS_MAX);
    this.#inverted = inverted?.size === 0 ? undefined : inverted;
    this.branch = (id, value) => this.#branch(id, value);
    this.compare = (id, operator, left, right) => this.#compare(id, operator, left, right);
    this.task = (key, words = key) => {
      this.#task(key, words);
    };
    const read: DecisionRecorder['read'] = (source, clock, value) => {
      if (this.#count <= this.#upTo) this.reads.add(source, clock, value, this.#count, read);
    };
    this.read = read;
  }

  #branch(id: number, value: unknown): unknown {
    const kind = this.#kinds[id] ?? 0;
    if (kind > LAST_DECIDING) {
      const number = timeOrNumber(value);
      if (this.#count <= this.#upTo && !Number.isNaN(number)) this.#keep(id, number, NaN, NaN);
      return value;
    }
    const held = kind === NULLISH ? value === null || value === undefined : Boolean(value);
    if (this.#count <= this.#upTo) this.#operandsOf(value, undefined, value, undefined);
    if (typeof value === 'boolean' && this.#inverted?.has(this.#count) === true) {
      this.#decision(id * 2 + (held ? 0 : 1));
      return !held;
    }
    this.#decision(id * 2 + (held ? 1 : 0));
    return value;
  }

  #compare(id: number, operator: string, left: unknown, right: unknown): unknown {
    if (this.#kinds[id] !== COMPARISON) return this.#arithmetic(id, operator, left, right);
    const relational = operator.startsWith('<') || operator.startsWith('>');
    const a = relational ? primitiveOf(left) : left;
    const b = relational ? primitiveOf(right) : right;
    const held = compared(operator, a, b) !== (this.#inverted?.has(this.#count) === true);
    if (this.#count <= this.#upTo) this.#operandsOf(left, right, a, b);
    this.#decision(id * 2 + (held ? 1 : 0));
    return held;
  }

  #arithmetic(id: number, operator: string, left: unknown, right: unknown): unknown {
    const result = computed(operator, left, right);
    if (typeof result === 'number' && this.#count <= this.#upTo)
      this.#keep(id, result, timeOrNumber(left), timeOrNumber(right));
    return result;
  }

  /** @param a what `left` was converted to, likewise `b` */
  #operandsOf(left: unknown, right: unknown, a: unknown, b: unknown): void {
    const ring = this.#operands;
    const row = ring.next();
    ring.set(row, this.#count);
    if (typeof left === 'number' && typeof right === 'number') {
      ring.set(row + 1, left);
      ring.set(row + 2, right);
      ring.set(row + 3, 0);
      return;
    }
    ring.set(row + 1, numberOf(a));
    ring.set(row + 2, numberOf(b));
    ring.set(row + 3, comparedForm(left, a) + comparedForm(right, b) * 8);
    const place = row / ring.width;
    if (typeof a === 'string') this.#texts[0][place] = a.slice(0, TEXT_MAX);
    if (typeof b === 'string') this.#texts[1][place] = b.slice(0, TEXT_MAX);
  }

  #keep(site: number, result: number, left: number, right: number): void {
    const ring = this.#computed;
    const row = ring.next();
    ring.set(row, site);
    ring.set(row + 1, result);
    ring.set(row + 2, left);
    ring.set(row + 3, right);
    ring.set(row + 4, this.#count);
  }

  #decision(key: number): void {
    if (this.#count > this.#countMax) throw new Error('a loop that does not end');
    const at = this.#count - this.#from;
    if (at >= 0 && at < this.#max) {
      if (at >= this.#keys.length) {
        const grown = new Int32Array(Math.min(this.#keys.length * 2, this.#max));
        grown.set(this.#keys);
        this.#keys = grown;
      }
      this.#keys[at] = key;
    }
    this.#count += 1;
    this.#hash = mixed(this.#hash, key);
    if (this.#count % CHUNK === 0) this.#chunks.push(this.#hash);
  }

  #task(key: string, words: string): void {
    let hash = 0;
    for (let i = 0; i < key.length; i += 1) hash = mixed(hash, key.charCodeAt(i));
    const mark = (hash >>> 2) | TASK_MARK;
    if (this.#count <= this.#upTo) this.#tasks.set(this.#count, words);
    this.#decision(mark);
  }

  /** Decisions and tasks of the run. */
  get count(): number {
    return this.#count;
  }

  /** Decisions and tasks whose place and outcome are kept: from the first to before the second. */
  get kept(): readonly [from: number, to: number] {
    return [this.#from, Math.min(this.#count, this.#from + this.#max)];
  }

  /** Digest of everything up to the end of a chunk; undefined: the run ended before. */
  digest(chunk: number): number | undefined {
    return this.#chunks[chunk];
  }

  /** Place and outcome of a decision as one number; undefined where none is kept. */
  key(index: number): number | undefined {
    const [from, to] = this.kept;
    return index >= from && index < to ? this.#keys[index - from] : undefined;
  }

  /** The site of a decision; undefined for a task. */
  siteAt(index: number): RecordedSite | undefined {
    const key = this.key(index) ?? TASK_MARK;
    return key >= TASK_MARK ? undefined : this.sites[key >> 1];
  }

  heldAt(index: number): boolean {
    return ((this.key(index) ?? 0) & 1) === 1;
  }

  /** The words of a task; undefined for a decision. */
  taskAt(index: number): string | undefined {
    return (this.key(index) ?? 0) >= TASK_MARK ? (this.#tasks.get(index) ?? 'a task') : undefined;
  }

  /** Both operands of a decision, the left one alone for a test; undefined: overwritten since. */
  operandsAt(index: number): readonly [Operand, Operand] | undefined {
    const ring = this.#operands;
    for (let row = ring.count - 1; row >= ring.oldest && ring.get(row, 0) >= index; row -= 1) {
      if (ring.get(row, 0) !== index) continue;
      const forms = ring.get(row, 3);
      const side = (field: 1 | 2, form: number): Operand => ({
        value: ring.get(row, field),
        form: form as Form,
        ...(form === FORM.text ? { text: this.#texts[field - 1]?.[ring.place(row)] ?? '' } : {}),
      });
      return [side(1, forms % 8), side(2, Math.floor(forms / 8))];
    }
    return undefined;
  }

  /** Numbers that were computed before a decision, the latest first. */
  *computedBefore(index: number): Iterable<Computed> {
    const ring = this.#computed;
    for (let row = ring.count - 1; row >= ring.oldest; row -= 1) {
      const at = ring.get(row, 4);
      if (at > index) continue;
      const [site, result, left, right] = [0, 1, 2, 3].map((field) => ring.get(row, field));
      yield { site: site ?? 0, result: result ?? NaN, left: left ?? NaN, right: right ?? NaN, at };
    }
  }

  /** Readings of clocks before a decision, the latest first. */
  readsBefore(index: number): Iterable<RawRead> {
    return this.reads.before(index);
  }
}

/** A date that was converted to compare it stays one, so that a report shows it as such. */
const comparedForm = (value: unknown, primitive: unknown): Form =>
  typeof value === 'object' && value !== null && value !== primitive && dateMs(value) !== undefined
    ? FORM.date
    : formOf(primitive);

const timeOrNumber = (value: unknown): number =>
  (typeof value === 'object' && value !== null ? dateMs(value) : undefined) ?? numberOf(value);
