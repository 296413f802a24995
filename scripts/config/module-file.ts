/**
 * Loads a module of the user: a study or a config, in JavaScript or TypeScript.
 *
 * `skewproof` means the engine that runs this command, wherever the user's file is: with two copies
 * of it, a study's sequences and errors would be of other classes than the engine's.
 */
import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inputError, SkewproofError } from '../../sim/model/errors.js';
import { importedFiles, takeOverImports } from './engine.js';
import { jitiModule, transformedFiles } from './jiti-module.js';

export type Exports = Readonly<Record<string, unknown>>;

/** Environment variable of a process whose parent asks for the user files that it reads. */
export const REPORTS_FILES = 'SKEWPROOF_REPORTS_FILES';

/** A message to that parent: absolute paths. */
export interface FilesRead {
  readonly files: readonly string[];
}

const JAVASCRIPT = ['.js', '.mjs', '.cjs'];
export const MODULE_EXTENSIONS: readonly string[] = [...JAVASCRIPT, '.ts', '.mts', '.cts'];

/** True if the text may be the path of a module; then it cannot be the name of a study. */
export const isModulePath = (text: string): boolean =>
  /[\\/]/.test(text) || MODULE_EXTENSIONS.includes(extname(text));

/** Reports the files read so far to the parent process, if it has asked for them. */
export function reportFiles(entries: readonly string[]): void {
  if (process.env[REPORTS_FILES] === undefined) return;
  const files = [...new Set([...entries, ...importedFiles(), ...transformedFiles()])];
  process.send?.({ files } satisfies FilesRead);
}

/** Lines of a stack in the user's files: neither Node's nor a loader's. */
const placeIn = (error: Error, file: string): string => {
  const line = (error.stack ?? '')
    .split('\n')
    .find((one) => /^\s+at /.test(one) && !/node:internal|node_modules/.test(one));
  return line === undefined ? file : `${file} (${line.trim()})`;
};

function loadError(file: string, error: unknown): Error {
  // An error of ours says what is wrong, and where.
  if (error instanceof SkewproofError) return error;
  if (!(error instanceof Error))
    return inputError({ place: file, expected: 'a module that loads', got: String(error) });
  const message = error.message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
  const { code } = error as { code?: unknown };
  const missing = ['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(String(code));
  if (missing || message.includes('does not provide an export named'))
    return inputError({
      place: file,
      expected: 'imports that can be found',
      got: message,
      advice: 'Correct the path, or install the package.',
    });
  if (/^Cannot use import statement outside a module|^Unexpected token 'export'/.test(message))
    return inputError({
      place: file,
      expected: 'a CommonJS module, as its package.json says ("type": "commonjs")',
      got: 'one with import or export',
      advice: 'Name it .mjs or .ts, or set "type": "module".',
    });
  const syntax = error instanceof SyntaxError || /ParseError|SyntaxError/.test(message);
  // Node puts file and line on the first line of the stack, not into the message.
  const [line = ''] = (error.stack ?? '').split('\n');
  const at = /:\d+$/.test(line) ? ` (${line.replace('file://', '')})` : '';
  return inputError({
    place: syntax ? file : placeIn(error, file),
    expected: syntax ? 'a module without syntax errors' : 'a module that loads',
    got: syntax ? `${message}${at}` : `an exception, ${error.name}: ${message}`,
  });
}

/** Exports with their promises fulfilled: a program is bundled before it is a study. */
async function settled(exports: Exports): Promise<Exports> {
  const entries = Object.entries(exports);
  const isPromise = (value: unknown): boolean =>
    value instanceof Promise || (Array.isArray(value) && value.some(isPromise));
  if (!entries.some(([, value]) => isPromise(value))) return exports;
  const values = entries.map(async ([name, value]): Promise<readonly [string, unknown]> => [
    name,
    Array.isArray(value) ? await Promise.all(value) : await value,
  ]);
  return Object.fromEntries(await Promise.all(values));
}

/**
 * The exports of the file.
 * @param file an absolute path
 * @throws SkewproofError SKEW-101 for a file that does not exist, is no module, or does not load
 */
export async function loadedModule(file: string): Promise<Exports> {
  if (!existsSync(file) || !statSync(file).isFile())
    throw inputError({
      place: file,
      expected: 'a file that exists',
      got: existsSync(file) ? 'a folder' : 'none',
    });
  if (!MODULE_EXTENSIONS.includes(extname(file)))
    throw inputError({
      place: file,
      expected: `a module (${MODULE_EXTENSIONS.join(', ')})`,
      got: extname(file) === '' ? 'a file without an extension' : `"${extname(file)}"`,
    });
  try {
    takeOverImports();
    const exports = JAVASCRIPT.includes(extname(file))
      ? ((await import(pathToFileURL(file).href)) as Exports)
      : await jitiModule(file);
    return await settled(exports);
  } catch (error) {
    throw loadError(file, error);
  }
}
