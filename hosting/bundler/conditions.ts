/**
 * Conditions of a package's `exports` for import statements. Node decides by the importing file: a
 * CommonJS file that was compiled from import statements calls `require`.
 */
import { dirname, extname } from 'node:path';
import type { Plugin } from 'esbuild';
import { isInstalled, packageFolder, packageJsonIn } from './canonical.js';

const BARE = /^[^./]/;

/** True if Node takes the file, or what it is compiled to, for an ES module. */
function isEsModule(path: string): boolean {
  const extension = extname(path);
  if (/^\.m[jt]s$/.test(extension)) return true;
  if (/^\.c[jt]s$/.test(extension)) return false;
  const folder = packageFolder(dirname(path));
  return folder !== undefined && packageJsonIn(folder).type === 'module';
}

/** Resolves the imports of the program's own CommonJS files as `require` does. */
export const requireConditions: Plugin = {
  name: 'skewproof-conditions',
  setup(build) {
    const formats = new Map<string, boolean>();
    const own = (importer: string): boolean => {
      const known = formats.get(importer) ?? isEsModule(importer);
      formats.set(importer, known);
      return known;
    };
    build.onResolve({ filter: BARE }, async ({ path, kind, importer, resolveDir, pluginData }) => {
      if (kind !== 'import-statement' || pluginData === requireConditions) return undefined;
      if (isInstalled(importer) || own(importer)) return undefined;
      const found = await build.resolve(path, {
        kind: 'require-call',
        ...{ importer, resolveDir, pluginData: requireConditions },
      });
      return found.errors.length > 0 ? undefined : found;
    });
  },
};
