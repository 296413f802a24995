/**
 * `skewproof reproduce`: runs one scenario again, exactly, and prints all that can be seen of it.
 */
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { checkedIdentity, onPresent } from '../../properties/corpus/identity.js';
import { encodeToken } from '../../properties/corpus/token.js';
import { checkedVariant } from '../../properties/study/variant.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { inOneThread } from '../campaign/one-thread.js';
import { DEFAULT_RUN_SECONDS } from '../campaign/real-time.js';
import type { Reproduced, ReproduceJobOptions } from '../campaign/reproduce-worker.js';
import { cwdOf, lifeOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { printFinding } from '../cli/detail.js';
import type { DetailOptions } from '../cli/detail.js';
import { openReport, reportedRun, writeReport } from '../cli/report.js';
import { shownPath } from '../config/studies.js';
import type { Studies } from '../config/studies.js';
import { writeRegressionTest } from '../init/regression-test.js';
import type { RegressionTest } from '../init/regression-test.js';
import { runCommand } from '../init/runner.js';
import type { Runner } from '../init/runner.js';
import { scenarioGiven } from '../sms2/inputs/scenario.js';
import { parseTrueTime } from '../sms2/inputs/true-time.js';
import { exitOf } from './explore.js';

export interface ReproduceCommand extends DetailOptions {
  /** A token, or the path of a scenario or corpus file. */
  readonly what: string;
  readonly until?: string;
  readonly node?: string;
  readonly step?: number;
  readonly all: boolean;
  /** Run the scenario as another variant of its study. */
  readonly variant?: string;
  /** Play it on the program as it is now, though it was found on another. */
  readonly present?: boolean;
  /** Write it as a test for this runner. */
  readonly writeTest?: Runner;
  /** Path of that test. */
  readonly testFile?: string;
  /** Real time that each run may take, s. */
  readonly runSeconds?: number;
  /** Folder for the report's files. */
  readonly report?: string;
}

/** Writes the test if one was asked for, and returns its path. */
function writtenTest(
  { writeTest, testFile }: ReproduceCommand,
  run: Omit<RegressionTest, 'runner' | 'file'>,
  output: Output,
): string | undefined {
  if (writeTest === undefined) return undefined;
  const test = writeRegressionTest({
    ...run,
    runner: writeTest,
    ...(testFile === undefined ? {} : { file: testFile }),
  });
  const path = shownPath(run.cwd, test);
  output.print(`\nTest: ${path}\n  ${runCommand(writeTest, path)}`);
  return test;
}

/** A scenario as it is played, and what the command line says about it. */
interface Played {
  readonly study: AnyStudy;
  readonly scenario: ScenarioBase;
  /** Trace hash that its corpus entry has; absent if another variant is played. */
  readonly savedHash?: string;
  readonly warning?: string;
  /** True time at which what is shown ends, ms. */
  readonly untilMs?: number;
}

function played(command: ReproduceCommand, studies: Studies): Played {
  const given = scenarioGiven(command.what, studies);
  const { study, warning, savedHash } = given;
  const variant = command.variant ?? given.scenario.variant;
  const asked = { ...given.scenario, variant: checkedVariant(study, variant, '--variant') };
  const isOther = command.present === true || variant !== given.scenario.variant;
  const { until } = command;
  return {
    study,
    scenario: isOther ? onPresent(study, asked) : checkedIdentity(study, asked, given.place),
    // The saved hash is that of the saved variant's run.
    ...(savedHash === undefined || variant !== given.scenario.variant ? {} : { savedHash }),
    ...(warning === undefined ? {} : { warning }),
    ...(until === undefined ? {} : { untilMs: parseTrueTime(until, study.epochMs, '--until') }),
  };
}

/** Plays the scenario in a thread of its own, and prints what is seen of it. */
async function reproduced(
  command: ReproduceCommand,
  { study, scenario, savedHash, untilMs }: Played,
  output: Output,
  studies: Studies,
): Promise<Reproduced> {
  const { node, step, runSeconds = DEFAULT_RUN_SECONDS } = command;
  const { colour, width } = output;
  const what = `reproduction of ${study.name}/${scenario.variant}`;
  const life = lifeOf(output, what);
  const { result } = await inOneThread<ReproduceJobOptions, Reproduced>(
    new URL('../campaign/reproduce-worker.js', import.meta.url),
    {
      ...{ study, ref: studies.refOf(study), runSeconds, interruptible: false },
      what,
      options: {
        scenario,
        look: {
          all: command.all,
          // A text of all detail shows every line.
          whole: command.all || command.verbose === true,
          ...(node === undefined ? {} : { node }),
          ...(step === undefined ? {} : { step }),
          ...(untilMs === undefined ? {} : { untilMs }),
        },
        ...(savedHash === undefined ? {} : { savedHash }),
        style: { colour, width },
      },
    },
    output,
    life.look,
  ).finally(life.end);
  if (result === undefined) throw new Error('a run that nothing stops has a result');
  printRun(command, { study, scenario }, result, output, studies.optionFor(study));
  return result;
}

/** First the verdict and why, then the ledger, and last the timeline, which may be long. */
function printRun(
  command: ReproduceCommand,
  { study, scenario }: Pick<Played, 'study' | 'scenario'>,
  { head, rest, warnings, diagnosed }: Reproduced,
  output: Output,
  reproduceOptions: string,
): void {
  for (const text of head) output.print(text);
  for (const [at, { explanation, story }] of diagnosed.entries()) {
    const place =
      diagnosed.length === 1 ? {} : { place: `${String(at + 1)} of ${String(diagnosed.length)}` };
    printFinding(
      { study, scenario, explanation, story, reproduceOptions, ...place },
      command,
      output,
    );
  }
  if (command.brief === true) return;
  for (const warning of warnings) output.note(warning);
  for (const text of rest) output.print(text);
}

export async function runReproduce(
  command: ReproduceCommand,
  output: Output,
  studies: Studies,
): Promise<number> {
  const run = played(command, studies);
  const { study, scenario, warning } = run;
  if (warning !== undefined) output.note(`warning: ${warning}`);
  if (command.report !== undefined) openReport(command.report);
  const { result, diagnosed, json } = await reproduced(command, run, output, studies);
  const reproduceOptions = studies.optionFor(study);
  const { report } = command;
  // A report plays scenarios again.
  const page =
    report === undefined
      ? undefined
      : await outsideMicrotasks(() =>
          writeReport(
            report,
            {
              ...reportedRun(study, scenario, result, diagnosed),
              reproduceOptions,
              ref: studies.refOf(study),
            },
            output,
          ),
        );
  const token = encodeToken(study, scenario);
  const test = writtenTest(
    command,
    {
      ref: studies.refOf(study),
      reproduceOptions,
      // Only a program names the code that it was found on.
      hosted: study.identity !== undefined,
      ...{ scenario, token, result },
      cwd: cwdOf(output.host),
    },
    output,
  );
  output.result({
    study: study.name,
    ...(test === undefined ? {} : { test }),
    ...(page === undefined ? {} : { report: page }),
    token,
    scenario,
    ...(warning === undefined ? {} : { warning }),
    ...(JSON.parse(json) as object),
  });
  return exitOf(result.verdict);
}
