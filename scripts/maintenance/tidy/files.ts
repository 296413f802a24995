/** Rules about files as text: length, promises without an issue, names of machines, barrels. */
import type { TidyFinding } from './finding.js';
import { isTypeScript, linesMatching } from './tree.js';
import type { TextFile } from './tree.js';

const LINES_MAX = 400;

export const longFiles = (files: readonly TextFile[]): readonly TidyFinding[] =>
  files.filter(isTypeScript).flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    return lines <= LINES_MAX
      ? []
      : [
          {
            place: path,
            what: `${String(lines)} lines, at most ${String(LINES_MAX)}`,
            instead: 'one concept, one file: split it',
          },
        ];
  });

/** `TODO(#12)` is a plan; without a number it is a wish. Written apart, so as not to find itself. */
const PROMISE = new RegExp(`\\b(${'TO' + 'DO'}|${'FIX' + 'ME'}|${'X' + 'XX'})\\b(?!\\(#\\d+\\))`);

export const unnumberedPromises = (files: readonly TextFile[]): readonly TidyFinding[] =>
  files.filter(isTypeScript).flatMap((file) =>
    linesMatching(file, PROMISE).map(([line, match]) => ({
      place: `${file.path}:${String(line)}`,
      what: `${match} without an issue`,
      instead: `write ${match}(#number), or do it`,
    })),
  );

/** Folders of one machine, and hosts of one registry; spelled in halves, so as not to find themselves. */
const MACHINE = new RegExp(
  [
    ...[
      '/wo' + 'rk/',
      '/ho' + 'me/',
      '/ro' + 'ot/',
      '/Us' + 'ers/',
      '[A-Z]:\\\\Us' + 'ers\\\\',
    ].map((folder) => `(?<![\\w.@-])${folder}`),
    ...['npm' + 'js\\.(org|com)', 'yarn' + 'pkg\\.com', 'npm\\.pkg' + '\\.github'].map(
      (host) => `registry\\.${host}|\\b${host}`,
    ),
    'verda' + 'ccio',
    'artifac' + 'tory',
  ].join('|'),
);

export const machineNames = (files: readonly TextFile[]): readonly TidyFinding[] =>
  files.flatMap((file) =>
    linesMatching(file, MACHINE).map(([line, match]) => ({
      place: `${file.path}:${String(line)}`,
      what: `names ${match}, which other machines do not have`,
      instead: 'write a path relative to the repository, and no registry',
    })),
  );

/**
 * A file that only hands on what others define hides where a thing is and loads all of them. Two
 * kinds are doors on purpose: the package's, and the models of one study as a namespace.
 */
const DOOR = /^(library\/|models\/[^/]+\/index\.ts$|reports\/html\/client\/index\.ts$)/;

export const barrels = (files: readonly TextFile[]): readonly TidyFinding[] =>
  files
    .filter(isTypeScript)
    .filter(({ path }) => /(^|\/)index\.ts$/.test(path) && !DOOR.test(path))
    .map(({ path }) => ({
      place: path,
      what: 'is a door that nothing needs',
      instead: 'import from the file that defines the thing',
    }));

/** Compiled files whose source is gone: AVA would still run them, and the package would carry them. */
export const orphans = (
  built: readonly string[],
  files: readonly TextFile[],
): readonly TidyFinding[] => {
  const sources = new Set(files.map(({ path }) => path));
  return built
    .filter((path) => path.endsWith('.js') && !sources.has(path.replace(/\.js$/, '.ts')))
    .map((path) => ({
      place: `dist/${path}`,
      what: 'has no source any more',
      instead: 'npm run clean, then build',
    }));
};
