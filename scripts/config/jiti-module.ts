/**
 * Loads TypeScript through jiti, which is loaded only for it. JavaScript that it imports is loaded
 * by Node.
 */
import { readFileSync } from 'node:fs';
import type { Jiti } from 'jiti';

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** The package's doors by their specifiers, as this process has them. */
async function doors(): Promise<Readonly<Record<string, unknown>>> {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { name, exports } = JSON.parse(text) as Manifest;
  const specifiers = Object.keys(exports)
    .filter((door) => !door.endsWith('.json') && !door.includes('*'))
    .map((door) => door.replace('.', name));
  const entries = specifiers.map(async (specifier): Promise<readonly [string, unknown]> => [
    specifier,
    await import(specifier),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

let engine: Promise<Readonly<Record<string, unknown>>> | undefined;
/** One loader for all files: a module that two studies import is loaded once. */
const instances: Jiti[] = [];

/** The exports of a CommonJS module as Node gives them to an import: all of them are the default. */
const asImported = (
  exports: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> =>
  'default' in exports || '__esModule' in exports || Object.keys(exports).length === 0
    ? exports
    : { ...exports, default: exports };

/** The exports of the file; throws whatever the file throws. */
export async function jitiModule(file: string): Promise<Readonly<Record<string, unknown>>> {
  engine ??= doors();
  const { createJiti } = await import('jiti');
  const jiti = createJiti(file, {
    virtualModules: { ...(await engine) },
    tsconfigPaths: true,
    interopDefault: false,
    sourceMaps: true,
  });
  instances.push(jiti);
  return asImported(await jiti.import<Readonly<Record<string, unknown>>>(file));
}

/** Absolute paths of the files that were loaded here, without installed packages. */
export const transformedFiles = (): readonly string[] => [
  ...new Set(
    instances.flatMap((jiti) =>
      Object.keys(jiti.cache).filter((path) => !/[\\/]node_modules[\\/]/.test(path)),
    ),
  ),
];
