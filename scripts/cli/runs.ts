/** Commands that play given scenarios: one again, all of the corpus, or one of real usage. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { MINUTE_MS, SECOND_MS } from '../../sim/model/time.js';
import { CORPUS } from '../campaign/corpus.js';
import { runReplay } from '../commands/replay.js';
import type { ReplayCommand } from '../commands/replay.js';
import { runReproduce } from '../commands/reproduce.js';
import type { ReproduceCommand } from '../commands/reproduce.js';
import { RUNNERS } from '../init/runner.js';
import {
  columnsOption,
  durationOption,
  encodingOption,
  runSimulate,
  timesOption,
  zoneOption,
} from '../sms2/simulate.js';
import type { SimulateCommand } from '../sms2/simulate.js';
import type { GlobalOptions } from './context.js';
import { withDetail } from './detail.js';
import { integerOption, REPORT, RUN_SECONDS, seconds } from './options.js';
import type { WithOutput } from './with-output.js';

export function addRuns(root: Command, withOutput: WithOutput): void {
  addReproduce(root, withOutput);
  addReplay(root, withOutput);
  addSimulate(root, withOutput);
}

function addReproduce(root: Command, withOutput: WithOutput): void {
  withOutput<GlobalOptions & Partial<Omit<ReproduceCommand, 'what'>>>(
    withDetail(root.command('reproduce'))
      .argument('<file or token>')
      .description(
        'run one scenario and print its timeline, ledger and trace hash; exit 1 when it breaks a property',
      )
      .option(
        '--until <time>',
        'show the run up to this true time: ms from the start, a duration (90min), or as the timeline prints it',
      )
      .option('--node <name>', "only this node's lines")
      .option('--step <n>', 'only this step and its neighbours', integerOption(1, 1_000_000_000))
      .option('--all', 'every line of the timeline (and the trace, with --json)')
      .option('--variant <name>', 'run it as another variant of its study')
      .option('--present', 'run it on the program as it is now, though that has changed since')
      .addOption(
        new Option(
          '--write-test <runner>',
          'write it as a test that fails while it breaks a property',
        ).choices(RUNNERS),
      )
      .option('--test-file <file>', 'path of the test (default: beside the study)')
      .option(...RUN_SECONDS, seconds)
      .option(...REPORT),
    (options, what, output, studies) =>
      runReproduce({ ...options, all: options.all === true, what }, output, studies),
  );
}

function addReplay(root: Command, withOutput: WithOutput): void {
  withOutput<GlobalOptions & ReplayCommand>(
    root
      .command('replay')
      .description('run every scenario of the corpus; exit 1 when one still fails')
      .option('--corpus <folder>', 'where failing scenarios are kept', CORPUS)
      .option(...RUN_SECONDS, seconds),
    (options, _argument, output, studies) => runReplay(options, output, studies),
  );
}

function addSimulate(root: Command, withOutput: WithOutput): void {
  withOutput<GlobalOptions & Omit<SimulateCommand, 'study'>>(
    root
      .command('simulate')
      .argument('<study>')
      .description(
        'run real usage through one variant, with measured clocks; exit 1 when uses would be lost silently',
      )
      .option('--variant <name>', 'the variant to run')
      .requiredOption(
        '--usage <file>',
        'CSV of client, user, program, start, end (true times), also as .gz',
      )
      .requiredOption(
        '--clocks <path...>',
        'CSV of client and offset (client minus true time, -30d), or files or folders named for their client with what chronyc, ntpq, w32tm, timedatectl, ntpdate, sntp, phc2sys or their logs say',
      )
      .option(
        '--installed-before <time>',
        'how long before the first use the agents were installed',
        durationOption,
        MINUTE_MS,
      )
      .option(
        '--date-tolerance <time>',
        'largest error of a shown start or end that is not misdated',
        durationOption,
        SECOND_MS,
      )
      .option(
        '--columns <list>',
        'columns of the usage: field=Column, field:=text, or sccm, flexnet, activitywatch, toggl, clockify',
        columnsOption,
      )
      .option(
        '--zone <zone>',
        'zone of usage times without one: Z, +hh:mm or a name (Europe/Berlin)',
        zoneOption,
      )
      .option(
        '--times <form>',
        'form of usage times where it is open: mdy, dmy, epoch-s, epoch-ms, epoch-us, epoch-ns, excel, excel-1904, filetime, ticks, compact',
        timesOption,
      )
      .option(
        '--encoding <name>',
        'encoding of the usage, if not Unicode: windows-1252, cp850',
        encodingOption,
      )
      .option(
        '--skip-bad-rows',
        'skip rows that cannot be read or have no date, and count them',
        false,
      )
      .option(
        '--assume-right-clock',
        'assume a right clock for clients without one, and count them',
        false,
      )
      .option('--all', 'list every client, not the worst 40', false)
      .option('--out <file>', 'draw each use of each client: .svg, or .html with a list of all')
      .option('--force', 'write --out over a file that is no earlier picture'),
    (options, study, output, studies) => runSimulate({ ...options, study }, output, studies),
  );
}
