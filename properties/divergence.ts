/**
 * Where two runs part: the first thing that happens in one and not in the other. Readings of
 * clocks are not compared, since a clock that is wrong by a millisecond reads otherwise from the
 * first step on; what happens, when in true time, and what was decided is.
 */
import { msOf, Seq, trueMs } from '../sim/index.js';
import type { Clock, Effect } from '../sim/index.js';
import { duration } from './civil.js';
import type { TraceEntry } from './recorder.js';
import type { StoryDivergence, StoryMoment } from './story-types.js';
import { briefly, effectWords, incidentWords } from './trace-words.js';

/** A run as far as this needs it. */
interface Told {
  readonly entries: readonly TraceEntry[];
  readonly world: { clockOf(node: string): Clock };
}

/** Plain data without its numbers: names, flags, and how long lists are. */
function shape(value: unknown): string {
  if (typeof value === 'number') return '#';
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Seq) return `[${String(value.length)}]`;
  if (Array.isArray(value)) return `[${value.map(shape).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, field]) => `${key}:${shape(field)}`)
    .join(',')}}`;
}

function effectShape(effect: Effect<unknown>): string {
  if (effect.kind !== 'decide') return shape(effect);
  return `decide ${effect.decision.name} ${String(effect.decision.held)}`;
}

function keyOf({ node, what }: TraceEntry): string {
  switch (what.kind) {
    case 'event':
      // What a disk holds at a start is told by what was written to it.
      return what.event.kind === 'start'
        ? `${node ?? ''} start`
        : `${node ?? ''} ${shape(what.event)}`;
    case 'effect':
      return `${node ?? ''} ${effectShape(what.effect)}`;
    case 'incident':
      return shape(what.incident);
  }
}

const placeOf = ({ node, what }: TraceEntry): string =>
  node ??
  (what.kind === 'incident' && 'node' in what.incident ? what.incident.node : undefined) ??
  'the world';

function momentOf(run: Told, entry: TraceEntry): StoryMoment {
  const node = placeOf(entry);
  const { what } = entry;
  return {
    step: entry.step,
    atMs: entry.atMs,
    node,
    localMs: entry.localMs ?? localAt(run, entry.node, entry.atMs),
    what:
      what.kind === 'event'
        ? briefly(what.event)
        : what.kind === 'effect'
          ? effectWords(what.effect)
          : incidentWords(what.incident),
  };
}

function localAt(run: Told, node: string | undefined, atMs: number): number {
  return node === undefined ? atMs : msOf(run.world.clockOf(node).wallAt(trueMs(atMs)));
}

/** What the one run does at a moment at which only the other has something to do. */
function nothing(run: Told, other: StoryMoment, step: number): StoryMoment {
  const node = other.node === 'the world' ? undefined : other.node;
  const { atMs } = other;
  return { ...other, step, localMs: localAt(run, node, atMs), what: 'nothing happens' };
}

/** How far to look for an entry of the one run in the other, to tell "more" from "else". */
const AHEAD = 200;

const comesIn = (entry: TraceEntry | undefined, keys: readonly string[], from: number): boolean =>
  entry === undefined || keys.slice(from, from + AHEAD).includes(keyOf(entry));

/** An interval that is a unit longer moves its second end by two, and so on. */
const SHIFTS = 32;

/** @param withinMs how far apart in true time the same happening may be */
function partingAt(
  lost: readonly TraceEntry[],
  twin: readonly TraceEntry[],
  withinMs: number,
): number | undefined {
  for (let i = 0; i < Math.max(lost.length, twin.length); i += 1) {
    const [a, b] = [lost[i], twin[i]];
    if (a === undefined || b === undefined) return i;
    if (keyOf(a) !== keyOf(b) || Math.abs(a.atMs - b.atMs) > withinMs) return i;
  }
  return undefined;
}

/**
 * @param shiftMs what the changed field moves by itself, ms: the same happening so much earlier
 *   or later is no difference, unless there is no other.
 */
export function divergenceOf(lost: Told, twin: Told, shiftMs: number): StoryDivergence | undefined {
  const at =
    partingAt(lost.entries, twin.entries, shiftMs * SHIFTS) ??
    partingAt(lost.entries, twin.entries, 0);
  if (at === undefined) return undefined;
  const [a, b] = [lost.entries[at], twin.entries[at]];
  const keys = (run: Told): readonly string[] =>
    run.entries.slice(at, at + AHEAD).map((entry) => keyOf(entry));
  const before = lost.entries[at - 1]?.step ?? 0;
  const sameStep = a !== undefined && b !== undefined && a.step === b.step && a.node === b.node;
  if (
    b !== undefined &&
    !sameStep &&
    (a === undefined || b.atMs < a.atMs || comesIn(a, keys(twin), 1))
  ) {
    const moment = momentOf(twin, b);
    const detail = `${moment.what} on ${moment.node} comes only in the run that does not lose`;
    return { lost: nothing(lost, moment, before), twin: moment, detail };
  }
  if (a === undefined) return undefined;
  const here = momentOf(lost, a);
  if (b === undefined || (!sameStep && (a.atMs < b.atMs || comesIn(b, keys(lost), 1))))
    return {
      lost: here,
      ...(b === undefined ? {} : { twin: nothing(twin, here, before) }),
      detail: `${here.what} on ${here.node} comes only in the run that loses`,
    };
  const there = momentOf(twin, b);
  const laterMs = b.atMs - a.atMs;
  const detail =
    here.what === there.what && laterMs !== 0
      ? `${here.what} on ${here.node} comes ${duration(Math.abs(laterMs))} ${laterMs < 0 ? 'earlier' : 'later'} in the run that does not lose`
      : `here ${here.node}: ${here.what}; in the run that does not lose ${there.node === here.node ? '' : `${there.node}: `}${there.what}`;
  return { lost: here, twin: there, detail };
}
