/** Facts that a study states about its package, beside the program: which, and what it documents. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Documented } from './result.js';

/** The export `about` of a study's file. */
export interface About {
  /** Installed packages, the one under test first. */
  readonly packages: readonly string[];
  /** The place in the package's own documents that states the rule by which it loses records. */
  readonly documented?: Documented;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** @throws Error for an export that is missing or of another form */
export function checkedAbout(given: unknown, file: string): About {
  const { packages, documented } = Object(given) as Partial<About>;
  if (!Array.isArray(packages) || packages.length === 0 || !packages.every(isText))
    throw new Error(`${file}: export const about = { packages: ['name', …] }`);
  if (documented !== undefined && !(isText(documented.file) && isText(documented.quote)))
    throw new Error(`${file}: about.documented has a file and a quote`);
  return given as About;
}

const words = (text: string): string => text.replaceAll(/[\s*>`]+/g, ' ');

/** The packages with their installed versions. */
export const withVersions = (installed: string, names: readonly string[]): readonly string[] =>
  names.map((name) => {
    const manifest = JSON.parse(readFileSync(join(installed, name, 'package.json'), 'utf8')) as {
      version: string;
    };
    return `${name}@${manifest.version}`;
  });

/**
 * Holds a quotation to the installed file: its words are there, whatever the line breaks.
 * @throws Error if they are not
 */
export function checkQuote(installed: string, { packages, documented }: About): void {
  if (documented === undefined) return;
  const path = join(installed, packages[0] ?? '', documented.file);
  if (!existsSync(path)) throw new Error(`${path}: no such file`);
  if (!words(readFileSync(path, 'utf8')).includes(words(documented.quote)))
    throw new Error(`${path} does not say "${documented.quote}"`);
}
