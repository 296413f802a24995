/**
 * The first difference between two runs.
 *
 * Readings of clocks are not compared, since a clock with another offset reads differently from the
 * first step on. Events, their true times and decisions are compared.
 */
import { formatDuration } from '../../sim/clock/zone.js';
import { Seq } from '../../sim/model/seq.js';
import { msOf, trueMs } from '../../sim/model/time.js';
import type { Clock } from '../../sim/clock/clock.js';
import type { Effect } from '../../sim/model/node.js';
import type { TraceEntry } from '../trace/recorder.js';
import type { StoryDivergence, StoryMoment } from './story-types.js';
import { briefly, effectWords, incidentBriefly, words } from '../trace/words.js';

/** The parts of a run that the comparison reads. */
interface TracedRun {
  readonly entries: readonly TraceEntry[];
  readonly world: { clockOf(node: string): Clock };
}

/** Plain data without its numbers: names, flags and lengths of lists. */
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

/** The first part in which two values differ by more than a number, in words for each. */
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

/** Entries to compare: a mark beside a decision only repeats it. */
function occurrences({ entries }: TracedRun): readonly TraceEntry[] {
  const decided = new Set<number>();
  for (const { step, what } of entries)
    if (what.kind === 'effect' && what.effect.kind === 'decide') decided.add(step);
  const repeats = ({ step, what }: TraceEntry): boolean =>
    what.kind === 'effect' && what.effect.kind === 'mark' && decided.has(step);
  // The end of faults is a field of the scenario and no event of a node: repairs are entries of
  // their own.
  const heals = ({ what }: TraceEntry): boolean =>
    what.kind === 'incident' && what.incident.kind === 'healed';
  return entries.filter((entry) => !repeats(entry) && !heals(entry));
}

function keyOf({ node, what }: TraceEntry): string {
  switch (what.kind) {
    case 'event':
      // The disk at a start follows from earlier writes.
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

/** The entry for a run that has nothing at a moment of the other run. */
function nothing(run: TracedRun, other: StoryMoment, step: number): StoryMoment {
  const node = other.node === 'the world' ? undefined : other.node;
  const { atMs } = other;
  return { ...other, step, localMs: localAt(run, node, atMs), what: 'nothing happens' };
}

/** Number of entries that are searched to distinguish an additional entry from a different one. */
const AHEAD = 200;

/** The run with an additional entry here; `undefined`: each run has another entry. */
function onlyIn(
  a: TraceEntry,
  b: TraceEntry,
  lostKeys: readonly string[],
  twinKeys: readonly string[],
): 'lost' | 'twin' | undefined {
  const kinds = [a.what.kind, b.what.kind];
  // The step of one run continues, that of the other is over. Messages may be lost within a step.
  if (!kinds.includes('incident') && kinds[0] !== kinds[1])
    return kinds[0] === 'effect' ? 'lost' : 'twin';
  if (kinds.every((kind) => kind === 'effect') || keyOf(a) === keyOf(b)) return undefined;
  if (a.atMs !== b.atMs) return a.atMs < b.atMs ? 'lost' : 'twin';
  const [inTwin, inLost] = [twinKeys.indexOf(keyOf(a), 1), lostKeys.indexOf(keyOf(b), 1)];
  if (inTwin < 0 && inLost < 0) return undefined;
  // The entry that comes sooner in the other run is the one that both runs have.
  return inLost >= 0 && (inTwin < 0 || inLost <= inTwin) ? 'lost' : 'twin';
}

/**
 * Allowance for effects of a shift: an interval that is one unit longer moves its second end by
 * two.
 */
const SHIFTS = 32;

/** @param withinMs largest difference in true time of equal events */
function divergenceIndex(
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
 * @param shiftMs the time by which the changed field alone moves events, ms: equal events moved by
 *   that are no difference, unless there is no other
 */
export function divergenceOf(
  lost: TracedRun,
  twin: TracedRun,
  shiftMs: number,
): StoryDivergence | undefined {
  const [lostEntries, twinEntries] = [occurrences(lost), occurrences(twin)];
  const at =
    divergenceIndex(lostEntries, twinEntries, shiftMs * SHIFTS) ??
    divergenceIndex(lostEntries, twinEntries, 0);
  if (at === undefined) return undefined;
  const [a, b] = [lostEntries[at], twinEntries[at]];
  const keys = (entries: readonly TraceEntry[]): readonly string[] =>
    entries.slice(at, at + AHEAD).map(keyOf);
  const before = lostEntries[at - 1]?.step ?? 0;
  const only = a && b ? onlyIn(a, b, keys(lostEntries), keys(twinEntries)) : a ? 'lost' : 'twin';
  if (only === 'twin' && b !== undefined) {
    const moment = momentOf(twin, b);
    const detail = `${moment.what} on ${moment.node} happens only in the passing run`;
    return { lost: nothing(lost, moment, before), twin: moment, detail };
  }
  if (a === undefined) return undefined;
  const here = momentOf(lost, a);
  if (only === 'lost' || b === undefined)
    return {
      lost: here,
      twin: nothing(twin, here, before),
      detail: `${here.what} on ${here.node} happens only in the losing run`,
    };
  const there = momentOf(twin, b);
  const laterMs = b.atMs - a.atMs;
  const sameEvent = here.what === there.what && here.node === there.node;
  const [more, otherwise] = (sameEvent ? differing(dataOf(a), dataOf(b)) : undefined) ?? ['', ''];
  const detail =
    sameEvent && more !== ''
      ? `${here.what} on ${here.node} has ${more} in the losing run, and ${otherwise} in the passing run`
      : here.what === there.what && laterMs !== 0
        ? `${here.what} on ${here.node} happens ${formatDuration(Math.abs(laterMs))} ${laterMs < 0 ? 'earlier' : 'later'} in the passing run`
        : `in the losing run, ${here.node}: ${here.what}; in the passing run${there.node === here.node ? '' : `, ${there.node}`}: ${there.what}`;
  return { lost: here, twin: there, detail };
}
