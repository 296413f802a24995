/** Parses the options of `npm run bench:malformed`, and runs its campaign. */
import { Command } from 'commander';
import { DEFAULT_SEED, fail } from '../../cli/context.js';
import { integerOption } from '../../cli/options.js';
import { malformed } from './malformed-campaign.js';
import type { MalformedOptions } from './malformed-campaign.js';

const whole = integerOption(0, 1_000_000_000);
const command = new Command('malformed')
  .option('--inputs <n>', 'number of inputs', whole, 100_000)
  .option('--from <n>', 'number of the first', whole, 0)
  .option('--seed <n>', 'seed', integerOption(0, 4_294_967_295), DEFAULT_SEED)
  .option('--workers <n>', 'threads', integerOption(1, 1_024))
  .option('--door <name>', 'only one door')
  .option('--keep <file>', 'write the wrong answers to a file')
  .parse();

try {
  process.exitCode = await malformed(command.opts<MalformedOptions>());
} catch (error) {
  process.exitCode = fail(error);
}
