/**
 * The studies of one command: the project's own, those of the user's config, and those of files
 * named on the command line.
 */
import { relative, resolve, sep } from 'node:path';
import type { SkewproofConfig } from '../../library/config.js';
import { didYouMean } from '../../properties/words/nearest.js';
import { inputError, SkewproofError } from '../../sim/model/errors.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { quoted } from '../cli/quoted.js';
import { STUDIES } from '../studies.js';
import { loadedConfig } from './config.js';
import type { LoadedConfig } from './config.js';
import { checkedStudy, studiesOfFile } from './exported-studies.js';
import type { FoundStudy } from './exported-studies.js';
import { configAbove } from './find-config.js';
import { isModulePath, reportFiles } from './module-file.js';
import type { StudyRef } from './study-ref.js';

export interface StudiesOptions {
  /** The folder that paths are relative to. */
  readonly cwd: string;
  /** A config file; `false` for none; absent: the nearest one of `cwd` or above. */
  readonly config?: string | false;
  /** More files of studies. */
  readonly files?: readonly string[];
}

interface Known extends Partial<Omit<FoundStudy, 'study'>> {
  readonly study: AnyStudy;
  /** Named for this command only: a later one has to be given the file again. */
  readonly option?: string;
}

/** The commands `list` and `schema` use this name for something else. */
const RESERVED = 'report';

/** The path as a user in the folder would write it. */
export const shownPath = (cwd: string, path: string): string => {
  const short = relative(cwd, path);
  if (short === '') return '.';
  return (short.startsWith('..') ? short : `./${short}`).replaceAll(sep, '/');
};

async function studiesOfConfig({ file, studies }: LoadedConfig): Promise<readonly FoundStudy[]> {
  const found: FoundStudy[] = [];
  for (const { entry, path } of studies)
    if (typeof entry === 'string') found.push(...(await studiesOfFile(resolve(file, '..', entry))));
    else found.push(checkedStudy(entry, file, path));
  return found;
}

export class Studies {
  readonly #cwd: string;
  readonly #known = new Map<string, Known>();
  /** Studies by the file that they came from. */
  readonly #files = new Map<string, readonly FoundStudy[]>();
  readonly config: LoadedConfig | undefined;

  private constructor(cwd: string, config: LoadedConfig | undefined) {
    this.#cwd = cwd;
    this.config = config;
    for (const [name, study] of Object.entries(STUDIES)) this.#known.set(name, { study });
  }

  /** @throws SkewproofError SKEW-101 for a file with a fault, or a name that is taken */
  static async open({ cwd, config, files = [] }: StudiesOptions): Promise<Studies> {
    const file =
      config === false ? undefined : config === undefined ? configAbove(cwd) : resolve(cwd, config);
    try {
      const loaded = file === undefined ? undefined : await loadedConfig(file);
      const studies = new Studies(cwd, loaded);
      if (loaded !== undefined)
        for (const found of await studiesOfConfig(loaded)) studies.#add(found);
      for (const named of files) await studies.#addFile(resolve(cwd, named));
      return studies;
    } finally {
      // Includes files of a study that does not load: these are the ones that have to change.
      reportFiles([
        ...(file === undefined ? [] : [file]),
        ...files.map((one) => resolve(cwd, one)),
      ]);
    }
  }

  async #addFile(file: string): Promise<void> {
    const found = await studiesOfFile(file);
    this.#files.set(file, found);
    for (const one of found) this.#add(one, `--study ${quoted(shownPath(this.#cwd, file))}`);
  }

  #add(found: FoundStudy, option?: string): void {
    const { study, file } = found;
    const { name } = study;
    const before = this.#known.get(name);
    if (before?.study === study) return;
    if (before !== undefined || name === RESERVED)
      throw inputError({
        place: file,
        expected: 'a study with a name of its own',
        got: `"${name}", which is ${name === RESERVED ? 'reserved' : before?.file === undefined ? 'a study of skewproof' : `the study of ${before.file}`}`,
        advice: 'Give it another name: tokens and corpus entries find a study by its name.',
      });
    this.#known.set(name, { ...found, ...(option === undefined ? {} : { option }) });
  }

  /** Fields of a config besides its studies. */
  get defaults(): SkewproofConfig {
    return this.config?.config ?? {};
  }

  get all(): readonly AnyStudy[] {
    return [...this.#known.values()].map(({ study }) => study);
  }

  /** True for the name of a study that `named` finds. */
  has(name: string): boolean {
    return this.#known.has(name);
  }

  /**
   * @param what a study's name, or the path of a file that was opened
   * @throws SkewproofError SKEW-102 for an unknown one, with the nearest that there is
   */
  readonly named = (what: string, place = 'study'): AnyStudy => {
    const known = this.#known.get(what);
    if (known !== undefined) return known.study;
    const ofFile = this.#files.get(resolve(this.#cwd, what));
    if (ofFile !== undefined && isModulePath(what)) return this.#main(what, ofFile);
    const names = [...this.#known.keys()];
    throw new SkewproofError('SKEW-102', {
      place,
      expected: `one of ${names.join(', ')}`,
      got: `"${what}"`,
      advice:
        didYouMean(what, names) ||
        'A study of your own is found by --study <file>, or by a skewproof.config.ts that lists it.',
    });
  };

  /** The default export of a file, or the one study that it exports. */
  #main(path: string, found: readonly FoundStudy[]): AnyStudy {
    const main = found.length === 1 ? found[0] : found.find((one) => one.path.join() === 'default');
    if (main !== undefined) return main.study;
    const names = found.map(({ study }) => study.name);
    throw inputError({
      place: path,
      expected: 'a file that exports one study, or one as its default export',
      got: `${String(names.length)} (${names.join(', ')})`,
      advice: `Name one of them: skewproof <command> ${names[0] ?? ''} --study ${path}`,
    });
  }

  /** The study as an argument of a later command: with `--study <file>` if that is needed. */
  argumentFor(what: string): string {
    const option = isModulePath(what) ? '' : this.optionFor(this.named(what));
    return `${what} ${option}`.trimEnd();
  }

  /** The reference by which another thread loads the study. */
  refOf({ name }: AnyStudy): StudyRef {
    const { file, path } = this.#known.get(name) ?? {};
    return file === undefined || path === undefined ? { name } : { name, file, path };
  }

  /**
   * Options that a later command needs to find the study: `--study <file>`; empty if it needs none.
   */
  optionFor({ name }: AnyStudy): string {
    return this.#known.get(name)?.option ?? '';
  }
}
