/**
 * Where two runs part: the first thing that happens in one and not in the other. Readings of
 * clocks are not compared, since a clock that is wrong by a millisecond reads otherwise from the
 * first step on; what happens, when in true time, and what was decided is.
 */
import { Seq } from '../../sim/model/seq.js';
import { msOf, trueMs } from '../../sim/model/time.js';
import type { Clock } from '../../sim/clock/clock.js';
import type { Effect } from '../../sim/model/node.js';
import { duration } from '../words/civil.js';
import type { TraceEntry } from '../trace/recorder.js';
import type { StoryDivergence, StoryMoment } from './story-types.js';
import { briefly, effectWords, incidentBriefly, words } from '../trace/words.js';

/** A run as far as this needs it. */
interface TracedRun {
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

/** Where the plain data of two happenings first differs by more than a number, in words of each. */
function differing(a: unknown, b: unknown, at = ''): readonly [string, string] | undefined {
  if (shape(a) === shape(b)) return undefined;
  const plain = (value: unknown): boolean =>
    typeof value !== 'object' || value === null || value instanceof Seq || Array.isArray(value);
  const said = (value: unknown): string =>
    value === undefined ? `no ${at}` : `${at === '' ? '' : `${at} `}${words(value)}`;
  if (plain(a) || plain(b)) return [said(a), said(b)];
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = differing(left[key], right[key], at === '' ? key : `${at}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const dataOf = ({ what }: TraceEntry): unknown =>
  what.kind === 'event' ? what.event : what.kind === 'effect' ? what.effect : what.incident;

/** Beside a decision a mark only says the same in the model's own words. */
function occurrences({ entries }: TracedRun): readonly TraceEntry[] {
  const decided = new Set<number>();
  for (const { step, what } of entries)
    if (what.kind === 'effect' && what.effect.kind === 'decide') decided.add(step);
  const repeats = ({ step, what }: TraceEntry): boolean =>
    what.kind === 'effect' && what.effect.kind === 'mark' && decided.has(step);
  // When faults end is a field of the scenario and happens to nobody: what is mended is told apart.
  const heals = ({ what }: TraceEntry): boolean =>
    what.kind === 'incident' && what.incident.kind === 'healed';
  return entries.filter((entry) => !repeats(entry) && !heals(entry));
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

function placeOf({ node, what }: TraceEntry): string {
  if (node !== undefined || what.kind !== 'incident') return node ?? '';
  const { incident } = what;
  if (incident.kind === 'healed') return 'the world';
  if (incident.kind === 'fault') return incident.fault.node;
  return incident.kind === 'lost-message' ? incident.from : incident.node;
}

function momentOf(run: TracedRun, entry: TraceEntry): StoryMoment {
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
          : incidentBriefly(what.incident),
  };
}

function localAt(run: TracedRun, node: string | undefined, atMs: number): number {
  return node === undefined ? atMs : msOf(run.world.clockOf(node).wallAt(trueMs(atMs)));
}

/** What the one run does at a moment at which only the other has something to do. */
function nothing(run: TracedRun, other: StoryMoment, step: number): StoryMoment {
  const node = other.node === 'the world' ? undefined : other.node;
  const { atMs } = other;
  return { ...other, step, localMs: localAt(run, node, atMs), what: 'nothing happens' };
}

/** How far to look for an entry of the one run in the other, to tell "more" from "else". */
const AHEAD = 200;

/** Which of the runs has something more here; undefined: each has something else. */
function onlyIn(
  a: TraceEntry,
  b: TraceEntry,
  lostKeys: readonly string[],
  twinKeys: readonly string[],
): 'lost' | 'twin' | undefined {
  const kinds = [a.what.kind, b.what.kind];
  // The step of the one goes on, that of the other is over. (A message is lost amid a step.)
  if (!kinds.includes('incident') && kinds[0] !== kinds[1])
    return kinds[0] === 'effect' ? 'lost' : 'twin';
  if (kinds.every((kind) => kind === 'effect') || keyOf(a) === keyOf(b)) return undefined;
  if (a.atMs !== b.atMs) return a.atMs < b.atMs ? 'lost' : 'twin';
  const [inTwin, inLost] = [twinKeys.indexOf(keyOf(a), 1), lostKeys.indexOf(keyOf(b), 1)];
  if (inTwin < 0 && inLost < 0) return undefined;
  // Whatever comes sooner in the other run is what that run came to as well.
  return inLost >= 0 && (inTwin < 0 || inLost <= inTwin) ? 'lost' : 'twin';
}

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
export function divergenceOf(
  lost: TracedRun,
  twin: TracedRun,
  shiftMs: number,
): StoryDivergence | undefined {
  const [ours, theirs] = [occurrences(lost), occurrences(twin)];
  const at = partingAt(ours, theirs, shiftMs * SHIFTS) ?? partingAt(ours, theirs, 0);
  if (at === undefined) return undefined;
  const [a, b] = [ours[at], theirs[at]];
  const keys = (entries: readonly TraceEntry[]): readonly string[] =>
    entries.slice(at, at + AHEAD).map(keyOf);
  const before = ours[at - 1]?.step ?? 0;
  const only = a && b ? onlyIn(a, b, keys(ours), keys(theirs)) : a ? 'lost' : 'twin';
  if (only === 'twin' && b !== undefined) {
    const moment = momentOf(twin, b);
    const detail = `${moment.what} on ${moment.node} comes only in the run that does not lose`;
    return { lost: nothing(lost, moment, before), twin: moment, detail };
  }
  if (a === undefined) return undefined;
  const here = momentOf(lost, a);
  if (only === 'lost' || b === undefined)
    return {
      lost: here,
      twin: nothing(twin, here, before),
      detail: `${here.what} on ${here.node} comes only in the run that loses`,
    };
  const there = momentOf(twin, b);
  const laterMs = b.atMs - a.atMs;
  const sameEvent = here.what === there.what && here.node === there.node;
  const [more, otherwise] = (sameEvent ? differing(dataOf(a), dataOf(b)) : undefined) ?? ['', ''];
  const detail =
    sameEvent && more !== ''
      ? `${here.what} on ${here.node} comes with ${more} here, with ${otherwise} in the run that does not lose`
      : here.what === there.what && laterMs !== 0
        ? `${here.what} on ${here.node} comes ${duration(Math.abs(laterMs))} ${laterMs < 0 ? 'earlier' : 'later'} in the run that does not lose`
        : `here ${here.node}: ${here.what}; in the run that does not lose${there.node === here.node ? '' : ` ${there.node}`}: ${there.what}`;
  return { lost: here, twin: there, detail };
}
