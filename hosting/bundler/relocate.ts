/** Replaces paths that the bundler wrote relative to its working folder by canonical ones. */
import { edited, shiftedMap } from '../decisions/edits.js';
import type { Edit } from '../decisions/edits.js';

/** A comment that names a file, or the name of a wrapped module, which carries its path. */
const NAMED = /^(\s*\/\/ )(.+)$|^(\s*)("(?:[^"\\]|\\.)+")(?=\()/gm;

function editsOf(
  code: string,
  inputs: readonly string[],
  canonical: (path: string) => string,
): readonly Edit[] {
  const known = new Set(inputs.filter((path) => canonical(path) !== path));
  if (known.size === 0) return [];
  return [...code.matchAll(NAMED)].flatMap(({ 0: whole, index, 2: path, 4: quoted }): Edit[] => {
    const named = path ?? (JSON.parse(quoted ?? '""') as string);
    if (!known.has(named)) return [];
    const text = path === undefined ? JSON.stringify(canonical(named)) : canonical(named);
    const removed = (path ?? quoted ?? '').length;
    return [{ at: index + whole.length - removed, removed, text }];
  });
}

interface RawMap {
  readonly sources: readonly (string | null)[];
}

/** A script and its source map. */
interface Script {
  readonly code: string;
  readonly map: string;
}

/** @param inputs every path as the bundler wrote it */
export async function relocated(
  { code, map }: Script,
  inputs: readonly string[],
  canonical: (path: string) => string,
): Promise<Script> {
  const edits = editsOf(code, inputs, canonical);
  const moved =
    edits.length === 0
      ? map
      : shiftedMap(await import('@jridgewell/trace-mapping'), map, edits, code);
  const raw = JSON.parse(moved) as RawMap;
  const sources = raw.sources.map((source) => source && canonical(source));
  const { mappings, names, sourcesContent } = raw as RawMap & Readonly<Record<string, unknown>>;
  return {
    code: edited(code, edits),
    map: JSON.stringify({ version: 3, sources, sourcesContent, names, mappings }),
  };
}
