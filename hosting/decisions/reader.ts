/** Turns places of an instrumented script into file, line and text of the original source. */
import { lineStarts } from './edits.js';
import { originalText } from './original-text.js';
import type { SiteText } from './original-text.js';
import { fileLabel } from './sites.js';
import type { InstrumentedProgram, RecordedSite } from './sites.js';
import { loadDecisionTools } from './tools.js';
import type { DecisionTools } from './tools.js';

export interface Reader {
  textOf(site: RecordedSite): SiteText;
  /** `queue.js:12`, with the column in minified code. */
  placeOf(site: Pick<RecordedSite, 'file' | 'line' | 'column'>): string;
  /** The place of a stack frame: line counted from 1 and column from 0, in the instrumented script. */
  frameOf(line: number, column: number): string;
}

/** A longer line is minified code, in which the column alone finds the place, characters. */
const LINE_MAX = 400;

interface Source {
  readonly text: string;
  readonly starts: readonly number[];
}

/** Loads what reads source maps and expressions; only programs need it. */
export const readerOf = async (program: InstrumentedProgram): Promise<Reader> =>
  readerBy(await loadDecisionTools(), program);

export function readerBy({ acorn, mapping }: DecisionTools, program: InstrumentedProgram): Reader {
  const map = program.map === undefined ? undefined : new mapping.TraceMap(program.map);
  const sources = new Map<string, Source>();
  for (const [at, source] of (map?.sources ?? []).entries()) {
    const text = map?.sourcesContent?.[at] ?? '';
    if (source !== null) sources.set(fileLabel(source), { text, starts: lineStarts(text) });
  }
  const placeOf: Reader['placeOf'] = ({ file, line, column }) => {
    const { starts, text } = sources.get(file) ?? { starts: [], text: '' };
    const length = (starts[line] ?? text.length) - (starts[line - 1] ?? 0);
    return `${file}:${String(line)}${length > LINE_MAX ? `:${String(column)}` : ''}`;
  };
  return {
    placeOf,
    textOf(site) {
      const source = sources.get(site.file);
      const start = source?.starts[site.line - 1];
      if (source === undefined || start === undefined) return site;
      return originalText(acorn, site, source.text, start + site.column - 1);
    },
    frameOf(line, column) {
      const found = map && mapping.originalPositionFor(map, { line, column });
      if (found?.source === undefined || found.source === null)
        return placeOf({ file: program.name, line, column: column + 1 });
      return placeOf({
        file: fileLabel(found.source),
        line: found.line,
        column: found.column + 1,
      });
    },
  };
}
