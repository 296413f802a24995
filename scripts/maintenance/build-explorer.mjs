/**
 * Bundles what draws the explorer's pages into dist/scripts/explorer: built-client.mjs for a study that
 * the page runs, built-recorded.mjs for recorded runs. It copies their style too. The engine stays outside as imports of the built package: a page is bundled again together
 * with its study, and both have to get one copy of it.
 */
import { copyFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = resolve(ROOT, 'scripts/explorer');
/** Sources that are written for a page, and that the compiler emits nowhere. */
const OF_A_PAGE = [resolve(FOLDER, 'client'), resolve(ROOT, 'reports/html/client')];

const engine = {
  name: 'engine',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\./ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point') return undefined;
      const file = resolve(dirname(importer), path);
      if (OF_A_PAGE.some((folder) => file.startsWith(folder + sep))) return undefined;
      const place = relative(FOLDER, file).replaceAll(sep, '/');
      return { path: place.startsWith('.') ? place : `./${place}`, external: true };
    });
  },
};

await build({
  absWorkingDir: ROOT,
  entryPoints: {
    'built-client': 'scripts/explorer/client/app.ts',
    'built-recorded': 'scripts/explorer/client/recorded.ts',
  },
  outdir: 'dist/scripts/explorer',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  minifyWhitespace: true,
  format: 'esm',
  target: 'es2022',
  plugins: [engine],
  legalComments: 'none',
  logLevel: 'error',
});
copyFileSync(resolve(FOLDER, 'style.css'), resolve(ROOT, 'dist/scripts/explorer/style.css'));
