/** Finds the config: by its path, or from a folder upwards. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** In order of preference, for a folder with several. */
const CONFIG_NAMES = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map(
  (end) => `skewproof.config.${end}`,
);

/** The config of the folder itself. */
export const configIn = (folder: string): string | undefined =>
  CONFIG_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));

/** The nearest config of the folder or of those above it; undefined if there is none. */
export function configAbove(folder: string): string | undefined {
  const parent = dirname(folder);
  return configIn(folder) ?? (parent === folder ? undefined : configAbove(parent));
}
