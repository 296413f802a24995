/**
 * Chooses TypeScript or JavaScript for the written files, and the specifiers by which they import
 * one another.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { depends, nodeStripsTypes } from './runner.js';
import type { Manifest, Runner } from './runner.js';

export const LANGUAGES = ['ts', 'js'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The nearest tsconfig.json of the folder or of those above it. */
function tsconfigAbove(folder: string): string | undefined {
  const path = join(folder, 'tsconfig.json');
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? undefined : tsconfigAbove(parent);
}

const MADE_FOR_JEST = ['ts-jest', '@swc/jest', '@babel/preset-typescript'];

/** True if the runner, as the project has it, runs TypeScript without a build. */
export function runsTypeScript(runner: Runner, manifest: Manifest): boolean {
  const script = manifest.scripts?.['test'] ?? '';
  switch (runner) {
    case 'vitest':
      return true;
    case 'ava':
      return /\bm?ts\b/.test(JSON.stringify(manifest.ava?.extensions ?? ''));
    case 'node':
      return /tsx|strip-types|ts-node/.test(script) || nodeStripsTypes();
    case 'jest':
      return MADE_FOR_JEST.some((name) => depends(manifest, name));
  }
}

/** TypeScript if the project has it and its runner takes it unchanged; otherwise JavaScript. */
export function languageOf(folder: string, runner: Runner, manifest: Manifest): Language {
  const typed = depends(manifest, 'typescript') || tsconfigAbove(folder) !== undefined;
  return typed && runsTypeScript(runner, manifest) ? 'ts' : 'js';
}

/** Extension of an ES module in a project: `.js` only if the package declares it. */
export function endingOf(language: Language, manifest: Manifest): string {
  const own = manifest.type === 'module';
  if (language === 'ts') return own ? '.ts' : '.mts';
  return own ? '.js' : '.mjs';
}

/** True if the project's imports name TypeScript files by their own extension. */
function namesTypeScript(folder: string): boolean {
  const path = tsconfigAbove(folder);
  if (path === undefined) return true;
  return /"(allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/.test(
    readFileSync(path, 'utf8'),
  );
}

/** Specifier by which a test of this runner imports the file. */
export function specifierOf(runner: Runner, test: string, file: string): string {
  const folder = relative(dirname(test), dirname(file)).replaceAll(sep, '/');
  const inFolder = folder === '' ? './' : folder.startsWith('..') ? `${folder}/` : `./${folder}/`;
  const ending = extname(file);
  const name = basename(file, ending);
  if (!ending.endsWith('ts')) return `${inFolder}${name}${ending}`;
  // Jest resolves by a list of extensions, whatever transforms the files.
  if (runner === 'jest') return `${inFolder}${name}`;
  const literal = runner === 'node' || runner === 'ava' ? namesTypeScript(dirname(test)) : false;
  return `${inFolder}${name}${literal ? ending : ending.replace('ts', 'js')}`;
}
