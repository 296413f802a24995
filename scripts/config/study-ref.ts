/** A study as a message between threads: its name, and the file to load it from. */
import type { AnyStudy } from '../../properties/study/erase.js';
import { studyNamed } from '../studies.js';
import { valueAt } from './exported-studies.js';
import { loadedModule } from './module-file.js';

export interface StudyRef {
  readonly name: string;
  /** Absolute path of the user's file; absent: a study of this project. */
  readonly file?: string;
  /** Where in the file's exports it is. */
  readonly path?: readonly string[];
}

/** The study, loaded in this thread. It was checked where the reference was made. */
export const referredStudy = async ({ name, file, path = [] }: StudyRef): Promise<AnyStudy> =>
  file === undefined ? studyNamed(name) : (valueAt(await loadedModule(file), path) as AnyStudy);
