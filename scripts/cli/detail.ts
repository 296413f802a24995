/** `--brief` and `--verbose`: how much a command prints of each finding. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import { differencesOf } from '../../properties/json/differences.js';
import { minimalReport } from '../../reports/text/finding.js';
import { findingHead, findingText } from '../../reports/text/finding-lines.js';
import { storyReport } from '../../reports/text/story.js';
import { fieldTitles } from '../../reports/words/fields.js';
import type { Explanation } from '../../properties/explain/explanation.js';
import type { Story } from '../../properties/explain/story-types.js';
import type { Minimised } from '../../properties/shrink/minimised.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { PrintedFinding } from '../../reports/text/finding-lines.js';
import type { Output } from './context.js';

export interface DetailOptions {
  /** One line for each finding. */
  readonly brief?: boolean;
  /** All that is known of each finding. */
  readonly verbose?: boolean;
}

/** Adds both options; one excludes the other. */
export const withDetail = (command: Command): Command =>
  command
    .addOption(new Option('--brief', 'one line for each finding').conflicts('verbose'))
    .addOption(new Option('--verbose', 'all that is known of each finding'));

/** A finding that a command prints. */
export interface FindingGiven {
  readonly study: AnyStudy;
  readonly scenario: ScenarioBase;
  readonly explanation: Explanation;
  readonly story: Story;
  readonly minimal?: Minimised<ScenarioBase> | undefined;
  /** `1 of 3` */
  readonly place?: string;
  /** Options that `reproduce` needs besides the token. */
  readonly reproduceOptions: string;
}

/** The finding in words, with the command that runs it again. */
export function printedFinding(given: FindingGiven): PrintedFinding {
  const { study, scenario, explanation, story, minimal, place, reproduceOptions } = given;
  const { detail, count } = explanation.violation;
  return {
    ...{ story, detail, records: count, epochMs: study.epochMs },
    named: `${study.name}/${scenario.variant}`,
    differences: differencesOf(scenario, study.simplest(scenario.variant)),
    neighbours: minimal?.neighbours ?? [],
    titles: fieldTitles(study, scenario),
    command: reproduceCommand(encodeToken(study, scenario), reproduceOptions),
    ...(minimal === undefined ? {} : { minimal: minimal.minimal }),
    ...(place === undefined ? {} : { place }),
  };
}

/** Prints one finding in the asked detail. */
export function printFinding(
  given: FindingGiven,
  { brief, verbose }: DetailOptions,
  output: Output,
): void {
  const printed = printedFinding(given);
  if (brief === true) {
    output.print(findingHead(printed, output).join('\n'));
    output.print(`  ${printed.command ?? ''}`);
    return;
  }
  output.print(`\n${findingText(printed, output)}`);
  if (verbose !== true) return;
  output.print(`\n${storyReport(given.study, given.story, output)}`);
  if (given.minimal !== undefined)
    output.print(`\n${minimalReport(given.study, given.minimal, output)}`);
}
