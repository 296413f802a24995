/**
 * From a machine's readings to the server's time, with a bound that the agent can vouch for.
 *
 * Within a boot the elapsed clock measures how long before (or after) an anchor a reading was
 * taken, whatever the wall clock did. What may be missing from that is sleep, during which the
 * elapsed clock stands still: at most the forward jumps noticed in between, and at most what the
 * server's clock says passed between the anchors on both sides. A reading of a boot without any
 * anchor lies between the last anchor before and the first after; the wall clock, corrected by
 * the difference measured last and the jumps noticed since, says where.
 */
import { between, localMs, msOf, plus } from '../../../sim/index.js';
import type { LocalMs } from '../../../sim/index.js';
import type { Anchor, ClockJournal, Jump, JournalEntry } from './clock-journal.js';
import type { Reading } from './protocol.js';

export interface CorrectedTime {
  readonly at: LocalMs;
  readonly boundMs: number;
}

/** Stated when nothing vouches for a date: 100 years, plainly "unknown". */
export const UNKNOWN_BOUND_MS = 100 * 365 * 86_400_000;

const ROUNDING_MS = 2;

/** Whether `a` was taken no later than `b`, as far as boots and elapsed readings tell. */
const notAfter = (a: Reading, b: Reading): boolean =>
  a.boot === b.boot ? between(a.elapsed, b.elapsed) >= 0 : a.boot < b.boot;

const jumpsBetween = (entries: readonly JournalEntry[], from: Reading, to: Reading): Jump[] =>
  entries.filter(
    (entry): entry is Jump =>
      entry.kind === 'jump' && !notAfter(entry.at, from) && notAfter(entry.at, to),
  );

const sum = (jumps: readonly Jump[], keep: (byMs: number) => boolean): number =>
  jumps.reduce((total, { byMs }) => total + (keep(byMs) ? byMs : 0), 0);

interface Around {
  readonly before: Anchor | undefined;
  readonly after: Anchor | undefined;
}

function anchorsAround(entries: readonly JournalEntry[], reading: Reading): Around {
  let before: Anchor | undefined;
  for (const entry of entries) {
    if (entry.kind !== 'anchor') continue;
    if (!notAfter(entry.at, reading)) return { before, after: entry };
    before = entry;
  }
  return { before, after: undefined };
}

/** By the elapsed clock, from an anchor of the same boot. */
function fromAnchor(
  entries: readonly JournalEntry[],
  reading: Reading,
  anchor: Anchor,
  other: Anchor | undefined,
  driftPpmMax: number,
): CorrectedTime {
  const distance = between(anchor.at.elapsed, reading.elapsed);
  const [from, to] = distance < 0 ? [reading, anchor.at] : [anchor.at, reading];
  let sleep = sum(jumpsBetween(entries, from, to), (byMs) => byMs > 0);
  let slack = anchor.errorMs;
  if (sleep > 0 && other?.at.boot === anchor.at.boot) {
    // Between two anchors the server's clock says how much the elapsed clock missed.
    const passed = Math.abs(between(anchor.serverTime, other.serverTime));
    const counted = Math.abs(between(anchor.at.elapsed, other.at.elapsed));
    slack += other.errorMs + Math.ceil((counted * driftPpmMax) / 1_000_000);
    sleep = Math.min(sleep, Math.max(0, passed - counted));
  }
  const drift = Math.ceil((Math.abs(distance) * driftPpmMax) / 1_000_000);
  return { at: plus(anchor.serverTime, distance), boundMs: slack + sleep + drift + ROUNDING_MS };
}

/** By the wall clock, for a boot in which the server was never reached. */
function betweenAnchors(
  entries: readonly JournalEntry[],
  reading: Reading,
  { before, after }: Around,
): CorrectedTime {
  const anchor = after ?? before;
  if (anchor === undefined) return { at: reading.wall, boundMs: UNKNOWN_BOUND_MS };
  const [from, to] = after === undefined ? [anchor.at, reading] : [reading, anchor.at];
  const jumped = sum(jumpsBetween(entries, from, to), () => true);
  const difference = between(anchor.at.wall, anchor.serverTime);
  const guess = msOf(reading.wall) + difference + (after === undefined ? -jumped : jumped);
  const earliest = before === undefined ? -Infinity : msOf(before.serverTime) - before.errorMs;
  const latest = after === undefined ? Infinity : msOf(after.serverTime) + after.errorMs;
  const at = Math.min(Math.max(guess, earliest), Math.max(earliest, latest));
  const boundMs = Math.max(at - earliest, latest - at);
  return { at: localMs(at), boundMs: Math.min(UNKNOWN_BOUND_MS, boundMs) + ROUNDING_MS };
}

export function correctedTime(
  journal: ClockJournal,
  reading: Reading,
  driftPpmMax: number,
): CorrectedTime {
  const entries = journal.entries.toArray();
  const around = anchorsAround(entries, reading);
  const { before, after } = around;
  if (after?.at.boot === reading.boot)
    return fromAnchor(entries, reading, after, before, driftPpmMax);
  if (before?.at.boot === reading.boot)
    return fromAnchor(entries, reading, before, after, driftPpmMax);
  return betweenAnchors(entries, reading, around);
}
