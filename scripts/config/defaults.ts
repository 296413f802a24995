/** Applies a config's defaults to a command's options that the command line does not set. */
import type { Command } from 'commander';
import type { SkewproofConfig } from '../../library/config.js';

/** Fields for campaigns; other commands have options of these names with another meaning. */
const CAMPAIGNS = ['explore', 'verify', 'merge'];
const OF_CAMPAIGNS = ['report', 'runs', 'seconds', 'workers', 'bail'] as const;
const OF_ALL = ['corpus', 'seed'] as const;

/** Sets the options of the command that the user has not given. */
export function applyDefaults(command: Command, config: SkewproofConfig): void {
  const given = (name: string): boolean =>
    ![undefined, 'default'].includes(command.getOptionValueSource(name));
  const known = new Set(command.options.map((option) => option.attributeName()));
  // Each of them alone is a limit, and one on the command line is meant as the only one.
  const limited = given('runs') || given('seconds');
  const fields = CAMPAIGNS.includes(command.name()) ? [...OF_ALL, ...OF_CAMPAIGNS] : OF_ALL;
  // Beside --version and --collector the options of a campaign are refused, as is a folder beside
  // --no-save, and beside --shard what only the merge needs.
  const ofSearches = ['corpus', 'runs', 'seconds', 'workers', 'bail'];
  const without: readonly string[] = given('collector')
    ? [...ofSearches, 'seed']
    : given('version')
      ? ofSearches
      : given('shard')
        ? ['corpus', 'report', 'seconds']
        : command.name() === 'check' && given('save')
          ? ['corpus']
          : [];
  for (const name of fields) {
    const value = config[name];
    if (value === undefined || !known.has(name) || given(name)) continue;
    if (without.includes(name)) continue;
    if (limited && (name === 'runs' || name === 'seconds')) continue;
    command.setOptionValueWithSource(name, value, 'config');
  }
}
