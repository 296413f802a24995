/**
 * The doors through which input comes to the command line: valid examples of each, their mutations,
 * and the command that reads them.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as fc from 'fast-check';
import { runScenario } from '../../../properties/oracle/judged-run.js';
import { chunkOf, arbitraryOf } from '../../../properties/campaign/sampling.js';
import { entryText } from '../../../properties/corpus/entry.js';
import { encodeToken } from '../../../properties/corpus/token.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';
import { STUDIES, studyNamed } from '../../studies.js';
import { mutatedJson, mutatedText } from './mutations.js';
import type { Mutation } from './mutations.js';

const EXAMPLES = fileURLToPath(new URL('../../../../examples/', import.meta.url));

/** A valid input: the text that is mutated, and the name of its file. */
export interface Example {
  readonly name: string;
  readonly text: string;
}

export interface Door {
  readonly name: string;
  readonly examples: readonly Example[];
  readonly mutations: fc.Arbitrary<Mutation>;
  /**
   * The command line that reads the input. Files are written into the folder, which is empty.
   */
  readonly given: (input: Example, folder: string) => readonly string[];
}

const written = (folder: string, { name, text }: Example): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const filesOf = (folder: string, matching = /./): readonly Example[] =>
  readdirSync(join(EXAMPLES, folder))
    .filter((name) => matching.test(name))
    .map((name) => ({ name, text: readFileSync(join(EXAMPLES, folder, name), 'utf8') }));

/** Short scenarios of each study, since a valid mutant is played to its end. */
const scenarios = (): readonly ScenarioBase[] =>
  Object.values(STUDIES).flatMap((study) => {
    const variant = Object.keys(study.variants)[0] ?? '';
    const space = 'install' in study.spaces ? 'install' : 'everything';
    return [
      study.simplest(variant),
      ...chunkOf(arbitraryOf(study, variant, space), 1, 0)
        .map((drawn) => [JSON.stringify(drawn).length, drawn] as const)
        .sort(([a], [b]) => a - b)
        .slice(0, 5)
        .map(([, drawn]) => drawn),
    ];
  });

const tokenOf = (scenario: ScenarioBase): string =>
  encodeToken(studyNamed(scenario.study), scenario);

/** The token of a scenario that its study may refuse: its check sum is right. */
function hostileToken(text: string): string {
  try {
    return tokenOf(JSON.parse(text) as ScenarioBase);
  } catch {
    return text.replaceAll(/\s/g, '').slice(0, 4_000);
  }
}

const usage = join(EXAMPLES, 'simulate/usage.csv');
const clocks = join(EXAMPLES, 'simulate/clocks.csv');
const simulated = (given: readonly string[]): readonly string[] => [
  ...['simulate', 'sms2', '--variant', 'h4', '--skip-bad-rows', '--assume-right-clock'],
  ...given,
];

/** @param reports texts of valid report.json files */
export function doors(reports: readonly string[]): readonly Door[] {
  const drawn = scenarios();
  const asJson = drawn.map((scenario) => ({
    name: 'scenario.json',
    text: JSON.stringify(scenario),
  }));
  return [
    {
      name: 'scenario file',
      examples: [...filesOf('scenarios'), ...asJson],
      mutations: mutatedJson,
      given: (input, folder) => ['reproduce', written(folder, input)],
    },
    {
      name: 'token',
      examples: drawn.map((scenario) => ({ name: 'token', text: tokenOf(scenario) })),
      mutations: mutatedText,
      given: ({ text }) => ['reproduce', text],
    },
    {
      name: 'token of a hostile scenario',
      examples: asJson,
      mutations: mutatedJson,
      given: ({ text }) => ['reproduce', hostileToken(text)],
    },
    {
      name: 'corpus entry',
      examples: drawn.map((scenario) => ({
        name: 'entry.json',
        text: entryText({
          ...{ format: 1, study: scenario.study, variant: scenario.variant },
          ...{ fingerprint: 'conservation | destroyed', foundWith: { seed: 1, run: 1 } },
          hash: runScenario(studyNamed(scenario.study), scenario).summary.hash,
          scenario,
        }),
      })),
      mutations: mutatedJson,
      given: (input, folder) => {
        written(folder, input);
        return ['replay', '--corpus', folder];
      },
    },
    {
      name: 'report.json',
      examples: reports.map((text) => ({ name: 'report.json', text })),
      mutations: mutatedJson,
      given: (input, folder) => {
        const path = written(folder, input);
        const [valid = ''] = reports;
        return ['report', '--compare', written(folder, { name: 'new.json', text: valid }), path];
      },
    },
    {
      name: 'usage',
      examples: filesOf('simulate', /^(usage|metering)\.csv$/),
      mutations: mutatedText,
      given: (input, folder) => simulated(['--usage', written(folder, input), '--clocks', clocks]),
    },
    {
      name: 'clocks',
      examples: [
        ...filesOf('simulate', /^clocks\.csv$/),
        ...filesOf('simulate/clocks-by-tool'),
        ...filesOf('simulate/fleet', /\./),
      ],
      mutations: mutatedText,
      given: (input, folder) => simulated(['--usage', usage, '--clocks', written(folder, input)]),
    },
  ];
}

/** Empties the folder, so that nothing of an earlier input is read. */
export function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Names and texts of a folder's files: a command must not change its input. */
export const contentsOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [
        basename(entry.name),
        readFileSync(join(entry.parentPath, entry.name), 'latin1'),
      ]),
  );
