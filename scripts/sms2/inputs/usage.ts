/** Reads usage sessions from CSV: user, program, client, start and end. */
import { badRow, shown } from './bad-row.js';
import type { BadRow, Reason } from './bad-row.js';
import { parseInstant } from './instant.js';
import { readTable } from './table.js';

export interface UsageSession {
  /** Line of the file it came from. */
  readonly line: number;
  readonly client: string;
  readonly user: string;
  readonly program: string;
  readonly version?: string;
  /** True time, ms since 1970-01-01T00:00:00Z. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface ParsedUsage {
  /** In the order of the file. */
  readonly sessions: readonly UsageSession[];
  /** In the order of the file. */
  readonly bad: readonly BadRow[];
  /** Unused columns: perhaps a misspelt `version`. */
  readonly ignoredColumns: readonly string[];
  /** Lines skipped because they begin with #. */
  readonly comments: number;
}

export const USAGE_COLUMNS = ['client', 'user', 'program', 'start', 'end'] as const;
const OPTIONAL_COLUMN = 'version';
const NAME_COLUMNS = ['client', 'user', 'program'] as const;

type Cells = Readonly<Record<(typeof USAGE_COLUMNS)[number], string>> & { version: string };

const inColumn = (column: string, { expected, got }: Reason): Reason => ({
  expected: `in column ${column} ${expected}`,
  got,
});

function sessionOf(line: number, cells: Cells, naiveZone?: string): UsageSession | BadRow {
  for (const column of NAME_COLUMNS)
    if (cells[column] === '') return badRow(line, `in column ${column} a name`, 'nothing');
  const startMs = parseInstant(cells.start, naiveZone);
  if (typeof startMs !== 'number') return { line, reason: inColumn('start', startMs) };
  const endMs = parseInstant(cells.end, naiveZone);
  if (typeof endMs !== 'number') return { line, reason: inColumn('end', endMs) };
  if (endMs < startMs)
    return badRow(
      line,
      `an end at or after the start ${shown(cells.start)}`,
      `${shown(cells.end)}, ${startMs - endMs} ms earlier`,
    );
  const { client, user, program, version } = cells;
  const session = { line, client, user, program, startMs, endMs };
  return version === '' ? session : { ...session, version };
}

/**
 * Reads a CSV of sessions. The header may have its columns in any order, and other columns beside
 * them. Blank lines and lines that begin with # are skipped (a client called #7 is written "#7").
 * `naiveZone` is the zone of times without one.
 */
export function parseUsage(text: string, place: string, naiveZone?: string): ParsedUsage {
  const table = readTable(text, place, USAGE_COLUMNS);
  const at = (name: string): number => table.header.indexOf(name);
  const [client, user, program] = [at('client'), at('user'), at('program')];
  const [start, end, version] = [at('start'), at('end'), at(OPTIONAL_COLUMN)];
  const sessions: UsageSession[] = [];
  const bad: BadRow[] = [...table.bad];
  for (const { line, cells } of table.rows) {
    const cell = (column: number): string => cells[column] ?? '';
    const read = sessionOf(
      line,
      {
        client: cell(client),
        user: cell(user),
        program: cell(program),
        start: cell(start),
        end: cell(end),
        version: cell(version),
      },
      naiveZone,
    );
    if ('reason' in read) bad.push(read);
    else sessions.push(read);
  }
  bad.sort((a, b) => a.line - b.line);
  const known: readonly string[] = [...USAGE_COLUMNS, OPTIONAL_COLUMN];
  const ignoredColumns = table.header.filter((name) => !known.includes(name));
  return { sessions, bad, ignoredColumns, comments: table.comments };
}
