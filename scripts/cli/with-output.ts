/** Common parts of all commands: options for output and for studies, and the exit code. */
import { relative } from 'node:path';
import type { Command } from 'commander';
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { applyDefaults } from '../config/defaults.js';
import { isModulePath } from '../config/module-file.js';
import { Studies } from '../config/studies.js';
import { cwdOf, EXIT, fail, outputOf } from './context.js';
import type { GlobalOptions, Host, Output } from './context.js';
import { collected } from './options.js';

export type Action<Options> = (
  options: Options,
  argument: string,
  output: Output,
  studies: Studies,
  /** All arguments, of a command that takes several. */
  args: readonly string[],
) => number | Promise<number>;

/** Adds the options that every command has, and passes on the command's exit code. */
export type WithOutput = <Options extends GlobalOptions>(
  command: Command,
  action: Action<Options>,
) => void;

interface StudyOptions {
  readonly config?: string | false;
  readonly study?: readonly string[];
}

/** True if an argument that may be a study is the path of a file. */
const takesStudy = (command: Command): boolean =>
  /^study\b/.test(command.registeredArguments[0]?.name() ?? '');

/** The studies that the command line refers to, and the config's defaults for the options. */
async function prepared(command: Command, argument: string, host: Host): Promise<Studies> {
  const { config, study = [] } = command.opts<StudyOptions>();
  const path = takesStudy(command) && isModulePath(argument) ? [argument] : [];
  const cwd = cwdOf(host);
  const studies = await Studies.open({
    cwd,
    files: [...study, ...path],
    ...(config === undefined ? {} : { config }),
  });
  const { corpus, report, ...others } = studies.defaults;
  applyDefaults(command, {
    ...others,
    ...(corpus === undefined ? {} : { corpus: relative(cwd, corpus) }),
    ...(report === undefined ? {} : { report: relative(cwd, report) }),
  });
  return studies;
}

export const withOutputOn =
  (host: Host, exit: (code: number) => void): WithOutput =>
  (command, action) => {
    command
      .option('--json', 'one JSON document on standard output')
      .option('--study <file>', 'a module that exports your studies, repeatable', collected)
      .option('--config <file>', 'config file (default: the nearest skewproof.config.ts)')
      .option('--no-config', 'ignore any config file')
      .action(async (...given: unknown[]) => {
        const [first] = given;
        const argument = given.length > 2 && typeof first === 'string' ? first : '';
        const studies = await prepared(command, argument, host);
        const options = command.opts<Parameters<typeof action>[0]>();
        const output = outputOf(options, host);
        // A hosted program cannot be drained inside a microtask, where an await leaves this function.
        const code = await outsideMicrotasks(() =>
          action(options, argument, output, studies, command.args),
        );
        const codes = output.deferred.map((error) => fail(error, host));
        exit(code === EXIT.ok ? (codes[0] ?? code) : code);
      });
  };
