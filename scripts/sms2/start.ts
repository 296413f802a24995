/**
 * `npm start`: shows the reference study on one screen. The full study is `skewproof verify sms2`.
 */
import { availableParallelism } from 'node:os';
import { Command, CommanderError } from 'commander';
import { DEFAULT_SEED, EXIT, fail, PROCESS_HOST } from '../cli/context.js';
import { integerOption } from '../cli/options.js';
import { REPORT_FOLDER } from '../cli/report.js';
import { toleratingClosedPipes } from '../cli/streams.js';
import { FIX_RUNS, start } from './synopsis.js';
import type { StartOptions } from './synopsis.js';

const command = new Command('npm start --')
  .description('the reference study on one screen')
  .option('--fix <name>', 'the variant that has to keep every record', 'fixed')
  .option('--runs <n>', 'number of its runs', integerOption(1, 1_000_000), FIX_RUNS)
  .option('--seed <n>', 'seed of the campaign', integerOption(0, 4_294_967_295), DEFAULT_SEED)
  .option('--report <folder>', 'folder for the report', REPORT_FOLDER)
  .option(
    '--workers <n>',
    'threads (default: one for each core)',
    integerOption(1, 1_024),
    availableParallelism(),
  )
  .option('--json', 'one JSON document on standard output')
  .exitOverride();

toleratingClosedPipes();
try {
  process.exitCode = await start(command.parse().opts<StartOptions>(), PROCESS_HOST);
} catch (error) {
  // Commander has printed its message; help is no error.
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
  else process.exitCode = fail(error);
}
