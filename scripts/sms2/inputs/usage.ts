/** Reads usage sessions: client, user, program, start and end, from CSV or the log of a server. */
import { inputError } from '../../../sim/model/errors.js';
import { badRow, shown } from './bad-row.js';
import type { BadRow, Reason } from './bad-row.js';
import { cellOf, PLAIN, presetOf, resolved } from './columns.js';
import type { Columns, Field, Resolved } from './columns.js';
import { isFlexnet, parseFlexnet } from './flexnet.js';
import { isSlashed, orderIn, readInstant } from './instant.js';
import type { InstantOptions } from './instant.js';
import { spanOf } from './number-instant.js';
import { PRESETS } from './presets.js';
import { headerAdvice, readTable } from './table.js';
import type { TableRow } from './table.js';
import { linesOf } from './text.js';
import type { TimeForm } from './time-forms.js';
import { isNoDate, sentinelOf } from './undated.js';
import { zoneOf } from './zone.js';
import type { Zone } from './zone.js';

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

/** A use that took place, and whose start or end is not known: it is not played. */
export interface UndatedRow {
  readonly line: number;
  readonly why: string;
}

export interface ParsedUsage {
  /** In the order of the file. */
  readonly sessions: readonly UsageSession[];
  /** In the order of the file. */
  readonly bad: readonly BadRow[];
  readonly undated: readonly UndatedRow[];
  /** Unused columns: perhaps a misspelt `version`. */
  readonly ignoredColumns: readonly string[];
  /** Lines skipped because they begin with #. */
  readonly comments: number;
  /** Forms of its times, in words, with the number of each. */
  readonly forms: ReadonlyMap<string, number>;
  /** Lines with a civil time that happened twice, or never. */
  readonly folds: readonly number[];
  readonly gaps: readonly number[];
  /** Lines of rows that are the same in every field, by group. */
  readonly duplicates: readonly (readonly number[])[];
  readonly zone?: Zone;
}

interface UsageOptions {
  readonly columns?: Columns | undefined;
  readonly zone?: Zone | undefined;
  readonly times?: TimeForm | undefined;
}

const NAME_COLUMNS = ['client', 'user', 'program'] as const;

const inColumn = (column: string, { expected, got }: Reason): Reason => ({
  expected: `in column ${column} ${expected}`,
  got,
});

type Cell = (field: Field) => string;

/** Reads rows one after another, and counts what the notes report of all of them. */
class Rows {
  readonly sessions: UsageSession[] = [];
  readonly bad: BadRow[] = [];
  readonly undated: UndatedRow[] = [];
  readonly forms = new Map<string, number>();
  readonly folds: number[] = [];
  readonly gaps: number[] = [];
  readonly #options: InstantOptions;

  constructor(options: InstantOptions) {
    this.#options = options;
  }

  row(line: number, cell: Cell): void {
    const read = this.#session(line, cell);
    if (read === undefined) return;
    if ('reason' in read) this.bad.push(read);
    else this.sessions.push(read);
  }

  #without(line: number, why: string): void {
    this.undated.push({ line, why });
  }

  /** The time of a column; undefined if the row states none, and is counted for it. */
  #time(
    line: number,
    column: 'start' | 'end',
    text: string,
    notBeforeMs?: number,
  ): number | BadRow | undefined {
    if (isNoDate(text)) {
      this.#without(line, `no ${column}: ${shown(text)}`);
      return undefined;
    }
    const read = readInstant(text, {
      ...this.#options,
      ...(notBeforeMs === undefined ? {} : { notBeforeMs }),
    });
    if (!('ms' in read)) return { line, reason: inColumn(column, read) };
    const sentinel = sentinelOf(read.ms);
    if (sentinel !== undefined) {
      this.#without(line, `${column} ${shown(text)}: ${sentinel}`);
      return undefined;
    }
    if (read.odd !== undefined) (read.odd === 'fold' ? this.folds : this.gaps).push(line);
    this.forms.set(read.form, (this.forms.get(read.form) ?? 0) + 1);
    return read.ms;
  }

  #end(line: number, cell: Cell, startMs: number): number | BadRow | undefined {
    if (/^(?:true|1|yes)$/i.test(cell('running'))) {
      this.#without(line, 'still running, without an end');
      return undefined;
    }
    const text = cell('end');
    const duration = cell('duration');
    if (text !== '' || duration === '') return this.#time(line, 'end', text, startMs);
    const span = spanOf(duration);
    return span === undefined
      ? badRow(line, 'in column duration seconds, or hours, minutes and seconds', shown(duration))
      : startMs + span;
  }

  #session(line: number, cell: Cell): UsageSession | BadRow | undefined {
    const [client, user, program] = NAME_COLUMNS.map(cell) as [string, string, string];
    for (const [at, name] of [client, user, program].entries())
      if (name === '')
        return badRow(line, `in column ${String(NAME_COLUMNS[at])} a name`, 'nothing');
    const startMs = this.#time(line, 'start', cell('start'));
    if (typeof startMs !== 'number') return startMs;
    const endMs = this.#end(line, cell, startMs);
    if (typeof endMs !== 'number') return endMs;
    if (endMs < startMs)
      return badRow(
        line,
        `an end at or after the start ${shown(cell('start'))}`,
        `${shown(cell('end'))}, ${startMs - endMs} ms earlier`,
      );
    const version = cell('version');
    const session = { line, client, user, program, startMs, endMs };
    return version === '' ? session : { ...session, version };
  }
}

function duplicatesIn(sessions: readonly UsageSession[]): readonly (readonly number[])[] {
  const lines = new Map<string, number[]>();
  for (const { line, client, user, program, startMs, endMs } of sessions) {
    const key = `${startMs} ${endMs} ${client}\n${user}\n${program}`;
    const known = lines.get(key);
    if (known === undefined) lines.set(key, [line]);
    else known.push(line);
  }
  return [...lines.values()].filter((one) => one.length > 1);
}

/** The order that a column of civil dates has, if one of them allows no other. */
function orderOf(rows: readonly TableRow[], cells: readonly Resolved[]): TimeForm | undefined {
  const orders = new Set<TimeForm>();
  for (const row of rows)
    for (const one of cells) {
      const text = cellOf(one, row.cells).replace(/\s+/g, ' ');
      const order = text.includes('/') && isSlashed(text) ? orderIn(text) : undefined;
      if (order !== undefined) orders.add(order);
    }
  const [only] = orders;
  return orders.size === 1 ? only : undefined;
}

const NEEDED = ['client', 'user', 'program', 'start', 'end'] as const;

/** Throws for a header that lacks a field, with the preset that has its columns. */
function checkedHeader(
  header: readonly string[],
  where: string,
  line: string,
  columns: Columns,
): void {
  const there = (field: Field): boolean => {
    const source = columns.fields[field];
    const one = source && resolved(source, header);
    return one !== undefined && (one.constant !== undefined || one.alternatives.length > 0);
  };
  const missing = NEEDED.filter(
    (field) => !there(field) && !(field === 'end' && there('duration')),
  );
  if (missing.length === 0) return;
  const preset = presetOf(header);
  const hint = columns.presets
    .map((name) => PRESETS[name]?.missing)
    .find((one) => one !== undefined);
  const names = missing.map((field) => {
    const wanted =
      columns.fields[field]?.alternatives.map((one) => one.join('+')).join('|') ?? field;
    return wanted === field ? field : `${field} (${wanted})`;
  });
  const columnsAdvice =
    preset !== undefined && !columns.presets.includes(preset)
      ? `It looks like the ${PRESETS[preset]?.title ?? preset}: pass --columns ${preset}.`
      : header.length < 2
        ? headerAdvice(line)
        : `${headerAdvice(line)} If they have other names, pass --columns ${missing.map((field) => `${field}=<its column>`).join(',')}.`;
  throw inputError({
    place: where,
    expected: `a header with the columns ${NEEDED.join(', ')}`,
    got: `none called ${names.join(', ')} in ${shown(line)}`,
    advice: hint === undefined ? columnsAdvice : `Of that export, ${hint}.`,
  });
}

/**
 * Reads a file of sessions. The header may have its columns in any order, and other columns beside
 * them. Blank lines and lines that begin with # are skipped (a client called #7 is written "#7").
 */
export function parseUsage(text: string, place: string, options: UsageOptions = {}): ParsedUsage {
  const { columns = PLAIN, times } = options;
  const zone = options.zone ?? (columns.zone === undefined ? undefined : zoneOf(columns.zone));
  const zoned = zone === undefined ? {} : { zone };
  if (columns.presets.includes('flexnet')) {
    const { sessions, bad, undated, odd } = parseFlexnet(linesOf(text, place), zone);
    const lines = (kind: 'fold' | 'gap'): number[] =>
      odd.flatMap((one) => (one.odd === kind ? one.line : []));
    return {
      ...{ sessions, bad, undated, ...zoned, folds: lines('fold'), gaps: lines('gap') },
      ...{ ignoredColumns: [], comments: 0, forms: new Map(), duplicates: [] },
    };
  }
  if (isFlexnet(text))
    throw inputError({
      place,
      expected: 'a CSV with a header',
      got: 'a debug log of FlexNet',
      advice: 'Pass --columns flexnet, and --zone with the zone of the licence server.',
    });
  const table = readTable(text, place, (header, where, line) => {
    checkedHeader(header, where, line, columns);
  });
  const cells = new Map<Field, Resolved>();
  const used = new Set<number>();
  for (const [field, source] of Object.entries(columns.fields) as [
    Field,
    (typeof columns.fields)['client'] & object,
  ][]) {
    const one = resolved(source, table.header);
    cells.set(field, one);
    for (const index of one.alternatives.flat()) used.add(index);
  }
  const dated = (['start', 'end'] as const).flatMap((field) => cells.get(field) ?? []);
  const rows = new Rows({ zone, form: times ?? orderOf(table.rows, dated) });
  for (const { line, cells: own } of table.rows)
    rows.row(line, (field) => {
      const one = cells.get(field);
      return one === undefined ? '' : cellOf(one, own);
    });
  const { sessions, undated, forms, folds, gaps } = rows;
  return {
    ...{ sessions, undated, forms, folds, gaps, ...zoned },
    bad: [...table.bad, ...rows.bad].sort((a, b) => a.line - b.line),
    ignoredColumns: table.header.filter((name, index) => !used.has(index) && name !== ''),
    comments: table.comments,
    duplicates: duplicatesIn(sessions),
  };
}
