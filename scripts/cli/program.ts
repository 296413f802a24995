/** The command line. Commands are functions of their options that return an exit code. */
import { SHRINK_RUNS_MAX } from '../../properties/shrink/minimise.js';
import { Command, CommanderError, Option } from 'commander';
import { printableText } from '../../properties/words/printable.js';
import { inputError } from '../../sim/model/errors.js';
import { offsetsOption, runCheck } from '../commands/check.js';
import type { CheckCommand } from '../commands/check.js';
import { runExplore } from '../commands/explore.js';
import type { ExploreCommand } from '../commands/explore.js';
import { runListDefects } from '../sms2/list-defects.js';
import { runList } from '../commands/list.js';
import { LIST_COLLECTORS, runListCollectors } from '../commands/list-collectors.js';
import { runInit } from '../commands/init.js';
import type { InitCommand } from '../commands/init.js';
import { rangeOption, runMap, setOption } from '../commands/map.js';
import type { MapCommand } from '../commands/map.js';
import { runExplorer } from '../commands/explorer.js';
import type { ExplorerCommand } from '../commands/explorer.js';
import { runReport } from '../commands/report.js';
import type { ReportCommand } from '../commands/report.js';
import { runMerge } from '../commands/merge.js';
import type { MergeCommand } from '../commands/merge.js';
import { runSchema } from '../commands/schema.js';
import { runVerifyVersion } from '../sms2/verify-version.js';
import { runVerify } from '../commands/verify.js';
import { runVerifyCollectors } from '../commands/verify-collectors.js';
import type { VerifyCommand } from '../commands/verify.js';
import { addCompletion, COMPLETE, COMPLETION } from './completion.js';
import { columnsOf, EXIT, fail, outputOf, PROCESS_HOST } from './context.js';
import type { GlobalOptions, Host } from './context.js';
import { CORPUS } from '../campaign/corpus.js';
import { DEFAULT_RUNS } from '../campaign/searching.js';
import { DEFAULT_RUN_SECONDS } from '../campaign/real-time.js';
import { withDetail } from './detail.js';
import { collected, integerOption, REPORT, RUN_SECONDS, seconds, withShard } from './options.js';
import { addRuns } from './runs.js';
import { LANGUAGES } from '../init/language.js';
import { RUNNERS } from '../init/runner.js';
import { packageVersion } from '../files/version.js';
import { runWatch } from './watch.js';
import { withOutputOn } from './with-output.js';
import type { WithOutput } from './with-output.js';

const runs = integerOption(1, 1_000_000_000);
const seed = integerOption(0, 4_294_967_295);
const workers = integerOption(1, 1_024);

const EXIT_CODES = `
Exit codes: 0 as expected, 1 a violation or an expectation not met, 2 bad input,
3 nondeterminism, 4 harness error, 5 neither a pass nor a violation,
130 interrupted.

First steps:
  skewproof list
  skewproof verify sms2
  skewproof explore sms2 --variant h1
  skewproof reproduce <the token or file that explore prints>`;

/** Refuses two options of which one would be ignored. */
const together = (one: string, other: string, why: string): Error =>
  inputError({ place: one, expected: `it without ${other}: ${why}`, got: `both` });

const COLLECTOR = [
  '--collector <names>',
  "each variant at these services, or at all: names with commas between, as 'list collectors' prints",
] as const;

/** It has no default here: beside --version and --shard the option has no meaning, and is refused. */
const RUN_FIRST = [
  '--corpus <folder>',
  `failing scenarios, which are run first (default: "${CORPUS}")`,
] as const;

function addSearches(root: Command, withOutput: WithOutput): void {
  withOutput<
    GlobalOptions & Partial<Omit<VerifyCommand, 'study'>> & { version?: string; collector?: string }
  >(
    withDetail(withShard(root.command('verify')))
      .argument('<study>')
      .description(
        'explore each variant and compare it with its expectation; exit 0 when all is as expected',
      )
      .option('--variant <name>', 'only this variant')
      .option('--version <name>', 'the documented defects of a release: rtm, sp1, sp2, sp3 or sp4')
      .option(...COLLECTOR)
      .option('--runs <n>', `runs per variant (default: ${DEFAULT_RUNS})`, runs)
      .option(
        '--seconds <s>',
        'search this long, divided among the variants; or until --runs',
        seconds,
      )
      .option('--seed <n>', 'seed of the campaign', seed)
      .option(
        '--shrink-runs <n>',
        `scenarios to try for each finding while shrinking it (default: ${SHRINK_RUNS_MAX})`,
        runs,
      )
      .option('--bail', 'stop at the first unexpected finding')
      .option(...RUN_SECONDS, seconds)
      .option('--workers <n>', 'threads (default: one for each core)', workers)
      .option(...RUN_FIRST)
      .option(...REPORT),
    (options, study, output, studies) => {
      const { collector } = options;
      if (collector !== undefined)
        return runVerifyCollectors({ ...options, collector, study }, output, studies);
      return options.version === undefined
        ? runVerify({ ...options, study }, output, studies)
        : runVerifyVersion({ ...options, study, version: options.version }, output);
    },
  );

  withOutput<GlobalOptions & Omit<ExploreCommand, 'study'>>(
    withDetail(withShard(root.command('explore')))
      .argument('<study>')
      .description('search one variant for violations; exit 1 when one is found')
      .option('--variant <name>', 'the variant to search')
      .option('--space <name>', "part of the study's space", 'everything')
      .option(
        '--guided',
        'also change scenarios that came near a loss, instead of only drawing new ones',
      )
      .option('--runs <n>', `runs (default: ${DEFAULT_RUNS})`, runs)
      .option('--seconds <s>', 'stop after this long, or after --runs', seconds)
      .option('--seed <n>', 'seed of the campaign', seed)
      .option(
        '--shrink-runs <n>',
        `scenarios to try for each finding while shrinking it (default: ${SHRINK_RUNS_MAX})`,
        runs,
      )
      .option('--bail', 'stop at the first finding')
      .option(...RUN_SECONDS, seconds)
      .option('--workers <n>', 'threads (default: one for each core)', workers)
      .option(...RUN_FIRST)
      .option('--no-save', 'save no scenario')
      .option('--watch', 'explore again whenever a file of the study changes')
      .option(...REPORT),
    (options, study, output, studies) => runExplore({ ...options, study }, output, studies),
  );
}

function addMerge(root: Command, withOutput: WithOutput): void {
  withOutput<GlobalOptions & Omit<MergeCommand, 'files'>>(
    withDetail(root.command('merge'))
      .argument('<files...>')
      .description(
        'the result of a search from the files of all its shards: what one machine would have printed, saved and reported',
      )
      .option('--workers <n>', 'threads (default: one for each core)', workers)
      .option('--corpus <folder>', 'folder of failing scenarios, which are run first', CORPUS)
      .option('--no-save', 'save no scenario')
      .option(...REPORT),
    (options, _argument, output, studies, files) =>
      runMerge({ ...options, files }, output, studies),
  );
}

function addCheck(root: Command, withOutput: WithOutput): void {
  const small = integerOption(0, 9);
  withOutput<GlobalOptions & Omit<CheckCommand, 'study' | 'corpus'> & { corpus?: string }>(
    withDetail(root.command('check'))
      .argument('<study>')
      .description('search every interleaving of a small scope; exit 1 when one breaks a property')
      .option('--variant <name>', 'the variant to search')
      .option('--clients <n>', 'machines', integerOption(1, 4), 1)
      .option('--records <n>', 'uses', small, 1)
      .option(
        '--faults <n>',
        'limit of messages lost, doubled or delayed, crashes and clock steps together',
        small,
        1,
      )
      .option('--actions <n>', 'limit of operator actions', small, 0)
      .option(
        '--offsets <times>',
        "offsets of a client's clock, at the start and when it is set: 0,-30d",
        offsetsOption,
        [0],
      )
      .option('--steps <n>', 'limit of choices on one path', integerOption(1, 1_000_000))
      .option('--states <n>', 'stop at this number of distinct states', runs, 20_000_000)
      .option('--seconds <s>', 'stop after this long', seconds)
      .option(
        '--run-seconds <s>',
        `real time that a step of a model may take (default: ${DEFAULT_RUN_SECONDS})`,
        seconds,
      )
      .option('--property <name>', 'check only this property, repeatable', collected)
      .option('--no-symmetry', 'distinguish symmetric nodes')
      .option('--corpus <folder>', `where failing scenarios are kept (default: "${CORPUS}")`)
      .option('--no-save', 'save no scenario'),
    (options, study, output, studies) => {
      // The folder is not read here.
      if (!options.save && options.corpus !== undefined)
        throw together(
          '--corpus',
          '--no-save',
          'a check that keeps nothing has no use for a folder',
        );
      return runCheck({ ...options, corpus: options.corpus ?? CORPUS, study }, output, studies);
    },
  );
}

function addMap(root: Command, withOutput: WithOutput): void {
  withOutput<GlobalOptions & Omit<MapCommand, 'study'>>(
    root
      .command('map')
      .argument('<study>')
      .description('the exact boundaries of loss in the plane of two numbers of a scenario')
      .option('--variant <name>', 'the variant to map')
      .option('--x <parameter>', 'parameter of the x axis (sms2: clockOffset)')
      .option('--y <parameter>', 'parameter of the y axis (sms2: logSize)')
      .option(
        '--x-range <from..to>',
        'its range in numbers or times: -5h..1d, 0..2048',
        rangeOption,
      )
      .option('--y-range <from..to>', 'likewise', rangeOption)
      .option('--set <parameter=value>', 'another parameter of the scenario, repeatable', setOption)
      .option(
        '--resolution <n>',
        'number of columns; rows are a quarter of it (default: 48, or the 16 of a program)',
        integerOption(8, 1_000),
      )
      .option('--seed <n>', 'seed of the probes between samples', seed)
      .option(...RUN_SECONDS, seconds)
      .option('--out <file>', 'write the map too: .svg, .html or .json')
      .option('--force', 'write --out over a file that is no earlier map')
      .option(...REPORT),
    (options, study, output, studies) => runMap({ ...options, study }, output, studies),
  );
}

function addExplorer(root: Command, withOutput: WithOutput): void {
  withOutput<GlobalOptions & Omit<ExplorerCommand, 'what'>>(
    root
      .command('explorer')
      .argument('<study or token>')
      .description(
        'write a page in which the study runs: drag a clock, a moment or a message, and see what is lost',
      )
      .option('--variant <name>', 'the variant to begin with')
      .option('--collector <name>', 'the collector to begin with, where the agent uploads to')
      .option('--out <file>', 'the page (default: <study>-explorer.html)')
      .option('--open', 'show it in the browser')
      .option('--force', 'write --out over a file that is no earlier page'),
    (options, what, output, studies) => runExplorer({ ...options, what }, output, studies),
  );
}

/** An earlier version printed schemas by an option of `list`. */
const schemaMoved = (named: string | true, listed: string): Error =>
  inputError({
    place: 'list --schema',
    expected: 'no such option',
    got: named === true ? '--schema' : `--schema ${named}`,
    advice: `A schema is printed by "skewproof schema ${named === true ? listed || '<study>' : named}".`,
  });

function addListings(root: Command, withOutput: WithOutput): void {
  withOutput<GlobalOptions & { schema?: string | true }>(
    root
      .command('list')
      .argument('[study]', 'the known defects of this study, or the word collectors')
      .description('studies, variants, spaces and properties, or the known defects of a study')
      .addOption(new Option('--schema [study]').hideHelp()),
    (options, study, output, studies) => {
      if (options.schema !== undefined) throw schemaMoved(options.schema, study);
      if (study === LIST_COLLECTORS) return runListCollectors(output);
      return study === '' ? runList(output, studies) : runListDefects(study, output, studies);
    },
  );

  withOutput<GlobalOptions & ReportCommand>(
    root
      .command('report')
      .description(
        'compare two reports: what is new, gone, or moved; exit 1 when something is new or moved',
      )
      .requiredOption('--compare <files...>', 'the old report.json and the new one')
      .option('--markdown', 'as Markdown, for a pull request'),
    (options, _argument, output) => runReport(options, output),
  );

  withOutput<GlobalOptions>(
    root
      .command('schema')
      .argument('<study or report>')
      .description("print the JSON Schema of a study's scenario files, or of report.json"),
    (_options, study, output, studies) => runSchema(study, output, studies),
  );
}

function addInit(root: Command, host: Host, exit: (code: number) => void): void {
  root
    .command('init')
    .description('write a first study, its test and a config; asks for what is not given')
    .option('--program <file>', 'for code that is there: a file, or the name of a package')
    .option('--name <name>', "name of the study (default: the folder's)")
    .addOption(
      new Option('--runner <runner>', "test runner (default: the project's)").choices(RUNNERS),
    )
    .option('--dir <folder>', 'folder for the study and its test', '.')
    .addOption(new Option('--language <language>', 'TypeScript or JavaScript').choices(LANGUAGES))
    .option('--yes', 'ask nothing')
    .option('--force', 'overwrite existing files')
    .option('--json', 'one JSON document on standard output')
    .action(async (options: GlobalOptions & InitCommand) => {
      exit(await runInit(options, outputOf(options, host)));
    });
}

/** Columns of help: those of the terminal, or 80. */
const helpWidth = (stream: Host['stdout']): number =>
  columnsOf(stream.isTTY === true ? stream : {});

/** Runs one command line and returns its exit code. */
export async function main(args: readonly string[], host: Host = PROCESS_HOST): Promise<number> {
  let exitCode: number = EXIT.ok;
  const root = new Command('skewproof')
    .description(
      'Finds where metering and telemetry pipelines silently lose records because clocks disagree.',
    )
    .version(packageVersion())
    // Otherwise no command could have a --version of its own.
    .enablePositionalOptions()
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(--help lists commands and options)')
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      // It quotes the command line.
      writeErr: (text) => host.stderr.write(printableText(text, false)),
      getOutHelpWidth: () => helpWidth(host.stdout),
      getErrHelpWidth: () => helpWidth(host.stderr),
    })
    .exitOverride();
  const exit = (code: number): void => {
    exitCode = code;
  };
  const withOutput = withOutputOn(host, exit);
  addInit(root, host, exit);
  addListings(root, withOutput);
  addSearches(root, withOutput);
  addMerge(root, withOutput);
  addCheck(root, withOutput);
  addMap(root, withOutput);
  addExplorer(root, withOutput);
  addRuns(root, withOutput);
  try {
    if (args[0] === COMPLETION || args[0] === COMPLETE)
      await addCompletion(root, args.slice(args.indexOf('--') + 1), host);
    else
      // The library behind it is loaded only for commands that use it.
      root
        .command(COMPLETION)
        .argument('<shell>')
        .description('print the completion script of bash, zsh, fish or powershell');
    if (args[0] === 'explore' && args.includes('--watch')) return await runWatch(args, host);
    await root.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has printed its message; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
    return fail(error, host);
  }
}
