/**
 * Built-ins of Node and native add-ons that no realm simulates. The program's own files may not
 * import them: bundling fails and names the line. An installed package may, since many import such
 * a module and call it only in set-ups that are not simulated; the realm refuses the call.
 */
import { basename } from 'node:path';
import type { Message, PartialMessage, Plugin } from 'esbuild';
import { isInstalled } from './canonical.js';

/** An import of a built-in that no realm simulates. */
export interface UnsimulatedImport {
  /** `net`, `tls` or the path of an add-on, as the source names it. */
  readonly module: string;
  /** File that imports it, by its canonical path. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

const UNSIMULATED = /^(node:)?(net|tls|http2|dgram|worker_threads|cluster)$/;
const ADD_ON = /\.node$/;
const PLUGIN = 'skewproof-unsimulated';
const REFUSED = 'skewproof-add-on';

const imported = (module: string): PartialMessage => ({ text: module, pluginName: PLUGIN });

/** An add-on throws when it is loaded, as on a machine for which it was not compiled. */
const addOnModule = (path: string): string =>
  `const error = new Error(${JSON.stringify(`${path}: native add-ons are not simulated`)});
error.code = 'ERR_DLOPEN_FAILED';
throw error;`;

/**
 * Finds imports of modules that are not simulated; those that are refused are errors of the build.
 * @param allowed modules that the program's own files may import too, without `node:`
 */
export function unsimulatedImports(allowed: readonly string[]): Plugin {
  return {
    name: PLUGIN,
    setup(build) {
      build.onResolve({ filter: UNSIMULATED }, ({ path, importer }) => {
        const module = path.replace('node:', '');
        const refused = !isInstalled(importer) && !allowed.includes(module);
        if (!refused) return { path, external: true, warnings: [imported(module)] };
        return {
          errors: [
            {
              text: `${module} is not simulated: a program under test cannot use it. Move what needs it out of the agent, or allow the import (unsimulated: ['${module}']) where no call reaches it.`,
            },
          ],
        };
      });
      build.onResolve({ filter: ADD_ON }, ({ path }) => ({
        path,
        namespace: REFUSED,
        warnings: [imported(path)],
      }));
      // A package of one platform has the add-on as its main file.
      build.onLoad({ filter: ADD_ON, namespace: 'file' }, ({ path }) => ({
        contents: addOnModule(basename(path)),
        loader: 'js',
      }));
      build.onLoad({ filter: ADD_ON, namespace: REFUSED }, ({ path }) => ({
        contents: addOnModule(path),
        loader: 'js',
      }));
    },
  };
}

/** The imports that were found and not refused, in order of file and line. */
export const importsFound = (
  warnings: readonly Message[],
  canonical: (file: string) => string,
): readonly UnsimulatedImport[] =>
  warnings
    .filter(({ pluginName }) => pluginName === PLUGIN)
    .map(({ text, location }) => ({
      module: text,
      file: canonical(location?.file ?? ''),
      line: location?.line ?? 0,
    }))
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
