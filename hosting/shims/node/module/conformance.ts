/** Cases of `module`, `require.resolve` and the list of Node's own modules. */
import type { ConformanceCase } from '../conformance-case.js';

export const MODULE_CASES: readonly ConformanceCase[] = [
  {
    name: 'the class, its names, and a require of its own',
    run: (require) => {
      const Module = require('node:module');
      const own = Module.createRequire('/program/index.js');
      const one = new Module('mine');
      return [
        typeof Module,
        Module.Module === Module,
        Module.builtinModules.includes('fs'),
        [Module.isBuiltin('fs'), Module.isBuiltin('node:fs'), Module.isBuiltin('no-such')],
        own('node:fs') === require('fs'),
        [one.id, one.loaded, Object.keys(one.exports), one.children],
        typeof Module.prototype.require,
        Module._resolveFilename('fs'),
      ];
    },
  },
  {
    name: 'require.resolve: of a built-in, and of nothing',
    run: (require, { tried }) => {
      const { resolve } = require('node:module').createRequire('/program/index.js');
      return tried(() => {
        const found = [resolve('fs'), resolve('node:fs')];
        try {
          return [found, resolve('no-such-package')];
        } catch (error) {
          return [found, (error as NodeJS.ErrnoException).code];
        }
      });
    },
  },
  {
    name: "process.binding('natives'): Node's modules by name",
    run: (require) => {
      const process = require('node:process');
      const natives = process.binding('natives');
      return ['fs', 'http', 'no-such'].map((name) => Object.hasOwn(natives, name));
    },
  },
];
