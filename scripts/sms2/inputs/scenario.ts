/** Reads a scenario as users give it: a file of one, an entry of the corpus, or a token. */
import { existsSync, statSync } from 'node:fs';
import { checkedScenario } from '../../../properties/corpus/scenario-file.js';
import { shortly } from '../../../properties/json/shortly.js';
import { decodeToken } from '../../../properties/corpus/token.js';
import type { Studies } from '../../config/studies.js';
import { inputError } from '../../../sim/model/errors.js';
import type { AnyStudy } from '../../../properties/study/erase.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';
import { readRegular } from '../../files/read-file.js';
import { decodeText } from './text.js';

export interface GivenScenario {
  readonly study: AnyStudy;
  readonly scenario: ScenarioBase;
  /** The file, or `token`. */
  readonly place: string;
  /** For a token made by other models: the run may have another meaning. */
  readonly warning?: string;
  /** Trace hash that the corpus entry was saved with. */
  readonly savedHash?: string;
}

const TOKEN = /^sk\d+\./;
const SHOWN_MAX = 60;

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const textOf = (path: string): string =>
  decodeText(
    readRegular(
      path,
      'a scenario file',
      statSync(path).isDirectory()
        ? 'A whole corpus is run by "skewproof replay --corpus <folder>".'
        : '',
    ),
    path,
  );

function jsonOf(path: string): unknown {
  const text = textOf(path).replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw inputError({
      place: path,
      expected: 'JSON',
      got: text.trim() === '' ? 'an empty file' : why(error),
      advice: 'The schema of a scenario is printed by "skewproof schema".',
    });
  }
}

/** @throws SkewproofError SKEW-101 or SKEW-102, with the path of the bad field. */
export function scenarioGiven(what: string, studies: Studies): GivenScenario {
  if (existsSync(what)) {
    const value = jsonOf(what);
    const entry = value as { format?: unknown; hash?: unknown; scenario?: unknown } | null;
    if (entry?.format !== 1 || entry.scenario === undefined) return checked(value, what, studies);
    const savedHash = typeof entry.hash === 'string' ? { savedHash: entry.hash } : {};
    return { ...checked(entry.scenario, what, studies), ...savedHash };
  }
  if (!TOKEN.test(what.trim()))
    throw inputError({
      place: what === '' ? 'file or token' : what,
      expected: 'a file that exists, or a token that begins with sk1.',
      got: 'neither',
      advice: '"skewproof explore" prints tokens and keeps scenarios as files.',
    });
  const { scenario, warning } = decodeToken(what, (name) => studies.named(name, 'token'));
  return { ...checked(scenario, 'token', studies), ...(warning === undefined ? {} : { warning }) };
}

function checked(value: unknown, place: string, studies: Studies): GivenScenario {
  const name = (value as { study?: unknown } | null)?.study;
  if (typeof name !== 'string')
    throw inputError({
      place: `${place}, field study`,
      expected: 'the name of a study',
      got: name === undefined ? `none in ${shortly(value, SHOWN_MAX)}` : shortly(name),
      advice:
        '"skewproof list" names the studies, "skewproof schema <study>" prints what a scenario holds.',
    });
  const study = studies.named(name, `${place}, field study`);
  return { study, scenario: checkedScenario(study, value, place), place };
}
