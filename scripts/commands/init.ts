/** `skewproof init`: writes a first study, its test and a config into a project without one. */
import { existsSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { inputError } from '../../sim/model/errors.js';
import { STUDIES } from '../studies.js';
import { cwdOf, EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { configIn } from '../config/find-config.js';
import { shownPath } from '../config/studies.js';
import { endingOf, languageOf, runsTypeScript, specifierOf } from '../init/language.js';
import type { Language } from '../init/language.js';
import { writeNew } from '../init/new-files.js';
import { askedFor, RUNNER_TITLES } from '../init/questions.js';
import { manifestAbove, runCommand, runnerOf } from '../init/runner.js';
import type { Runner } from '../init/runner.js';
import {
  configText,
  programTestText,
  programText,
  studyTestText,
  studyText,
} from '../init/templates.js';

export interface InitCommand {
  readonly name?: string;
  readonly runner?: Runner;
  /** Folder for the study and its test. */
  readonly dir: string;
  readonly language?: Language;
  /** A file with code to run as it is, or the name of a package: the study is of that program. */
  readonly program?: string;
  /** Take the defaults instead of asking. */
  readonly yes?: boolean;
  /** Overwrite existing files. */
  readonly force?: boolean;
}

const NAME = /^[a-z][\w.-]*$/i;
const TAKEN = [...Object.keys(STUDIES), 'report'];

/** The reason why a text cannot name a study; undefined if it can. */
export function nameFault(name: string): string | undefined {
  if (!NAME.test(name)) return 'letters, digits, ".", "-" and "_", beginning with a letter';
  return TAKEN.includes(name) ? `another name than ${TAKEN.join(', ')}` : undefined;
}

/** The folder's name if it can name a study. */
function proposedName(cwd: string): string {
  const name = basename(cwd).toLowerCase();
  return nameFault(name) === undefined ? name : 'pipeline';
}

/** The program as an import from the study's folder: a file of the project, or a package. */
function agentFrom(program: string | undefined, cwd: string, folder: string): string | undefined {
  if (program === undefined || !existsSync(resolve(cwd, program))) return program;
  const path = relative(folder, resolve(cwd, program)).replaceAll(sep, '/');
  return path.startsWith('.') ? path : `./${path}`;
}

/** The part of a sentence that says when the written test passes. */
function conditionOf(isProgram: boolean, runsAsWritten: boolean, runner: Runner): string {
  const needed = [
    ...(isProgram ? ['its start fits the agent'] : []),
    ...(runsAsWritten ? [] : [`${RUNNER_TITLES[runner]} takes TypeScript here`]),
  ];
  return needed.length === 0 ? 'which passes' : `once ${needed.join(' and ')}`;
}

export async function runInit(command: InitCommand, output: Output): Promise<number> {
  const cwd = cwdOf(output.host);
  const manifest = manifestAbove(cwd);
  const { name, runner } = await askedFor(
    command,
    { name: proposedName(cwd), runner: runnerOf(manifest) },
    nameFault,
  );
  const fault = nameFault(name);
  if (fault !== undefined) throw inputError({ place: '--name', expected: fault, got: `"${name}"` });
  const folder = resolve(cwd, command.dir);
  const program = agentFrom(command.program, cwd, folder);
  const language = command.language ?? languageOf(cwd, runner, manifest);
  const ending = endingOf(language, manifest);
  const study = join(folder, `${name}.study${ending}`);
  const test = join(folder, `${name}.test${ending}`);
  const config = configIn(cwd) ?? join(cwd, `skewproof.config${ending}`);
  const named = `./${relative(cwd, study).replaceAll(sep, '/')}`;
  writeNew(
    [
      {
        path: study,
        text: program === undefined ? studyText(name, language) : programText(name, program),
      },
      {
        path: test,
        text:
          program === undefined
            ? studyTestText(name, runner, specifierOf(runner, test, study))
            : programTestText(name, runner, specifierOf(runner, test, study)),
      },
      { path: config, text: configText(named) },
    ],
    `Nothing was written. --force overwrites; an existing config finds a further study if "${named}" is among its studies.`,
    command.force,
  );
  const paths = [study, test, config].map((path) => shownPath(cwd, path));
  const [, shownTest = ''] = paths;
  output.print(`Written: ${paths.join(', ')}`);
  output.print(
    [
      '',
      `Run its test, ${conditionOf(program !== undefined, language === 'js' || runsTypeScript(runner, manifest), runner)}:`,
      `  ${runCommand(runner, shownTest)}`,
      'Find and explain a loss of its shipped variant:',
      `  npx skewproof explore ${name} --variant shipped`,
    ].join('\n'),
  );
  output.result({ name, runner, language, files: [study, test, config] });
  return EXIT.ok;
}
