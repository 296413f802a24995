/** Reads a config file and checks it field by field. */
import { dirname, resolve } from 'node:path';
import type { SkewproofConfig } from '../../library/config.js';
import { nearest } from '../../properties/words/nearest.js';
import { inputError } from '../../sim/model/errors.js';
import { loadedModule } from './module-file.js';
import { meantAsStudy } from './study-contract.js';

export interface LoadedConfig {
  /** Absolute path. */
  readonly file: string;
  /** Paths in it are absolute, except those of studies. */
  readonly config: SkewproofConfig;
  /** Entries of `studies`, whether it is one value or a list. */
  readonly studies: readonly { readonly entry: unknown; readonly path: readonly string[] }[];
}

interface Kind {
  readonly expected: string;
  readonly admits: (value: unknown) => boolean;
}

const integer = (min: number, max: number): Kind => ({
  expected: `an integer from ${String(min)} to ${String(max)}`,
  admits: (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
});

const folder: Kind = {
  expected: 'the path of a folder',
  admits: (value) => typeof value === 'string' && value !== '',
};

const FIELDS: Readonly<Record<keyof SkewproofConfig, Kind>> = {
  studies: {
    expected: 'a study, the path of a file that exports one, or a list of these',
    admits: (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
  },
  corpus: folder,
  report: folder,
  runs: integer(1, 1_000_000_000),
  seconds: integer(1, 1_000_000),
  seed: integer(0, 4_294_967_295),
  workers: integer(1, 1_024),
  bail: { expected: 'true or false', admits: (value) => typeof value === 'boolean' },
};

const shown = (value: unknown): string => {
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? String(value) : text.slice(0, 60);
};

/**
 * @throws SkewproofError SKEW-101 for an unknown field, with the nearest known one, or a bad value
 */
function checkedFields(file: string, value: unknown): SkewproofConfig {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw inputError({
      place: file,
      expected: 'a default export with a config (export default defineConfig({ … }))',
      got: value === undefined ? 'none' : shown(value),
    });
  for (const [name, given] of Object.entries(value)) {
    if (!Object.hasOwn(FIELDS, name)) {
      const meant = nearest(name, Object.keys(FIELDS));
      throw inputError({
        place: `${file}, field ${name}`,
        expected: `one of ${Object.keys(FIELDS).join(', ')}`,
        got: `"${name}"`,
        ...(meant === undefined ? {} : { advice: `Did you mean "${meant}"?` }),
      });
    }
    const kind = FIELDS[name as keyof SkewproofConfig];
    if (given !== undefined && !kind.admits(given))
      throw inputError({
        place: `${file}, field ${name}`,
        expected: kind.expected,
        got: shown(given),
      });
  }
  return value;
}

/** One study or a list of them, each with its place among the exports. */
const entriesOf = (studies: unknown, path: readonly string[]): LoadedConfig['studies'] =>
  Array.isArray(studies)
    ? studies.map((entry: unknown, place) => ({ entry, path: [...path, String(place)] }))
    : [{ entry: studies, path }];

/**
 * @param file an absolute path
 * @throws SkewproofError SKEW-101 for a file that does not load, or whose contents are no config
 */
export async function loadedConfig(file: string): Promise<LoadedConfig> {
  const exports = await loadedModule(file);
  const main = exports['default'];
  // A study alone, or a list of them, is a config without other settings.
  if (meantAsStudy(main) || (Array.isArray(main) && main.length > 0))
    return { file, config: {}, studies: entriesOf(main, ['default']) };
  const config = checkedFields(file, main);
  const { corpus, report } = config;
  const studies: unknown = await config.studies;
  const beside = (path: string): string => resolve(dirname(file), path);
  return {
    file,
    config: {
      ...config,
      ...(corpus === undefined ? {} : { corpus: beside(corpus) }),
      ...(report === undefined ? {} : { report: beside(report) }),
    },
    studies: entriesOf(Array.isArray(studies) ? await Promise.all(studies) : (studies ?? []), [
      'default',
      'studies',
    ]),
  };
}
