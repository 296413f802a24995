/** Facts that a study states about its package, beside the program: which, and what it documents. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Documented, PackageResult, Reading, Searched } from './result.js';
import { SERVICE_DECIDES } from './service.js';

/** The export `about` of a study's file. */
export interface About {
  /** Installed packages, the one under test first. */
  readonly packages: readonly string[];
  /** The place in the package's own documents that states the rule by which it loses records. */
  readonly documented?: Documented;
  /** A search of its documents that found nothing of the rule. */
  readonly searched?: Searched;
  /** The decider of the loss by a clock, by a reading of the package's source. */
  readonly decides?: Reading;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** @throws Error for an export that is missing or of another form */
export function checkedAbout(given: unknown, file: string): About {
  const { packages, documented, searched, decides } = Object(given) as Partial<About>;
  if (!Array.isArray(packages) || packages.length === 0 || !packages.every(isText))
    throw new Error(`${file}: export const about = { packages: ['name', …] }`);
  if (documented !== undefined && !(isText(documented.file) && isText(documented.quote)))
    throw new Error(`${file}: about.documented has a file and a quote`);
  if (searched !== undefined && ![...searched.files, ...searched.words].every(isText))
    throw new Error(`${file}: about.searched has files and words`);
  if (decides !== undefined && !Object.values(decides).every(isText))
    throw new Error(`${file}: about.decides has a file and a text, or says what else decides`);
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

/** A file of the package under test, or of another one that it is named with. */
const pathOf = (installed: string, { packages }: About, file: string): string =>
  packages.some((name) => file.startsWith(`${name}/`))
    ? join(installed, file)
    : join(installed, packages[0] ?? '', file);

/**
 * Holds a quotation to the installed file: its words are there, whatever the line breaks.
 * @throws Error if they are not
 */
export function checkQuote(installed: string, about: About): void {
  const { documented } = about;
  if (documented === undefined) return;
  const path = pathOf(installed, about, documented.file);
  if (!existsSync(path)) throw new Error(`${path}: no such file`);
  if (!words(readFileSync(path, 'utf8')).includes(words(documented.quote)))
    throw new Error(`${path} does not say "${documented.quote}"`);
}

/**
 * Holds a search to the installed files: none of the words is in any of them.
 * @throws Error if one is, or if a file is missing
 */
export function checkSearched(installed: string, about: About): void {
  const { searched } = about;
  for (const file of searched?.files ?? []) {
    const path = pathOf(installed, about, file);
    if (!existsSync(path)) throw new Error(`${path}: no such file`);
    const text = words(readFileSync(path, 'utf8')).toLowerCase();
    const found = searched?.words.find((word) => text.includes(word.toLowerCase()));
    if (found !== undefined) throw new Error(`${path} does have the word "${found}"`);
  }
}

/** True if the run named what the reading did. */
function agreesWith({ clocks }: PackageResult, reading: Reading): boolean {
  if ('file' in reading)
    return clocks?.line?.file === reading.file && clocks.line.source === reading.text;
  const isService = clocks?.undecided?.startsWith(SERVICE_DECIDES) ?? false;
  if (reading.by === 'service') return isService;
  return clocks?.undecided !== undefined && clocks.line === undefined && !isService;
}

/** The result with the reading of the source, if there is one and a clock loses records. */
export const withReading = (result: PackageResult, reading: Reading | undefined): PackageResult =>
  reading === undefined || result.clocks === undefined
    ? result
    : { ...result, reading: { ...reading, agrees: agreesWith(result, reading) } };
