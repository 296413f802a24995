/** Reads the usage and the clocks of `simulate`, and refuses what no run can play. */
import { inputError } from '../../sim/model/errors.js';
import { HOUR_MS } from '../../sim/model/time.js';
import { readRegular } from '../files/read-file.js';
import { badRowsError, counted } from './inputs/bad-row.js';
import { readClocks } from './inputs/clocks/clock-files.js';
import type { BadRows, ReadClocks } from './inputs/clocks/clock-files.js';
import type { ClockReading } from './inputs/clocks/reading.js';
import { parseColumns } from './inputs/columns.js';
import { unpacked } from './inputs/compressed.js';
import { missingText } from './inputs/notes.js';
import { decodeText } from './inputs/text.js';
import type { TimeForm } from './inputs/time-forms.js';
import { parseUsage } from './inputs/usage.js';
import type { ParsedUsage, UsageSession } from './inputs/usage.js';
import { zoneOf } from './inputs/zone.js';

export interface InputOptions {
  readonly usage: string;
  /** Files, or folders of files. */
  readonly clocks: readonly string[];
  readonly zone?: string;
  readonly columns?: string;
  readonly times?: TimeForm;
  readonly encoding?: string;
  readonly skipBadRows: boolean;
  readonly assumeRightClock: boolean;
}

/** All input that was read, ready to run. */
export interface Read {
  readonly usage: ParsedUsage;
  readonly names: readonly string[];
  readonly clocks: ReadClocks;
  readonly readings: ReadonlyMap<string, ClockReading>;
  /** Bad rows that are skipped on request. */
  readonly bad: readonly BadRows[];
  /** Lines of a fleet's files that are passed over and counted. */
  readonly passedOver: readonly BadRows[];
  readonly assumedRight: readonly string[];
  readonly notInUsage: readonly string[];
}

function missingClocks(
  missing: readonly string[],
  readings: ReadonlyMap<string, ClockReading>,
): Error {
  const known = new Set([...readings.keys()].map((name) => name.toLowerCase()));
  const otherCase = missing.some((name) => !readings.has(name) && known.has(name.toLowerCase()));
  return inputError({
    place: '--clocks',
    expected: 'a clock for every client of the usage',
    got: missingText(missing, readings),
    advice: `${otherCase ? 'Upper and lower case differ between usage and clocks. ' : ''}Add them, or pass --assume-right-clock to assume right clocks for them and count them.`,
  });
}

function usageOf(options: InputOptions): ParsedUsage {
  const { usage: place, zone, columns, times, encoding } = options;
  const bytes = unpacked(readRegular(place, 'a file that can be read'), place);
  const parsed = columns === undefined ? undefined : parseColumns(columns);
  if (parsed !== undefined && 'expected' in parsed)
    throw inputError({ place: '--columns', ...parsed });
  return parseUsage(decodeText(bytes, place, encoding), place, {
    columns: parsed,
    times,
    zone: zone === undefined ? undefined : zoneOf(zone),
  });
}

/** The remark of every use that is not played, as an error: a sure exit code needs all of them. */
export function undatedError({ undated }: ParsedUsage, place: string): Error {
  const named = undated.slice(0, 10).map(({ line, why }) => `\n  ${place}:${line}: ${why}`);
  const rest = undated.length - named.length;
  return inputError({
    place,
    expected: 'a start and an end of every use',
    got: `${counted(undated.length, 'use')} without:${named.join('')}${rest > 0 ? `\n  and ${rest} more` : ''}\n `,
    advice: 'Correct them, or pass --skip-bad-rows to leave them out and count them.',
  });
}

const YEAR_MS = 365 * 24 * HOUR_MS;
/** No run is longer: an absurd date would make all others wait for it. */
const YEARS_MAX = 20;
/** Polls of all clients in a run, about a minute of work. */
const POLLS_MAX = 2_500_000;
const POLL_MS = 4 * HOUR_MS;

/** Refuses usage that takes minutes to play, with the rows that stretch it. */
function checkedSpan(sessions: readonly UsageSession[], clients: number, place: string): void {
  const [one] = sessions;
  if (one === undefined) return;
  const first = sessions.reduce(
    (least, other) => (other.startMs < least.startMs ? other : least),
    one,
  );
  const last = sessions.reduce((most, other) => (other.endMs > most.endMs ? other : most), one);
  const spanMs = last.endMs - first.startMs;
  if (spanMs <= YEARS_MAX * YEAR_MS && (clients * spanMs) / POLL_MS <= POLLS_MAX) return;
  throw inputError({
    place,
    expected: `usage of at most ${YEARS_MAX} years, and fewer clients the longer it is`,
    got: `${counted(clients, 'client')} over ${Math.round(spanMs / YEAR_MS)} years, from ${place}:${first.line} to ${place}:${last.line}`,
    advice:
      'If one of the two dates is wrong, correct it; otherwise split the file by time or by client.',
  });
}

/**
 * Reads all input of a simulation.
 * @throws SkewproofError SKEW-101, with file and line where there is one
 */
export function readInput(options: InputOptions): Read {
  const { usage: place, skipBadRows, assumeRightClock } = options;
  const usage = usageOf(options);
  const names = [...new Set(usage.sessions.map((session) => session.client))].sort();
  const clocks = readClocks(options.clocks, new Set(names));
  const bad = [
    ...(usage.bad.length > 0 ? [{ file: place, rows: usage.bad, counted: false }] : []),
    ...clocks.bad.filter(({ counted: isCounted }) => !isCounted),
  ];
  const [first] = bad;
  if (first !== undefined && !skipBadRows) throw badRowsError(first.file, first.rows);
  if (usage.sessions.length === 0) {
    if (usage.undated.length > 0) throw undatedError(usage, place);
    throw inputError({ place, expected: 'at least one session', got: 'none' });
  }
  checkedSpan(usage.sessions, names.length, place);
  const { readings } = clocks;
  const assumedRight = names.filter((name) => readings.get(name)?.offsetMs === undefined);
  if (assumedRight.length > 0 && !assumeRightClock) throw missingClocks(assumedRight, readings);
  const used = new Set(names);
  return {
    ...{ usage, names, clocks, readings, bad, assumedRight },
    passedOver: clocks.bad.filter(({ counted: isCounted }) => isCounted),
    notInUsage: [...readings.keys()].filter((name) => !used.has(name)).sort(),
  };
}
