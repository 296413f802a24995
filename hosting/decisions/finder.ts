/** Finds the original of an expression in a script, though a bundler put something before it. */
import type { Program } from '../program.js';
import { lineStarts } from './edits.js';
import { fileLabel } from './sites.js';
import type { RecordedSite } from './sites.js';
import type { Mapping } from './tools.js';

/** A position in a script: line counted from 1, column from 0. */
export type Position = readonly [line: number, column: number];

/** The place where the source map puts an expression; without a map, its position in the script. */
export type Find = (
  position: Position,
  offset: number,
) => Pick<RecordedSite, 'file' | 'line' | 'column'>;

/** The first word or sign of an expression. */
const tokenOf = (text: string): string => /^([\w$]+|.)/.exec(text)?.[0] ?? '';

const TOKEN_MAX = 40;

export function finder(mapping: Mapping, { code, map, name }: Program): Find {
  const own: Find = ([line, column]) => ({ file: name, line, column: column + 1 });
  if (map === undefined) return own;
  const trace = new mapping.TraceMap(map);
  const texts = trace.sources.map((_, at) => trace.sourcesContent?.[at] ?? '');
  const starts = texts.map(lineStarts);
  const sourceIndex = new Map(trace.sources.map((source, at) => [source, at]));
  /** Text of the original from a place on. */
  const textAt = (source: string, line: number, column: number): string => {
    const at = sourceIndex.get(source) ?? -1;
    const offset = (starts[at]?.[line - 1] ?? 0) + column;
    return texts[at]?.slice(offset, offset + TOKEN_MAX) ?? '';
  };
  return (position, offset) => {
    const [line, column] = position;
    const before = mapping.originalPositionFor(trace, { line, column });
    const { source } = before;
    if (source === null) return own(position, offset);
    const place = (found: { line: number; column: number }, skipped = 0) => ({
      ...{ file: fileLabel(source), line: found.line },
      column: found.column + skipped + 1,
    });
    if (mapping.traceSegment(trace, line - 1, column)?.[0] === column) return place(before);
    const there = textAt(source, before.line, before.column);
    const skipped = /^[ (]*/.exec(there)?.[0].length ?? 0;
    const here = code.slice(offset, offset + TOKEN_MAX);
    if (tokenOf(there.slice(skipped)) === tokenOf(here)) return place(before, skipped);
    const bias = mapping.LEAST_UPPER_BOUND;
    const after = mapping.originalPositionFor(trace, { line, column, bias });
    return after.source === source ? place(after) : place(before);
  };
}
