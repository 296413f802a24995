/** Parses the options of `npm run bench:million`, and runs its campaign. */
import { Command } from 'commander';
import { EVERYTHING } from '../../properties/campaign/sampling.js';
import { DEFAULT_SEED, fail, PROCESS_HOST } from '../cli/context.js';
import { integerOption } from '../cli/options.js';
import { million } from './million-campaign.js';
import type { MillionOptions } from './million-campaign.js';

const command = new Command('million')
  .option('--from <n>', 'first scenario of the campaign', integerOption(0, 1_000_000_000), 0)
  .option('--runs <n>', 'scenarios', integerOption(1, 1_000_000_000), 1_000_000)
  .option('--seed <n>', 'seed of the campaign', integerOption(0, 4_294_967_295), DEFAULT_SEED)
  .option('--variant <name>', 'variant that must hold', 'fixed')
  .option('--space <name>', 'where its scenarios are drawn', EVERYTHING)
  .option('--shipped <name>', 'variant to compare with', 'h4')
  .parse();

try {
  process.exitCode = await million(command.opts<MillionOptions>(), PROCESS_HOST);
} catch (error) {
  process.exitCode = fail(error);
}
