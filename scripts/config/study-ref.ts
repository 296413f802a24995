/** A study as a message between threads: its name, and the file to load it from. */
import type { AnyStudy } from '../../properties/study/erase.js';
import { studyNamed } from '../studies.js';
import { valueAt } from './exported-studies.js';
import { loadedModule } from './module-file.js';

export interface StudyRef {
  readonly name: string;
  /** Absolute path of the user's file; absent for a study of this project. */
  readonly file?: string;
  /** Path of the study in the file's exports. */
  readonly path?: readonly string[];
}

/** Loads the study in this thread. It was checked where the reference was made. */
export const referredStudy = async ({ name, file, path = [] }: StudyRef): Promise<AnyStudy> =>
  file === undefined ? studyNamed(name) : (valueAt(await loadedModule(file), path) as AnyStudy);
