/**
 * Origins of a number that was compared: a reading of a clock that has exactly this value, or
 * arithmetic with exactly this result. An origin counts only if it holds in both runs, whose values
 * differ by a unit: so two equal numbers do not lend each other their origins.
 */
import type { RawRead } from './clock-reads.js';
import type { Reader } from './reader.js';
import type { Computed, Recorder } from './recorder.js';

/**
 * The origin of one side of a decision, in both runs.
 * @since 0.1.0
 */
export interface Origin {
  /** `Date.now at queue.js:221`, or `now + ttl at queue.js:12 (now: Date.now at queue.js:11)`. */
  readonly words: string;
  /** `queue.js:12`. */
  readonly place: string;
  /** The words in parentheses: the caller of a helper, origins from other lines. */
  readonly details: readonly string[];
  /** The clock that was read; absent for arithmetic. */
  readonly clock?: 'wall' | 'elapsed';
  /** The value that was read or computed, in the losing and in the passing run. */
  readonly losing: number;
  readonly passing: number;
  /** Kind of the number, if that follows from the clocks it was read from and the signs between; ms. */
  readonly quantity?: OriginQuantity;
  /** Decisions of the losing run before it was read or computed. */
  readonly at: number;
  /** Origins of the operands of arithmetic, by their source text. */
  readonly parts: readonly OriginPart[];
}

/** A date on a wall clock, or a duration; both in ms. */
type OriginQuantity = 'date' | 'duration';

/**
 * An operand of arithmetic and what set it.
 * @since 0.1.0
 */
interface OriginPart {
  readonly name: string;
  readonly origin: Origin;
}

/** A number in one run, and the decision before which it was set. */
interface Known {
  readonly recorder: Recorder;
  readonly value: number;
  readonly before: number;
}

type Pair = readonly [losing: Known, passing: Known];

/** A smaller whole number is a count, and equal to many others by chance. */
const COUNT_BELOW = 1000;
const isCount = (value: number): boolean =>
  Number.isInteger(value) && Math.abs(value) < COUNT_BELOW;

/** Operands of operands, and so on. */
const DEPTH_MAX = 4;

const innermost = ({ frames }: RawRead): string => String(frames[0] ?? '');

/** Readings with the value, by place. */
function readingsOf({ recorder, value, before }: Known): ReadonlyMap<string, RawRead> {
  const found = new Map<string, RawRead>();
  if (isCount(value)) return found;
  for (const read of recorder.readsBefore(before)) {
    const key = `${read.source} ${innermost(read)}`;
    if (read.value === value && !found.has(key)) found.set(key, read);
  }
  return found;
}

/** Arithmetic with the result, by place, the latest first. */
function arithmeticOf({ recorder, value, before }: Known): ReadonlyMap<number, Computed> {
  const found = new Map<number, Computed>();
  for (const one of recorder.computedBefore(before)) {
    if (one.result !== value || found.has(one.site)) continue;
    const kind = recorder.sites[one.site]?.kind;
    if (kind === 'operand' || kind === 'switch') continue;
    // A count is traced only to the operand that was computed for this very decision.
    if (!isCount(value) || one.at === before) found.set(one.site, one);
  }
  return found;
}

/** Arguments of Math.floor, Math.max and their kin, which were noted just before the result. */
export function argumentsOf(recorder: Recorder, site: number, before: number): readonly Computed[] {
  const found = new Map<number, Computed>();
  for (const one of recorder.computedBefore(before))
    if (recorder.sites[one.site]?.of === site && !found.has(one.site)) found.set(one.site, one);
  return [...found.values()].sort((a, b) => a.site - b.site);
}

/** Operations whose result is of the kind of their operand. */
const KEEPS: ReadonlySet<string> = new Set(['max', 'min', 'floor', 'ceil', 'round', 'trunc']);

/** A number without a known origin that is as great as this is a date, ms. */
const DATE_MIN_MS = 100_000_000_000;

type Term = readonly [origin: Origin | undefined, value: number];

/** The kind of the result of arithmetic; undefined where a factor changes the unit. */
function quantityOf(operator: string, terms: readonly Term[]): OriginQuantity | undefined {
  const known = terms.flatMap(([origin]) => origin?.quantity ?? []);
  if (known.length === 0 || KEEPS.has(operator)) return known[0];
  if (operator !== '-' && operator !== '+') return undefined;
  const [left, right] = terms.map(
    ([origin, value]) => origin?.quantity ?? (Math.abs(value) >= DATE_MIN_MS ? 'date' : 'duration'),
  );
  if (left === right) return operator === '-' || left === 'duration' ? 'duration' : undefined;
  return operator === '+' || left === 'date' ? 'date' : undefined;
}

function originOf({ what, ...origin }: Omit<Origin, 'words'> & { readonly what: string }): Origin {
  const { place, details } = origin;
  const said = details.length === 0 ? '' : ` (${details.join('; ')})`;
  return { words: `${what} at ${place}${said}`, ...origin };
}

export class Origins {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** @param text source text of the operand: arithmetic of that very text is preferred */
  of(pair: Pair, text: string, depth = 0): Origin | undefined {
    if (depth >= DEPTH_MAX) return undefined;
    const own = this.#arithmetic(pair, depth, text);
    return own ?? this.#reading(pair) ?? this.#arithmetic(pair, depth);
  }

  #reading([losing, passing]: Pair): Origin | undefined {
    const there = readingsOf(passing);
    const reads = [...readingsOf(losing)].filter(([key]) => there.has(key)).map(([, read]) => read);
    const [first] = reads;
    if (first === undefined) return undefined;
    const [place = '', other] = new Set(reads.map(({ frames }) => this.#frame(frames[0])));
    const caller = this.#caller(first, losing);
    return originOf({
      what: first.source,
      place: other === undefined ? place : `${place} or ${other}`,
      details: caller === undefined ? [] : [`called at ${caller}`],
      ...{ clock: first.clock, losing: losing.value, passing: passing.value, parts: [] },
      ...{ quantity: first.clock === 'wall' ? 'date' : 'duration', at: first.at },
    });
  }

  #frame(frame: RawRead['frames'][number] | undefined): string {
    return frame === undefined ? 'an unknown line' : this.#reader.frameOf(...frame);
  }

  /** The line that called a helper which reads the clock for several. */
  #caller(read: RawRead, { recorder }: Known): string | undefined {
    const outer = read.frames[1];
    if (outer === undefined) return undefined;
    for (const other of recorder.readsBefore(Infinity))
      if (innermost(other) === innermost(read) && String(other.frames[1]) !== String(outer))
        return this.#frame(outer);
    return undefined;
  }

  #arithmetic([losing, passing]: Pair, depth: number, text?: string): Origin | undefined {
    const there = arithmeticOf(passing);
    for (const [id, mine] of arithmeticOf(losing)) {
      const [other, site] = [there.get(id), losing.recorder.sites[id]];
      if (other === undefined || site === undefined) continue;
      const texts = this.#reader.textOf(site);
      if (text !== undefined && texts.source !== text) continue;
      const parts: OriginPart[] = [];
      const terms: Term[] = [];
      const part = (name: string, a: number, b: number): void => {
        const pair: Pair = [
          { ...losing, value: a, before: mine.at },
          { ...passing, value: b, before: other.at },
        ];
        const origin = Number.isNaN(a) ? undefined : this.of(pair, name, depth + 1);
        if (origin !== undefined) parts.push({ name, origin });
        if (!Number.isNaN(a)) terms.push([origin, a]);
      };
      if (site.kind === 'arithmetic') {
        part(texts.left ?? '', mine.left, other.left);
        part(texts.right ?? '', mine.right, other.right);
      } else {
        const others = argumentsOf(passing.recorder, id, other.at);
        for (const [at, one] of argumentsOf(losing.recorder, id, mine.at).entries()) {
          const argument = losing.recorder.sites[one.site];
          const name = argument ? this.#reader.textOf(argument).source : '';
          part(name, one.result, others[at]?.result ?? NaN);
        }
      }
      // A number that no clock gave has equals everywhere: only its own text vouches for it.
      if (text === undefined && parts.length === 0) continue;
      const place = this.#reader.placeOf(site);
      const quantity = quantityOf(site.operator, terms);
      return originOf({
        ...(quantity === undefined ? {} : { quantity }),
        at: mine.at,
        ...{ what: texts.source, place, parts },
        details: parts.flatMap(({ name, origin }) =>
          // The text of the line shows by itself what it read.
          origin.place === place ? origin.details : [`${name}: ${origin.words}`],
        ),
        ...{ losing: losing.value, passing: passing.value },
      });
    }
    return undefined;
  }
}
