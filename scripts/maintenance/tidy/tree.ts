/** The repository as the tidy rules see it: text files by path, never what is built or installed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TextFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

export const LAYERS = ['sim', 'hosting', 'models', 'properties', 'reports'] as const;

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', '.git', '.skewproof']);

function* pathsIn(root: string, folder: string): Generator<string> {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (SKIPPED.has(entry.name)) continue;
    if (entry.isDirectory()) yield* pathsIn(root, path);
    else if (entry.isFile()) yield path;
  }
}

/** Every text file under `root`, in order of path. A file with a NUL byte is not text. */
export const textFiles = (root: string): readonly TextFile[] =>
  [...pathsIn(root, '')]
    .filter((path) => !/\.(tgz|tsbuildinfo)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));

export const isTypeScript = ({ path }: TextFile): boolean => /\.m?ts$/.test(path);

export const layerOf = (path: string): string | undefined =>
  LAYERS.find((layer) => path.startsWith(`${layer}/`));

/** Lines that match, numbered from 1. */
export const linesMatching = (
  { text }: TextFile,
  pattern: RegExp,
): readonly (readonly [line: number, match: string])[] =>
  text.split('\n').flatMap((line, index) => {
    const match = pattern.exec(line);
    return match === null ? [] : [[index + 1, match[0]] as const];
  });
