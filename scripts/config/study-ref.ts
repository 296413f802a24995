/** A study as a message between threads: its name, and the file to load it from. */
import type { AnyStudy } from '../../properties/study/erase.js';
import { guarded } from '../../properties/study/guarded.js';
import { studyNamed } from '../studies.js';
import { loadedModule } from './module-file.js';
import type { Exports } from './module-file.js';

export interface StudyRef {
  readonly name: string;
  /** Absolute path of the user's file; absent for a study of this project. */
  readonly file?: string;
  /** Path of the study in the file's exports. */
  readonly path?: readonly string[];
}

/** Returns the study, loaded in this thread. It was checked where the reference was made. */
export async function referredStudy({ name, file, path = [] }: StudyRef): Promise<AnyStudy> {
  if (file === undefined) return studyNamed(name);
  let value: unknown = await loadedModule(file);
  // A program is a promise of a study.
  for (const key of path) value = await (value as Exports)[key];
  return guarded(value as AnyStudy);
}
