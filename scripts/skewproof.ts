#!/usr/bin/env node
/** The command line. Commands are functions of their options that return an exit code. */
import { Command, CommanderError } from 'commander';
import { MINUTE_MS, SECOND_MS } from '../sim/index.js';
import { runExplore } from './commands/explore.js';
import { runList } from './commands/list.js';
import { rangeOption, runMap, setOption } from './commands/map.js';
import type { MapCommand } from './commands/map.js';
import { runReplay, runReproduce } from './commands/reproduce.js';
import { durationOption, runSimulate, zoneOption } from './commands/simulate.js';
import type { SimulateCommand } from './commands/simulate.js';
import { runVerify } from './commands/verify.js';
import { EXIT, fail, outputOf } from './context.js';
import type { GlobalOptions } from './context.js';
import { integerOption } from './options.js';

const CORPUS = '.skewproof/corpus';
const runs = integerOption(1, 1_000_000_000);
const seconds = integerOption(1, 1_000_000);
const seed = integerOption(0, 4_294_967_295);
const milliseconds = integerOption(0, 10 ** 14);

let exitCode: number = EXIT.ok;

/** Adds the options that every command has, and runs it with its output. */
function withOutput<Options extends GlobalOptions>(
  command: Command,
  action: (options: Options, argument: string, output: ReturnType<typeof outputOf>) => number,
): void {
  command.option('--json', 'one JSON document on standard output').action((...given: unknown[]) => {
    const options = given.at(-2) as Options;
    const argument = given.length > 2 ? String(given[0]) : '';
    exitCode = action(options, argument, outputOf(options));
  });
}

function program(): Command {
  const root = new Command('skewproof')
    .description(
      'Finds where metering and telemetry pipelines silently lose records because clocks disagree.',
    )
    .showHelpAfterError('(--help lists commands and options)')
    .exitOverride();

  withOutput<GlobalOptions & { schema?: string }>(
    root
      .command('list')
      .description('studies, variants, spaces and properties')
      .option('--schema <study>', "print the JSON Schema of a study's scenario files"),
    (options, _argument, output) => runList(options.schema, output),
  );

  withOutput<GlobalOptions & { variant?: string; runs: number; seconds?: number; report?: string }>(
    root
      .command('verify')
      .argument('<study>')
      .description(
        'explore each variant and compare with what is expected of it; exit 0 when all is as expected',
      )
      .option('--variant <name>', 'only this variant')
      .option('--runs <n>', 'runs per variant', runs, 1_000)
      .option('--seconds <s>', 'stop each variant after this long', seconds)
      .option('--seed <n>', 'another campaign', seed)
      .option(
        '--report <folder>',
        'write report.html, report.json, junit.xml and summary.md there',
      ),
    (options, study, output) => runVerify({ ...options, study }, output),
  );

  withOutput<
    GlobalOptions & {
      variant: string;
      space: string;
      runs: number;
      seconds?: number;
      corpus: string;
      save: boolean;
    }
  >(
    root
      .command('explore')
      .argument('<study>')
      .description('search one variant for violations; exit 1 when one is found')
      .requiredOption('--variant <name>', 'the variant to search')
      .option('--space <name>', "part of the study's space", 'everything')
      .option('--runs <n>', 'runs', runs, 1_000)
      .option('--seconds <s>', 'stop after this long', seconds)
      .option('--seed <n>', 'another campaign', seed)
      .option('--corpus <folder>', 'where failing scenarios are kept', CORPUS)
      .option('--no-save', 'keep nothing'),
    (options, study, output) => runExplore({ ...options, study }, output),
  );

  withOutput<GlobalOptions & { until?: number; node?: string; step?: number; all?: boolean }>(
    root
      .command('reproduce')
      .argument('<file or token>')
      .description(
        'run one scenario and print its timeline, ledger and trace hash; exit 1 when it breaks a property',
      )
      .option('--until <ms>', 'stop at this true time, ms from the start', milliseconds)
      .option('--node <name>', "only this machine's lines")
      .option('--step <n>', 'only the steps around this one', integerOption(1, 1_000_000_000))
      .option('--all', 'every line of the timeline (and the trace, with --json)'),
    (options, what, output) =>
      runReproduce({ ...options, all: options.all === true, what }, output),
  );

  withOutput<GlobalOptions & { corpus: string }>(
    root
      .command('replay')
      .description('run every scenario of the corpus; exit 1 when one still fails')
      .option('--corpus <folder>', 'where failing scenarios are kept', CORPUS),
    (options, _argument, output) => runReplay(options.corpus, output),
  );

  withOutput<GlobalOptions & Omit<SimulateCommand, 'study'>>(
    root
      .command('simulate')
      .argument('<study>')
      .description(
        'play real usage through one variant on clocks as they were measured; exit 1 when uses would be lost silently',
      )
      .requiredOption('--variant <name>', 'the variant to play')
      .requiredOption('--usage <file>', 'CSV of client, user, program, start, end (true times)')
      .requiredOption(
        '--clocks <path...>',
        'CSV of client and offset (client minus true time, -30d), or a folder or files called after their client with the output of chronyc -c tracking, chronyc -c sources, ntpq -pn or w32tm /stripchart',
      )
      .option(
        '--installed-before <time>',
        'how long before the first use the agents were installed',
        durationOption,
        MINUTE_MS,
      )
      .option(
        '--date-tolerance <time>',
        'a start or end shown that is off by more is misdated',
        durationOption,
        SECOND_MS,
      )
      .option('--zone <zone>', 'Z or +hh:mm, for times of the usage without a zone', zoneOption)
      .option('--skip-bad-rows', 'go on without rows that cannot be read, and count them', false)
      .option(
        '--assume-right-clock',
        'take clients without a clock as right, and count them',
        false,
      )
      .option('--all', 'list every client, not the worst 40', false),
    (options, study, output) => runSimulate({ ...options, study }, output),
  );

  withOutput<GlobalOptions & Omit<MapCommand, 'study'>>(
    root
      .command('map')
      .argument('<study>')
      .description('the exact boundaries of loss in the plane of two numbers of a scenario')
      .requiredOption('--variant <name>', 'the variant to map')
      .option('--x <parameter>', 'varied across (sms2: clockOffset)')
      .option('--y <parameter>', 'varied upwards (sms2: logSize)')
      .option('--x-range <from..to>', 'as numbers or times: -5h..1d, 0..2048', rangeOption)
      .option('--y-range <from..to>', 'likewise', rangeOption)
      .option('--set <parameter=value>', 'another parameter of the scenario, repeatable', setOption)
      .option(
        '--resolution <n>',
        'samples across; there are a quarter as many rows',
        integerOption(8, 1_000),
        48,
      )
      .option('--seed <n>', 'other probes', seed)
      .option('--out <file>', 'write the map too: .svg, .html or .json'),
    (options, study, output) => runMap({ ...options, study }, output),
  );
  return root;
}

try {
  program().parse();
} catch (error) {
  // Commander has printed its message; help and version are no errors.
  if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
  else exitCode = fail(error);
}
process.exitCode = exitCode;
