/** `module`: the names of Node's modules, and a class that instruments find and may patch. */
import { builtinModules } from 'node:module';
import { coded } from '../node-errors.js';

export type Require = ((name: string) => unknown) & { readonly resolve: (name: string) => string };

/** Folder that a bundled program takes for its own. */
const FOLDER = '/program';

const isBuiltin = (name: string): boolean => builtinModules.includes(name.replace(/^node:/, ''));

/**
 * The path of a module, as `require.resolve` gives it. A program is one script: files beside it have a
 * path and no content.
 * @throws Error MODULE_NOT_FOUND for a package that is not in the script
 */
export function resolved(name: string): string {
  if (isBuiltin(name)) return name;
  if (name.startsWith('.')) return new URL(name, `file://${FOLDER}/`).pathname;
  if (name.startsWith('/')) return name;
  throw coded(new Error(`Cannot find module '${name}'`), 'MODULE_NOT_FOUND');
}

/** Makes the class. A patch of it changes no import of a bundle: these are resolved already. */
export function moduleShim(require: Require): unknown {
  class Module {
    readonly id: string;
    exports: unknown = {};
    loaded = false;
    readonly children: unknown[] = [];

    constructor(id = '') {
      this.id = id;
    }

    require(name: string): unknown {
      return require(name);
    }

    static readonly Module = Module;
    static readonly builtinModules = [...builtinModules];
    static readonly isBuiltin = isBuiltin;
    static readonly createRequire = (): Require => require;
    static readonly _resolveFilename = resolved;
    static readonly _cache = {};
    static readonly _load = (name: string): unknown => require(name);
  }
  return Module;
}
