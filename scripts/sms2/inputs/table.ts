/**
 * Reads a CSV file with a header into cells that know their line.
 *
 * A record is one line. Quoted line breaks are refused on purpose: with them, one forgotten quote
 * would swallow every later row, and a tool that looks for silent loss must not lose rows silently.
 * So every line is first checked to be complete, and csv-parse then splits it.
 */
import { parse } from 'csv-parse/sync';
import { inputError, invariant } from '../../../sim/model/errors.js';
import { badRow, shown } from './bad-row.js';
import type { BadRow } from './bad-row.js';
import { linesOf } from './text.js';

export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  /** Column names, trimmed and in lower case, in the order of the file. */
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly bad: readonly BadRow[];
  /** Lines that began with # and were skipped. */
  readonly comments: number;
}

/** One line of well-formed CSV: each cell bare, or quoted with quotes inside doubled. */
const WELL_FORMED =
  /^(?:[ \t]*"[^"]*(?:""[^"]*)*"[ \t]*|[^",]*)(?:,(?:[ \t]*"[^"]*(?:""[^"]*)*"[ \t]*|[^",]*))*$/;

const isWellFormed = (line: string): boolean => !line.includes('"') || WELL_FORMED.test(line);

const isBlank = (line: string): boolean => line.trim() === '';
const isComment = (line: string): boolean => line.startsWith('#');

function split(lines: readonly string[]): string[][] {
  const records: string[][] = parse(lines.join('\n'), {
    record_delimiter: '\n',
    relax_column_count: true,
    trim: true,
  });
  invariant(
    records.length === lines.length,
    'scripts/sms2/inputs/table.ts',
    `${lines.length} CSV records`,
    `${records.length}`,
  );
  return records;
}

/** Remedy for a header that names none of the columns: most often it uses another separator. */
export function headerAdvice(line: string): string {
  if (!line.includes(',') && line.includes(';')) return 'Separate the columns by commas, not ";".';
  if (!line.includes(',') && line.includes('\t'))
    return 'Separate the columns by commas, not tabs.';
  return 'The first line must name the columns.';
}

/** Throws for a header that lacks a column. */
type HeaderCheck = (header: readonly string[], where: string, line: string) => void;

/** Throws for a header without one of the columns. */
const checkOf =
  (required: readonly string[]): HeaderCheck =>
  (header, where, line) => {
    const missing = required.filter((name) => !header.includes(name));
    if (missing.length > 0)
      throw inputError({
        place: where,
        expected: `a header with the columns ${required.join(', ')}`,
        got: `none called ${missing.join(', ')} in ${shown(line)}`,
        advice: headerAdvice(line),
      });
  };

/**
 * Reads a table.
 * @param required columns that it must have, or a check of its header
 */
export function readTable(
  text: string,
  place: string,
  required: readonly string[] | HeaderCheck,
): Table {
  const check = typeof required === 'function' ? required : checkOf(required);
  const lines = linesOf(text, place);
  const headerAt = lines.findIndex((line) => !isBlank(line) && !isComment(line));
  const headerLine = lines[headerAt];
  if (headerLine === undefined)
    throw inputError({ place, expected: 'a header that names the columns', got: 'an empty file' });
  const where = `${place}:${headerAt + 1}`;
  if (!isWellFormed(headerLine))
    throw inputError({ place: where, expected: 'well-formed quotes', got: shown(headerLine) });
  const header = (split([headerLine])[0] ?? []).map((name) => name.toLowerCase());
  check(header, where, headerLine);
  const twice = header.find((name, at) => name !== '' && header.indexOf(name) !== at);
  if (twice !== undefined)
    throw inputError({ place: where, expected: 'each column once', got: `${shown(twice)} twice` });
  return { header, ...body(lines, headerAt + 1, header.length) };
}

function body(lines: readonly string[], from: number, width: number): Omit<Table, 'header'> {
  const bad: BadRow[] = [];
  const kept: string[] = [];
  const numbers: number[] = [];
  let comments = lines.slice(0, from).filter(isComment).length;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] as string;
    if (isBlank(line)) continue;
    if (isComment(line)) comments += 1;
    else if (isWellFormed(line)) {
      kept.push(line);
      numbers.push(at + 1);
    } else
      bad.push(
        badRow(at + 1, 'quotes closed on the same line and doubled inside a cell', shown(line)),
      );
  }
  const rows: TableRow[] = [];
  split(kept).forEach((cells, at) => {
    const line = numbers[at] as number;
    if (cells.length === width) rows.push({ line, cells });
    else bad.push(badRow(line, `${width} columns, as in the header`, `${cells.length}`));
  });
  return { rows, bad, comments };
}
