/** The studies of released packages: their files, in order. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, from dist/scripts/maintenance/packages/. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** The workspace of the studied packages; nothing else in the repository depends on it. */
export const WORKSPACE = join(ROOT, 'studies');
export const INSTALLED = join(WORKSPACE, 'node_modules');
export const RESULTS = join(WORKSPACE, 'results');
/** Folders of studies, by the platform that their packages are for. */
export const PLATFORMS = ['node', 'browser'] as const;

export interface StudyFile {
  /** File name without its extension. */
  readonly name: string;
  /** From the repository's root, with `/`. */
  readonly path: string;
}

export const studyFiles = (): readonly StudyFile[] =>
  PLATFORMS.flatMap((platform) => {
    const folder = join(WORKSPACE, platform);
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.startsWith('_'))
      .sort()
      .map((file) => ({ name: file.slice(0, -'.ts'.length), path: `studies/${platform}/${file}` }));
  });
