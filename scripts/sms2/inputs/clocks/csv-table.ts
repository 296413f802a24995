/** Every client's clock offset from one CSV, with samples in order, or with the time of each. */
import { inputError } from '../../../../sim/model/errors.js';
import { badRow } from '../bad-row.js';
import type { BadRow, Reason } from '../bad-row.js';
import { roundedMs, secondsToMs } from '../decimal.js';
import { parseDuration } from '../duration.js';
import { parseInstant } from '../instant.js';
import { readTable } from '../table.js';
import type { ClockSample } from './findings.js';
import { readingOf } from './reading.js';
import type { ClockReading } from './reading.js';

const OFFSET_COLUMNS: Readonly<Record<string, (text: string) => number | Reason>> = {
  offset: parseDuration,
  offset_ms: roundedMs,
  offset_s: secondsToMs,
};
const TIME_COLUMN = 'at';

export const isClockTable = (line: string): boolean =>
  /(?:^|[,;\t])\s*"?client"?\s*(?:[,;\t]|$)/i.test(line);

/**
 * Reads a CSV of `client` and the offset of its clock (clock minus true time: behind is negative),
 * as `offset` with a unit in each cell (-30d, +1.5s), `offset_ms` or `offset_s`. Several rows of a
 * client are samples in order of time; with a column `at` (ISO 8601) they are the history of its
 * clock.
 */
export function parseClockTable(
  text: string,
  place: string,
): { readings: readonly ClockReading[]; bad: readonly BadRow[] } {
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
  const [clientAt, offsetAt] = [table.header.indexOf('client'), table.header.indexOf(column)];
  const timeAt = table.header.indexOf(TIME_COLUMN);
  const bad: BadRow[] = [...table.bad];
  const samples = new Map<string, ClockSample[]>();
  for (const { line, cells } of table.rows) {
    const client = cells[clientAt] ?? '';
    const offset = parse((cells[offsetAt] ?? '').replace(/^[\u2212\u2013]/, '-'));
    const at = timeAt < 0 ? undefined : parseInstant(cells[timeAt] ?? '');
    if (client === '') bad.push(badRow(line, 'in column client a name', 'nothing'));
    else if (typeof offset !== 'number')
      bad.push(badRow(line, `in column ${column} ${offset.expected}`, offset.got));
    else if (typeof at === 'object')
      bad.push(badRow(line, `in column ${TIME_COLUMN} ${at.expected}`, at.got));
    else {
      const known = samples.get(client) ?? [];
      known.push({
        line,
        offsetMs: offset,
        chosen: true,
        ...(at === undefined ? {} : { atMs: at }),
      });
      samples.set(client, known);
    }
  }
  bad.sort((a, b) => a.line - b.line);
  const readings = [...samples].map(([client, found]) =>
    readingOf(
      { client, place, from: 'csv', unusable: 0, remarks: [] },
      timeAt < 0 ? found : [...found].sort((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0)),
      true,
    ),
  );
  return { readings, bad };
}
