/**
 * What the agent knows of its own clock: each boot, each jump of the wall clock against the
 * elapsed clock that it noticed, and each time it learned the server's time.
 */
import { between, Seq } from '../../../sim/index.js';
import type { LocalMs, LocalTime } from '../../../sim/index.js';
import type { Reading } from './protocol.js';

export interface Anchor {
  readonly kind: 'anchor';
  readonly at: Reading;
  /** The server's clock at that moment, give or take `errorMs`. */
  readonly serverTime: LocalMs;
  readonly errorMs: number;
}

/**
 * The wall clock moved by `byMs` more than the elapsed clock did. Backwards: somebody set it.
 * Forwards: somebody set it, or the machine slept and the elapsed clock stood still; the agent
 * cannot tell which, and does not pretend to.
 */
export interface Jump {
  readonly kind: 'jump';
  readonly at: Reading;
  readonly byMs: number;
}

export type JournalEntry = Anchor | Jump;

export interface ClockJournal {
  readonly boot: number;
  readonly entries: Seq<JournalEntry>;
  /** The latest readings: a jump is noticed against these. */
  readonly last: Reading;
}

/** Slews and rounding may part the two clocks of a machine this fast without anybody having set anything. */
const UNNOTICED_PPM = 1_000;
const UNNOTICED_MS = 2;

export const readingOf = (boot: number, now: LocalTime): Reading => ({
  boot,
  wall: now.wall,
  elapsed: now.elapsed,
});

export const openJournal = (
  boot: number,
  now: LocalTime,
  entries: Seq<JournalEntry> = Seq.empty(),
): ClockJournal => ({ boot, entries, last: readingOf(boot, now) });

/** The jump since the last event of this boot, if there was one. */
export function noticedJump(journal: ClockJournal, now: LocalTime): Jump | undefined {
  const elapsed = between(journal.last.elapsed, now.elapsed);
  const byMs = between(journal.last.wall, now.wall) - elapsed;
  const unnoticed = UNNOTICED_MS + Math.ceil((elapsed * UNNOTICED_PPM) / 1_000_000);
  return Math.abs(byMs) <= unnoticed
    ? undefined
    : { kind: 'jump', at: readingOf(journal.boot, now), byMs };
}

export const withEntry = (journal: ClockJournal, entry: JournalEntry): ClockJournal => ({
  ...journal,
  entries: journal.entries.push(entry),
});

/** Entries that no record still held can need: all before the latest anchor, once the log is empty. */
export function pruned(journal: ClockJournal): ClockJournal {
  const all = journal.entries.toArray();
  const latest = all.map((entry) => entry.kind).lastIndexOf('anchor');
  return latest <= 0 ? journal : { ...journal, entries: Seq.of(all.slice(latest)) };
}
