/**
 * Every client's clock offset, from one CSV for all clients, or from one file of a tool's output
 * for each.
 */
import { inputError } from '../../../sim/model/errors.js';
import { badRow } from './bad-row.js';
import type { BadRow, Reason } from './bad-row.js';
import { isComment, readTool, toolOf } from './clock-tools.js';
import type { ClockSample, ClockTool } from './clock-tools.js';
import { roundedMs, secondsToMs } from './decimal.js';
import { parseDuration } from './duration.js';
import { readTable } from './table.js';
import { linesOf } from './text.js';

/** A change between two samples of more than this is reported as a step of the clock, ms. */
export const STEP_MS = 1_000;

export interface ClockStep {
  /** Line of the sample after the largest change. */
  readonly line: number;
  readonly byMs: number;
}

/** One client's clock. */
export interface ClockReading {
  readonly client: string;
  readonly place: string;
  readonly from: ClockTool | 'csv';
  /** Median of the samples: client's clock minus true time, ms. Undefined if none was usable. */
  readonly offsetMs: number | undefined;
  readonly samples: number;
  readonly unusable: number;
  /** True if no source is marked as followed, so that the median is over all reached ones. */
  readonly noSourceFollowed: boolean;
  readonly step?: ClockStep;
}

export interface ParsedClocks {
  readonly readings: readonly ClockReading[];
  readonly bad: readonly BadRow[];
}

/** The middle value; of two middle values the mean, rounded to 1 ms. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) return undefined;
  const middle = Math.round((lower + upper) / 2);
  return middle === 0 ? 0 : middle;
}

function largestStep(samples: readonly ClockSample[]): ClockStep | undefined {
  let largest: ClockStep | undefined;
  samples.forEach((one, at) => {
    const before = samples[at - 1];
    if (before === undefined) return;
    const byMs = one.offsetMs - before.offsetMs;
    if (Math.abs(byMs) > Math.max(STEP_MS, Math.abs(largest?.byMs ?? 0)))
      largest = { line: one.line, byMs };
  });
  return largest;
}

function readingOf(
  base: Pick<ClockReading, 'client' | 'place' | 'from' | 'unusable'>,
  samples: readonly ClockSample[],
  inTime: boolean,
): ClockReading {
  const step = inTime ? largestStep(samples) : undefined;
  return {
    ...base,
    offsetMs: median(samples.map((one) => one.offsetMs)),
    samples: samples.length,
    noSourceFollowed: !inTime && samples.length > 0,
    ...(step === undefined ? {} : { step }),
  };
}

const OFFSET_COLUMNS: Readonly<Record<string, (text: string) => number | Reason>> = {
  offset: parseDuration,
  offset_ms: roundedMs,
  offset_s: secondsToMs,
};

/**
 * Reads a CSV of `client` and the offset of its clock (clock minus true time: behind is negative),
 * as `offset` with a unit in each cell (-30d, +1.5s), `offset_ms` or `offset_s`. Several rows of a
 * client are samples in order of time.
 */
function parseClockTable(text: string, place: string): ParsedClocks {
  const table = readTable(text, place, ['client']);
  const named = table.header.filter((name) => Object.hasOwn(OFFSET_COLUMNS, name));
  const [column, ...others] = named;
  const parse = OFFSET_COLUMNS[column ?? ''];
  if (column === undefined || parse === undefined || others.length > 0)
    throw inputError({
      place,
      expected: 'one of the columns offset (with a unit in each cell), offset_ms and offset_s',
      got: named.length === 0 ? 'none of them' : named.join(' and '),
    });
  const clientAt = table.header.indexOf('client');
  const offsetAt = table.header.indexOf(column);
  const bad: BadRow[] = [...table.bad];
  const samples = new Map<string, ClockSample[]>();
  for (const { line, cells } of table.rows) {
    const client = cells[clientAt] ?? '';
    const offset = parse(cells[offsetAt] ?? '');
    if (client === '') bad.push(badRow(line, 'in column client a name', 'nothing'));
    else if (typeof offset !== 'number')
      bad.push(badRow(line, `in column ${column} ${offset.expected}`, offset.got));
    else {
      const known = samples.get(client) ?? [];
      known.push({ line, offsetMs: offset });
      samples.set(client, known);
    }
  }
  bad.sort((a, b) => a.line - b.line);
  const readings = [...samples].map(([client, found]) =>
    readingOf({ client, place, from: 'csv', unusable: 0 }, found, true),
  );
  return { readings, bad };
}

/** `.../PC-017.txt` is the clock of PC-017; other dots belong to the name (pc.example.org). */
export const clientOfFile = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? path).replace(/\.(?:txt|csv|log|out)$/i, '');

const isClockTable = (line: string): boolean =>
  /(?:^|[,;\t])\s*"?client"?\s*(?:[,;\t]|$)/i.test(line);

/**
 * Reads one file: a table of all clients if its header declares one, otherwise one client's tool
 * output.
 */
export function parseClocks(text: string, place: string): ParsedClocks {
  const lines = linesOf(text, place);
  const first = lines.find((line) => line.trim() !== '' && !isComment(line));
  if (first !== undefined && isClockTable(first)) return parseClockTable(text, place);
  const tool = toolOf(lines);
  if (tool === undefined) throw unknownFormat(lines, place);
  const { samples, inTime, unusable, bad } = readTool(tool, lines);
  const base = { client: clientOfFile(place), place, from: tool, unusable };
  return { readings: [readingOf(base, samples, inTime)], bad };
}

function unknownFormat(lines: readonly string[], place: string): Error {
  const plainChrony = lines.some((line) => /^(?:System time|MS Name\/IP)\b/.test(line));
  return inputError({
    place,
    expected:
      'a CSV with the columns client and offset, or what chronyc -c tracking, chronyc -c sources, ntpq -pn or w32tm /stripchart prints',
    got: plainChrony ? 'chronyc output without -c' : 'none of these',
    ...(plainChrony ? { advice: 'Run chronyc with -c.' } : {}),
  });
}
