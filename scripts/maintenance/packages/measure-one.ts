/**
 * Measures one package in a process of its own. `measure-one <file> result <seconds>` searches and sends
 * a result to its parent. `refresh` in place of `result` keeps the saved search, and reads the set-up
 * again. `measure-one <file> hashes <runs>` plays that many scenarios, and sends their hashes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outsideMicrotasks } from '../../../hosting/realm/node/drain.js';
import { loadedModule } from '../../config/module-file.js';
import { checkQuote, checkSearched, checkedAbout, withReading, withVersions } from './about.js';
import { adapterLines } from './adapter-lines.js';
import { diagnosisOf, measured, played } from './measure.js';
import { playedAgain, saidAgain } from './loss.js';
import type { ProgramStudy } from './loss.js';
import type { PackageResult } from './result.js';
import { INSTALLED, ROOT } from './roster.js';
import { savedResult } from './saved.js';

/** A message to the process that started this one. */
export type Answer =
  | { readonly kind: 'hashes'; readonly hashes: readonly string[]; readonly version: string }
  | { readonly kind: 'result'; readonly result: PackageResult };

interface Loaded {
  readonly default: ProgramStudy;
  readonly about: unknown;
}

/** Statements of the set-up, held to the installed package. */
function factsOf(path: string, { default: study, about: given }: Loaded): PackageResult {
  const about = checkedAbout(given, path);
  checkQuote(INSTALLED, about);
  checkSearched(INSTALLED, about);
  const { documented, searched } = about;
  return {
    study: study.name,
    file: path,
    packages: withVersions(INSTALLED, about.packages),
    adapterLines: adapterLines(readFileSync(join(ROOT, path), 'utf8')),
    bundle: study.simplest('shipped').program,
    ...(documented === undefined ? {} : { documented }),
    ...(searched === undefined ? {} : { searched }),
  };
}

/** Diagnoses, searches and shrinks. */
async function measuredResult(
  path: string,
  loaded: Loaded,
  seconds: number,
): Promise<PackageResult> {
  const { default: study } = loaded;
  const facts = factsOf(path, loaded);
  const diagnosis = await outsideMicrotasks(() => diagnosisOf(study));
  if (diagnosis !== undefined) return { ...facts, diagnosis };
  return { ...facts, ...(await outsideMicrotasks(() => measured(study, seconds))) };
}

/**
 * The saved result with what the set-up states now, and with both sides of the clock's threshold played
 * again.
 * @throws Error if there is none, or if it is of another bundle
 */
async function refreshed(path: string, loaded: Loaded): Promise<PackageResult> {
  const facts = factsOf(path, loaded);
  const saved = savedResult(facts.study);
  if (saved?.bundle !== facts.bundle)
    throw new Error(`${path}: its saved result is of another bundle; search again`);
  const { diagnosis, equal, search, clocks, other } = saved;
  return {
    ...facts,
    ...(diagnosis === undefined ? {} : { diagnosis }),
    ...(equal === undefined ? {} : { equal }),
    ...(search === undefined ? {} : { search }),
    ...(clocks === undefined
      ? {}
      : { clocks: await outsideMicrotasks(() => playedAgain(loaded.default, clocks)) }),
    ...(other === undefined || other.isClocks ? {} : { other: saidAgain(loaded.default, other) }),
  };
}

const [path = '', wanted = 'result', amount = ''] = process.argv.slice(2);
const exported = await loadedModule(join(ROOT, path));
const loaded: Loaded = { default: exported['default'] as ProgramStudy, about: exported['about'] };

async function answerTo(): Promise<Answer> {
  if (wanted === 'hashes') {
    const hashes = await outsideMicrotasks(() => played(loaded.default, Number(amount)));
    return { kind: 'hashes', hashes, version: process.version };
  }
  const result =
    wanted === 'refresh'
      ? await refreshed(path, loaded)
      : await measuredResult(path, loaded, Number(amount));
  const { decides } = checkedAbout(loaded.about, path);
  return { kind: 'result', result: withReading(result, decides) };
}

process.send?.(await answerTo());
process.disconnect();
