/** Finds the studies that a file exports, checks each, and notes its place in the file. */
import { inputError } from '../../sim/model/errors.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { guarded } from '../../properties/study/guarded.js';
import type { Exports } from './module-file.js';
import { loadedModule } from './module-file.js';
import { meantAsStudy, studyFaults } from './study-contract.js';

/** A user's study, and its place: a thread loads it from there. */
export interface FoundStudy {
  readonly study: AnyStudy;
  /** Absolute path. */
  readonly file: string;
  /** Path from the file's exports to the study: `['default']`, `['default', '1']`, `['acme']`. */
  readonly path: readonly string[];
}

const FORM = 'export default defineStudy({ … })';
const FAULTS_SHOWN = 8;

/**
 * Returns the value as a study.
 * @throws SkewproofError SKEW-101 that names each part that is missing
 */
export function checkedStudy(value: unknown, file: string, path: readonly string[]): FoundStudy {
  const faults = studyFaults(value);
  if (faults.length === 0) return { study: guarded(value as AnyStudy), file, path };
  const more = faults.length - FAULTS_SHOWN;
  throw inputError({
    place: `${file}, export ${path.join('.')}`,
    expected: 'a study',
    got: `one with ${faults.length === 1 ? 'a fault' : `${String(faults.length)} faults`}:\n${faults
      .slice(0, FAULTS_SHOWN)
      .map((fault) => `  ${fault}`)
      .join('\n')}${more > 0 ? `\n  and ${String(more)} more` : ''}\n`,
    advice: `A study has the parts of the type Study; ${FORM} has the compiler name them.`,
  });
}

/** The value at a path of a module's exports; undefined if there is none. */
const valueAt = (exports: Exports, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Exports | undefined)?.[key], exports);

/** Exports that are studies or were meant as studies, the default export first. */
function candidates(exports: Exports): readonly (readonly string[])[] {
  const main = exports['default'];
  const named = Object.keys(exports)
    .filter((name) => name !== 'default' && exports[name] !== main)
    .filter((name) => meantAsStudy(exports[name]))
    .map((name) => [name]);
  if (Array.isArray(main)) return [...main.map((_, place) => ['default', String(place)]), ...named];
  // A default export of another kind may stand beside named studies.
  const isOne = meantAsStudy(main) || (named.length === 0 && main !== undefined);
  return isOne ? [['default'], ...named] : named;
}

/** Kind of an export, for an error about a file without a study. */
const kindOf = (value: unknown): string =>
  typeof value === 'function' ? 'a function' : 'no study';

/**
 * Every study that the file exports, the default export first.
 * @throws SkewproofError SKEW-101 if the file exports none, or another value in a study's place
 */
export async function studiesOfFile(file: string): Promise<readonly FoundStudy[]> {
  const exports = await loadedModule(file);
  const paths = candidates(exports);
  if (paths.length === 0) {
    const names = Object.keys(exports);
    throw inputError({
      place: file,
      expected: `a study as its default export (${FORM})`,
      got:
        names.length === 0
          ? 'a module that exports nothing'
          : `a module that exports ${names.map((name) => `${name} (${kindOf(exports[name])})`).join(', ')}`,
    });
  }
  if (typeof exports['default'] === 'function' && paths[0]?.join() === 'default')
    throw inputError({
      place: `${file}, export default`,
      expected: 'a study',
      got: 'a function',
      advice: 'Export the value that it returns: the command line calls no function.',
    });
  return paths.map((path) => checkedStudy(valueAt(exports, path), file, path));
}
