/**
 * Turns a source file, an installed package or a piece of source into one script. The script and
 * its hash are the same on every machine and in every folder.
 */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { BuildFailure, BuildOptions, BuildResult } from 'esbuild';
import { inputError } from '../../sim/model/errors.js';
import type { Program } from '../program.js';
import { cached } from './cache.js';
import { canonicalPath, packageFolder, packageJsonIn } from './canonical.js';
import { requireConditions } from './conditions.js';
import { relocated } from './relocate.js';
import { importsFound, unsimulatedImports } from './unsimulated.js';
import type { UnsimulatedImport } from './unsimulated.js';

/**
 * The source of a program: a file, an installed package (or a path into one), or source text.
 * @since 0.1.0
 */
type BundleInput =
  { readonly entry: string } | { readonly packageName: string } | { readonly source: string };

/**
 * The source of a program and the settings of its bundle.
 * @since 0.1.0
 */
type BundleOptions = BundleInput & {
  readonly platform: Program['platform'];
  /** Folder from which packages are resolved. Default: that of the entry's package. */
  readonly root?: string;
  /** Default: name and version of the package, or the name of the entry's package. */
  readonly name?: string;
  /** Modules that stay calls of `require`: optional dependencies that are not installed. */
  readonly external?: readonly string[];
  /** Built-ins that the program's own files may import though no realm simulates them. */
  readonly unsimulated?: readonly string[];
};

/**
 * A program, and its imports of modules that no realm simulates.
 * @since 0.1.0
 */
export interface BundledProgram extends Program {
  readonly map: string;
  readonly unsimulated: readonly UnsimulatedImport[];
}

/** Name under which a browser's script leaves its exports. */
const BROWSER_EXPORTS = '__skewproof_exports';

/** URLs under which a program finds itself. */
const URL_OF = {
  node: 'file:///program/index.js',
  browser: 'https://program.invalid/index.js',
} as const;

function settingsOf(platform: Program['platform']): BuildOptions {
  if (platform === 'browser')
    return {
      format: 'iife',
      globalName: BROWSER_EXPORTS,
      define: {
        'import.meta.url': JSON.stringify(URL_OF.browser),
        'process.env.NODE_ENV': '"production"',
        // As bundlers for browsers have it.
        global: 'globalThis',
      },
    };
  return {
    format: 'cjs',
    // No "module" condition: Node knows none.
    conditions: [],
    // As a call of `require`, an import expression reaches the realm's modules.
    supported: { 'dynamic-import': false },
    define: {
      'import.meta.url': JSON.stringify(URL_OF.node),
      'import.meta.dirname': '"/program"',
      'import.meta.filename': '"/program/index.js"',
      __dirname: '"/program"',
      __filename: '"/program/index.js"',
    },
  };
}

/** A stand-in for the entry of a package, with all that the package exports. */
const reExport = (packageName: string, required: boolean): string =>
  required
    ? `module.exports = require(${JSON.stringify(packageName)});`
    : `import * as all from ${JSON.stringify(packageName)};
export * from ${JSON.stringify(packageName)};
export default 'default' in all ? all.default : all;`;

function stdinOf(contents: string, root: string): BuildOptions {
  return { stdin: { contents, resolveDir: root, sourcefile: 'program.ts', loader: 'ts' } };
}

function entryOf(options: BundleOptions, root: string, required: boolean): BuildOptions {
  if ('entry' in options) return { entryPoints: [realpathSync(resolve(root, options.entry))] };
  return stdinOf(
    'source' in options ? options.source : reExport(options.packageName, required),
    root,
  );
}

/** States the bundler's first error with file and line. */
function failure(error: unknown, options: BundleOptions, root: string): Error {
  const [first] = (error as Partial<BuildFailure>).errors ?? [];
  if (first === undefined) throw error;
  const { text, location } = first;
  const missing = /^Could not resolve "([^"]+)"/.exec(text)?.[1];
  return inputError({
    place:
      location === null || location.file === 'program.ts'
        ? described(options)
        : `${canonicalPath(location.file, root)}:${String(location.line)}`,
    expected: 'a program that can be bundled',
    got: text,
    advice:
      missing === undefined
        ? ''
        : `Install ${missing}, or name it in \`external\` if the program does without it.`,
  });
}

const described = (options: BundleOptions): string =>
  'entry' in options
    ? options.entry
    : 'packageName' in options
      ? `package ${options.packageName}`
      : 'source of the program';

function rootOf(options: BundleOptions): string {
  const given = resolve(options.root ?? '.');
  const folder =
    'entry' in options && options.root === undefined
      ? (packageFolder(dirname(resolve(options.entry))) ?? dirname(resolve(options.entry)))
      : given;
  const place = 'entry' in options ? resolve(folder, options.entry) : folder;
  try {
    realpathSync(place);
    return realpathSync(folder);
  } catch {
    throw inputError({
      place: described(options),
      expected: 'entry' in options ? 'a source file' : 'a folder with installed packages',
      got: 'no such file or folder',
      advice: `Paths count from ${given}.`,
    });
  }
}

type Built = BuildResult<{ metafile: true; write: false }>;

async function build(options: BundleOptions, root: string): Promise<Built> {
  const esbuild = await import('esbuild');
  const { platform, external = [], unsimulated = [] } = options;
  const attempt = async (required: boolean): Promise<Built> =>
    await esbuild.build({
      ...settingsOf(platform),
      ...entryOf(options, root, required),
      ...{ platform, external: [...external], absWorkingDir: root, outfile: 'program.js' },
      ...{ bundle: true, write: false, metafile: true, sourcemap: 'external' },
      // Fixed, so that no setting of a machine or version of Node changes the script.
      ...{ target: 'es2023', charset: 'utf8', legalComments: 'none', logLevel: 'silent' },
      // Class and function names reach payloads and logs of servers; pages are shipped without them.
      keepNames: platform === 'node',
      plugins: [
        unsimulatedImports(unsimulated),
        ...(platform === 'node' ? [requireConditions] : []),
      ],
    });
  try {
    return await attempt(platform === 'node');
  } catch (error) {
    if (!('packageName' in options) || platform === 'browser') throw failure(error, options, root);
    // A package of ES modules alone has nothing for `require`.
    return await attempt(false).catch((again: unknown) => {
      throw failure(again, options, root);
    });
  }
}

/** Name and version of an installed package that was bundled. */
function packageLabel(packageName: string, inputs: readonly string[], root: string): string {
  const [scope = '', rest = ''] = packageName.split('/');
  const name = packageName.startsWith('@') ? `${scope}/${rest}` : scope;
  const at = `node_modules/${name}/`;
  const file = inputs.find((input) => canonicalPath(input, root).startsWith(at));
  if (file === undefined) return name;
  const path = resolve(root, file);
  const folder = path.slice(0, path.replaceAll('\\', '/').lastIndexOf(at) + at.length);
  return `${name}@${packageJsonIn(folder).version ?? 'unknown'}`;
}

function nameOf(options: BundleOptions, inputs: readonly string[], root: string): string {
  if (options.name !== undefined) return options.name;
  if ('packageName' in options) return packageLabel(options.packageName, inputs, root);
  return packageJsonIn(root).name ?? basename(root);
}

async function bundled(
  options: BundleOptions,
  root: string,
): Promise<{ program: BundledProgram; inputs: readonly string[] }> {
  const { metafile, outputFiles, warnings } = await build(options, root);
  const inputs = Object.keys(metafile.inputs);
  const textOf = (suffix: string): string =>
    outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? '';
  const canonical = (path: string): string => canonicalPath(path, root);
  const script = { code: textOf('program.js'), map: textOf('program.js.map') };
  const { code, map } = await relocated(script, inputs, canonical);
  const program: BundledProgram = {
    name: nameOf(options, inputs, root),
    platform: options.platform,
    code,
    hash: createHash('sha256').update(code).digest('hex').slice(0, 16),
    map,
    unsimulated: importsFound(warnings, canonical),
  };
  const files = inputs
    .map((input) => join(root, input))
    .filter((path) => !/[\\/][\w-]+:/.test(path));
  return { program, inputs: files };
}

/**
 * Bundles a program. A second call with the same options gives the same object, unless a file that
 * went into it has changed.
 * @throws SKEW-101 names the file and line that cannot be bundled, or that imports a built-in which
 *   no realm simulates
 * @since 0.1.0
 */
export async function bundleProgram(options: BundleOptions): Promise<BundledProgram> {
  const root = rootOf(options);
  return await cached(
    JSON.stringify({ ...options, root }),
    async () => await bundled(options, root),
  );
}
