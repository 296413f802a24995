/**
 * All lines of the plane along one axis.
 *
 * Each starts from its neighbour's boundaries. Bisection assumes that no other class occurs between
 * two neighbouring points of one class. Probes test that: if one fails, the search continues there.
 */
import type { Stream } from '../../sim/model/random.js';
import { Line } from './line.js';
import type { LineEdge } from './line.js';
import { scaleOf } from './scale.js';
import type { Scale } from './scale.js';
import type { MonotonicityCheck, PlaneAxis, PlaneClass } from './types.js';
import { amountOf } from './words.js';

/** A probe whose class differs from that of its two neighbours, which have one class. */
interface Surprise {
  readonly position: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

interface Member {
  readonly at: number;
  readonly line: Line;
  readonly surprises: Surprise[];
  probes: number;
}

/** Random probes of each line, and of either side of each of its boundaries. */
const PROBES = 6;
/** Probes on both sides of a surprise, and the number of repetitions. */
const PROBES_AFTER_SURPRISE = 8;
const ROUNDS_MAX = 6;
/** One line of each pattern of classes is probed this many times as densely as it is sampled. */
const DENSITY = 4;
/** Passes over neighbouring lines in alternating directions. */
const SWEEPS_MAX = 6;
/** A line with more boundaries than this is noise and gives no hints to its neighbours. */
const HINTS_MAX = 48;
/** Largest number of surprises that a check names. */
const NAMED_MAX = 3;
/** Smallest number of lines on which a straight boundary has one position. */
const STRAIGHT_MIN = 3;

export class Family {
  readonly #along: 'x' | 'y';
  readonly #axis: PlaneAxis;
  readonly #scale: Scale;
  readonly #classAt: (position: number, at: number) => PlaneClass;
  readonly #stream: Stream;
  #members: Member[] = [];

  constructor(
    along: 'x' | 'y',
    axis: PlaneAxis,
    classAt: (position: number, at: number) => PlaneClass,
    stream: Stream,
  ) {
    this.#along = along;
    this.#axis = axis;
    this.#scale = scaleOf(axis);
    this.#classAt = classAt;
    this.#stream = stream;
  }

  get lines(): readonly { readonly at: number; readonly line: Line }[] {
    return this.#members;
  }

  /** Adds lines, and runs all lines at the given positions. */
  add(ats: readonly number[], samples: readonly number[]): void {
    const known = new Set(this.#members.map((member) => member.at));
    for (const at of ats)
      if (!known.has(at)) {
        const line = new Line((position) => this.#classAt(position, at), samples);
        this.#members.push({ at, line, surprises: [], probes: 0 });
      }
    this.#members.sort((a, b) => a.at - b.at);
    for (const { line } of this.#members) for (const position of samples) line.add(position);
  }

  /** Settles and probes all lines. */
  refine(count: number): void {
    this.sweep();
    for (const member of this.#representatives())
      this.#probeAll(member, this.#strata(count * DENSITY));
    for (const member of this.#members) this.#probeRandomly(member);
    this.sweep();
  }

  /** Passes the boundaries of each line to its neighbours, back and forth, until none is new. */
  sweep(): void {
    let boundaries = -1;
    for (let sweep = 0; sweep < SWEEPS_MAX; sweep += 1) {
      const order = sweep % 2 === 0 ? this.#members : [...this.#members].reverse();
      let hints: readonly number[] = [];
      let total = 0;
      for (const member of order) {
        for (const hint of hints) {
          this.#probe(member, hint);
          this.#probe(member, hint + 1);
        }
        member.line.settle(hints);
        const edges = member.line.edges();
        hints = edges.length > HINTS_MAX ? [] : edges.map((edge) => edge.low.position);
        total += edges.length;
      }
      if (sweep > 0 && total === boundaries) return;
      boundaries = total;
    }
  }

  /** Positions on both sides of boundaries that are constant over several lines. */
  straight(): readonly number[] {
    const lines = new Map<number, number>();
    for (const { line } of this.#members)
      for (const { low } of line.edges())
        lines.set(low.position, (lines.get(low.position) ?? 0) + 1);
    const enough = Math.min(STRAIGHT_MIN, this.#members.length);
    return [...lines]
      .filter(([, number]) => number >= enough)
      .flatMap(([position]) => [position, position + 1]);
  }

  edges(): readonly { readonly at: number; readonly edge: LineEdge }[] {
    return this.#members.flatMap(({ at, line }) => line.edges().map((edge) => ({ at, edge })));
  }

  checks(): readonly MonotonicityCheck[] {
    return this.#members.map(({ at, probes, surprises }) => ({
      along: this.#along,
      at,
      probes,
      held: surprises.length === 0,
      detail: detailOf(probes, surprises),
    }));
  }

  /** The middle line of each group of lines with one pattern of classes. */
  #representatives(): readonly Member[] {
    const patterns = new Map<string, Member[]>();
    for (const member of this.#members) {
      const pattern = [
        member.line.points[0]?.class ?? '',
        ...member.line.edges().map((edge) => edge.high.class),
      ].join(' ');
      patterns.set(pattern, [...(patterns.get(pattern) ?? []), member]);
    }
    return [...patterns.values()].map((same) => same[same.length >> 1] as Member);
  }

  /** Runs a point, and notes it if its class differs from that of both neighbours. */
  #probe(member: Member, position: number): Surprise | undefined {
    if (position < this.#axis.from || position > this.#axis.to) return undefined;
    const gap = member.line.gapAt(position);
    if (gap === undefined) return undefined;
    const found = member.line.add(position);
    member.probes += 1;
    if (found.class === gap.low.class) return undefined;
    const amount = (value: number): string => amountOf(this.#axis, value);
    const surprise = {
      position,
      low: gap.low.position,
      high: gap.high.position,
      text: `${found.class} at ${amount(position)}, between ${amount(gap.low.position)} and ${amount(gap.high.position)}, both ${gap.low.class}`,
    };
    member.surprises.push(surprise);
    return surprise;
  }

  /** Probes, and repeats around surprises until there are no more. */
  #probeAll(member: Member, positions: readonly number[]): void {
    let next = positions;
    for (let round = 0; round < ROUNDS_MAX && next.length > 0; round += 1) {
      const surprises = next.flatMap((position) => this.#probe(member, position) ?? []);
      member.line.settle();
      next = surprises.flatMap(({ low, high }) =>
        Array.from({ length: PROBES_AFTER_SURPRISE }, () => this.#between(low, high)),
      );
    }
  }

  #probeRandomly(member: Member): void {
    const { from, to } = this.#axis;
    const anywhere = Array.from({ length: PROBES }, () => this.#between(from, to));
    const besides = member.line
      .edges()
      .flatMap(({ low, high }) => [
        low.position - this.#distance(),
        high.position + this.#distance(),
      ]);
    this.#probeAll(member, [...anywhere, ...besides]);
  }

  /**
   * Draws one position from each of `count` equal parts of the scale; they differ between lines.
   */
  #strata(count: number): readonly number[] {
    const { from, to } = this.#axis;
    const first = this.#scale.place(from);
    const width = (this.#scale.place(to) - first) / count;
    return Array.from({ length: count }, (_, part) => {
      const share = this.#stream.integer(0, 1_000_000) / 1_000_000;
      return this.#scale.valueAt(first + width * (part + share));
    });
  }

  /** Draws a position uniformly on the scale. */
  #between(low: number, high: number): number {
    const first = this.#scale.place(low);
    const share = this.#stream.integer(0, 1_000_000) / 1_000_000;
    return this.#scale.valueAt(first + (this.#scale.place(high) - first) * share);
  }

  /** Draws a distance from a boundary, of any order of magnitude. */
  #distance(): number {
    return 1 + this.#stream.integer(0, 2 ** this.#stream.integer(0, 30));
  }
}

function detailOf(probes: number, surprises: readonly Surprise[]): string {
  if (surprises.length === 0)
    return `${String(probes)} probes between neighbours of one class, none of another`;
  const named = surprises.slice(0, NAMED_MAX).map((surprise) => surprise.text);
  const more = surprises.length - named.length;
  return `${String(surprises.length)} of ${String(probes)} probes were of another class than both their neighbours: ${named.join('; ')}${more > 0 ? `; and ${String(more)} more` : ''}. Searched again around each.`;
}
