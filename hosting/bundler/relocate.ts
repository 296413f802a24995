/** Replaces paths that the bundler wrote relative to its working folder by canonical ones. */

/** A comment that names a file, or the name of a wrapped module, which carries its path. */
const NAMED = /^(\s*\/\/ )(.+)$|^(\s*)("(?:[^"\\]|\\.)+")(?=\()/gm;

/** @param inputs every path as the bundler wrote it */
export function canonicalCode(
  code: string,
  inputs: readonly string[],
  canonical: (path: string) => string,
): string {
  const known = new Set(inputs);
  return code.replace(
    NAMED,
    (whole, comment?: string, path = '', indent = '', quoted = '""'): string => {
      if (comment !== undefined) return known.has(path) ? `${comment}${canonical(path)}` : whole;
      const named = JSON.parse(quoted) as string;
      return known.has(named) ? `${indent}${JSON.stringify(canonical(named))}` : whole;
    },
  );
}

interface RawMap {
  readonly sources: readonly (string | null)[];
}

export function canonicalMap(map: string, canonical: (path: string) => string): string {
  const raw = JSON.parse(map) as RawMap;
  const sources = raw.sources.map((source) => source && canonical(source));
  return JSON.stringify({ ...raw, sources });
}
