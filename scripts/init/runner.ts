/** The supported test runners, and the signs by which a project shows its own. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inputError } from '../../sim/model/errors.js';
import { quoted } from '../cli/quoted.js';

export const RUNNERS = ['vitest', 'ava', 'node', 'jest'] as const;
export type Runner = (typeof RUNNERS)[number];

/** The fields of a package.json that are read. */
export interface Manifest {
  readonly type?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly ava?: { readonly extensions?: unknown };
}

/**
 * The nearest package.json of the folder or of those above it; an empty one if there is none.
 * @throws SkewproofError SKEW-101 if it is not JSON
 */
export function manifestAbove(folder: string): Manifest {
  const path = join(folder, 'package.json');
  if (existsSync(path))
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
    } catch (error) {
      throw inputError({
        place: path,
        expected: 'JSON',
        got: error instanceof Error ? error.message : 'something else',
      });
    }
  const parent = dirname(folder);
  return parent === folder ? {} : manifestAbove(parent);
}

export const depends = (manifest: Manifest, name: string): boolean =>
  Object.hasOwn({ ...manifest.dependencies, ...manifest.devDependencies }, name);

/** The runner among the project's dependencies, or in its test script. Default: Node's own. */
export function runnerOf(manifest: Manifest): Runner {
  const script = manifest.scripts?.['test'] ?? '';
  const called = RUNNERS.find(
    (name) => name !== 'node' && new RegExp(`\\b${name}\\b`).test(script),
  );
  if (called !== undefined) return called;
  if (/\bnode\b.*--test/.test(script)) return 'node';
  return RUNNERS.find((name) => depends(manifest, name)) ?? 'node';
}

/** Node strips types without an option from 22.18. */
export const nodeStripsTypes = (): boolean =>
  Boolean((process.features as { typescript?: unknown }).typescript);

/**
 * The command that runs one test file, as a shell takes it.
 * @param stripsTypes Node runs TypeScript. Default: as this one does
 */
export function runCommand(runner: Runner, path: string, stripsTypes = nodeStripsTypes()): string {
  const file = quoted(path);
  switch (runner) {
    case 'vitest':
      return `npx vitest run ${file}`;
    case 'ava':
      return `npx ava ${file}`;
    case 'node':
      return `${path.endsWith('ts') && !stripsTypes ? 'npx tsx' : 'node'} --test ${file}`;
    case 'jest':
      // Jest needs this option for ES modules, and skewproof is one. A pattern that begins with ./
      // is relative to the package, not to the working folder.
      return `NODE_OPTIONS=--experimental-vm-modules npx jest ${quoted(path.replace(/^\.\//, ''))}`;
  }
}
