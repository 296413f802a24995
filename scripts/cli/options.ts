/**
 * Parses and checks command-line values: each error names the option and the values that it takes.
 */
import { inputError } from '../../sim/model/errors.js';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { DEFAULT_RUN_SECONDS } from '../campaign/real-time.js';

export function integerOption(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(
      `expected an integer from ${String(min)} to ${String(max)}, got "${text}".`,
    );
  };
}

/** Collects the values of an option that may be given several times. */
export const collected = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
];

/** Seconds of a limit. */
export const seconds = integerOption(1, 1_000_000);

/** The option of every command that has something to draw. */
export const REPORT = [
  '--report <folder>',
  'write report.html, report.json, junit.xml and summary.md there',
] as const;

/** Adds the options of a search that is one of several. */
export const withShard = (command: Command): Command =>
  command
    .option(
      '--shard <i/n>',
      'run only this part of the runs: 2/3; auto or auto/3 by the variables of a CI server',
    )
    .option('--blob <file>', "where the result of a shard is written, for 'merge'");

/** The option of every command that runs scenarios. */
export const RUN_SECONDS = [
  '--run-seconds <s>',
  `real time that a single run may take (default: ${DEFAULT_RUN_SECONDS})`,
] as const;

/**
 * Refuses options that the command would ignore.
 * @param options each option by its name in the command
 * @param why what holds instead: `no such option beside --version: …`
 * @throws SkewproofError SKEW-101 for the first that is given
 */
export function refuseOptions<Name extends string>(
  command: Readonly<Partial<Record<NoInfer<Name>, unknown>>>,
  options: Readonly<Record<Name, string>>,
  why: string,
): void {
  for (const [name, option] of Object.entries(options) as [Name, string][])
    if (command[name] !== undefined)
      throw inputError({ place: option, expected: why, got: String(command[name]) });
}
