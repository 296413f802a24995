/** Insertions into a script that keep every line where it is, and the source map that follows them. */
import type { Mapping } from './tools.js';

/** Text that takes the place of `removed` characters at an offset. */
export interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly text: string;
}

/** Edits at one offset stay in the order in which they were made: an outer opening before an inner one. */
const inOrder = (edits: readonly Edit[]): readonly Edit[] => [...edits].sort((a, b) => a.at - b.at);

export function edited(code: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { at, removed, text } of inOrder(edits)) {
    parts.push(code.slice(from, at), text);
    from = at + removed;
  }
  parts.push(code.slice(from));
  return parts.join('');
}

/** Offsets at which the lines of a text begin, as a source map counts lines. */
export function lineStarts(code: string): readonly number[] {
  const starts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

type Segment = readonly [column: number, ...rest: number[]];

/**
 * Moves the columns of a decoded source map by what was inserted before them. What begins at an
 * edit's offset comes after its text.
 */
function shifted(
  mappings: readonly (readonly Segment[])[],
  edits: readonly Edit[],
  starts: readonly number[],
): readonly (readonly Segment[])[] {
  const ordered = inOrder(edits);
  let next = 0;
  return mappings.map((segments, line) => {
    const start = starts[line] ?? 0;
    const end = starts[line + 1] ?? Infinity;
    let by = 0;
    const moved = segments.map(([column, ...rest]): Segment => {
      for (let edit = ordered[next]; edit !== undefined && edit.at <= start + column;) {
        if (edit.at >= start) by += edit.text.length - edit.removed;
        next += 1;
        edit = ordered[next];
      }
      return [column + by, ...rest];
    });
    while ((ordered[next]?.at ?? Infinity) < end) next += 1;
    return moved;
  });
}

/** The source map of an edited script. */
export function shiftedMap(
  { TraceMap, decodedMap, decodedMappings, encodedMap }: Mapping,
  map: string,
  edits: readonly Edit[],
  code: string,
): string {
  const trace = new TraceMap(map);
  const mappings = shifted(decodedMappings(trace), edits, lineStarts(code));
  const moved = { ...decodedMap(trace), mappings } as ReturnType<typeof decodedMap>;
  return JSON.stringify(encodedMap(new TraceMap(moved)));
}
