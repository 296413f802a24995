/**
 * Reads files of clocks: a CSV for all clients, or the output of tools, one file or folder for each
 * client.
 */
import { inputError } from '../../../../sim/model/errors.js';
import type { BadRow } from '../bad-row.js';
import { decodeText, linesOf, toolText } from '../text.js';
import { isClockTable, parseClockTable } from './csv-table.js';
import { evidenceIn, isComment } from './evidence.js';
import type { Evidence } from './evidence.js';
import { whyNone } from './reading.js';
import type { ClockReading } from './reading.js';

export type ParsedFile =
  | {
      readonly kind: 'table';
      readonly readings: readonly ClockReading[];
      readonly bad: readonly BadRow[];
    }
  | { readonly kind: 'tool'; readonly evidence: Evidence; readonly bad: readonly BadRow[] };

/** Reads the bytes of one file. Names matter in a table, and only ASCII in the output of a tool. */
export function parseClockFile(bytes: Uint8Array, place: string): ParsedFile {
  const text = toolText(bytes);
  const lines = text.split(/\r\n|\n|\r/);
  const first = lines.find((line) => line.trim() !== '' && !isComment(line));
  if (first !== undefined && isClockTable(first)) {
    const decoded = decodeText(bytes, place);
    linesOf(decoded, place);
    return { kind: 'table', ...parseClockTable(decoded, place) };
  }
  const evidence = evidenceIn(lines);
  return { kind: 'tool', evidence, bad: evidence.bad };
}

const READ =
  'a CSV with the columns client and offset, or the output of chronyc tracking, ntpq -pn, w32tm /stripchart, timedatectl timesync-status, ntpdate -q, sntp or phc2sys, or a file loopstats, peerstats or tracking.log';

/** The error for the only file of clocks, if nothing in it measures one. */
export function unreadable(evidence: Evidence, place: string, empty: boolean): Error {
  const [refused] = evidence.notRead;
  return inputError({
    place,
    expected: READ,
    got: empty ? 'an empty file' : evidence.unknown ? 'none of these' : whyNone(evidence),
    ...(refused === undefined ? {} : { advice: `Run ${refused.command}.` }),
  });
}
