/**
 * `skewproof reproduce`: runs one scenario again, exactly, and prints all that can be seen of it.
 */
import { passGate } from '../../properties/campaign/gate.js';
import { reproduce } from '../../properties/campaign/reproduce.js';
import { checkedIdentity, onPresent } from '../../properties/corpus/identity.js';
import { encodeToken } from '../../properties/corpus/token.js';
import { explain } from '../../properties/explain/explain.js';
import { storyOf } from '../../properties/explain/story.js';
import { withDecision } from '../../properties/explain/with-decision.js';
import { checkedVariant } from '../../properties/study/variant.js';
import { judgedRun } from '../../properties/oracle/judged-run.js';
import { kindsIn } from '../../properties/oracle/verdict.js';
import { timed } from '../../properties/study/guarded.js';
import { count } from '../../reports/text/numbers.js';
import { realTime } from '../campaign/real-time.js';
import { Recorder } from '../../properties/trace/recorder.js';
import { civil } from '../../properties/words/civil.js';
import { bySeverity } from '../../reports/words/severity.js';
import { ledgerReport } from '../../reports/text/ledger.js';
import { heading } from '../../reports/text/text.js';
import { entriesWanted, timelineReport } from '../../reports/text/timeline.js';
import { inputError } from '../../sim/model/errors.js';
import type { Explanation } from '../../properties/explain/explanation.js';
import type { Story } from '../../properties/explain/story-types.js';
import type { JudgedRun, RunResult } from '../../properties/oracle/judged-run.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { TraceEntry } from '../../properties/trace/recorder.js';
import { shownPath } from '../config/studies.js';
import type { Studies } from '../config/studies.js';
import { writeRegressionTest } from '../init/regression-test.js';
import type { RegressionTest } from '../init/regression-test.js';
import { runCommand } from '../init/runner.js';
import type { Runner } from '../init/runner.js';
import { cwdOf } from '../cli/context.js';
import { printFinding } from '../cli/detail.js';
import type { DetailOptions } from '../cli/detail.js';
import type { Output } from '../cli/context.js';
import { scenarioGiven } from '../sms2/inputs/scenario.js';
import { parseTrueTime } from '../sms2/inputs/true-time.js';
import { openReport, reportedRun, writeReport } from '../cli/report.js';
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

const LINES_MAX = 60;
/** Entries of a timeline that are kept; of more, a run of a large scenario would fill the memory. */
const ENTRIES_MAX = 500_000;

type Run = JudgedRun<ScenarioBase, unknown, unknown>;

/** @throws SkewproofError SKEW-101 if the machine or the step does not exist */
function checkLook(command: ReproduceCommand, run: Run, entries: readonly TraceEntry[]): void {
  const { node, step } = command;
  if (node !== undefined && !run.world.nodeNames.includes(node))
    throw inputError({
      place: '--node',
      expected: `one of ${run.world.nodeNames.join(', ')}`,
      got: `"${node}"`,
    });
  const last = entries.at(-1)?.step ?? 0;
  if (step !== undefined && step > last)
    throw inputError({
      place: '--step',
      expected: `a step from 1 to ${String(last)}`,
      got: String(step),
    });
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

interface Seen {
  /** Verdict and hash are those of the whole run, on both timelines. */
  readonly result: RunResult;
  /** The run that is shown, up to `untilMs`. */
  readonly shown: Run;
  readonly recorder: Recorder;
  /** The recorded entries, with the comparisons of a program's code that decide. */
  readonly entries: readonly TraceEntry[];
  readonly diagnosed: readonly Diagnosed[];
}

interface Diagnosed {
  readonly explanation: Explanation;
  readonly story: Story;
}

function seen(command: ReproduceCommand, { study, scenario, untilMs }: Played): Seen {
  passGate(study, scenario.variant);
  const limited = timed(study, realTime(command.runSeconds));
  const { result } = reproduce(limited, scenario);
  const recorder = new Recorder(ENTRIES_MAX);
  const shown = judgedRun(limited, scenario, {
    observers: [recorder],
    ...(untilMs === undefined ? {} : { untilMs }),
  });
  checkLook(command, shown, recorder.entries);
  const diagnosed = kindsIn(result.violations).map((violation) => {
    const explanation = explain(study, scenario, violation);
    return { explanation, story: storyOf(study, scenario, explanation) };
  });
  diagnosed.sort((a, b) => bySeverity(a.story, b.story));
  const entries = diagnosed.reduce<readonly TraceEntry[]>(
    (all, { story }) => withDecision(all, story.decision),
    recorder.entries,
  );
  return { result, shown, recorder, entries, diagnosed };
}

function hashWords({ savedHash }: Played, { hash, events }: RunResult['summary']): string {
  const saved =
    savedHash === undefined
      ? ''
      : savedHash === hash
        ? ', as saved'
        : `, but ${savedHash} when it was saved: the models have changed its meaning`;
  return `trace hash: ${hash} (${String(events)} events${saved})`;
}

/** First the verdict and why, then the ledger, and last the timeline, which may be long. */
function printRun(
  command: ReproduceCommand,
  run: Played,
  { result, shown, recorder, entries, diagnosed }: Seen,
  output: Output,
  reproduceOptions: string,
): void {
  const { study, scenario, untilMs } = run;
  const { verdict, reason, summary } = result;
  output.print(heading(`${study.name}/${scenario.variant}, seed ${String(scenario.seed)}`, output));
  output.print(
    `verdict${untilMs === undefined ? '' : ' of the whole run'}: ${verdict}${reason === undefined ? '' : ` (${reason})`}`,
  );
  output.print(hashWords(run, summary));
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
  const when = untilMs === undefined ? '' : ` at ${civil(untilMs + study.epochMs)} true time`;
  output.print(heading(`Ledger${when}`, output));
  output.print(ledgerReport(study, shown, output));
  output.print(heading('Timeline', output));
  if (recorder.omitted > 0)
    output.note(
      `warning: the timeline has the first ${count(ENTRIES_MAX)} of ${count(ENTRIES_MAX + recorder.omitted)} entries`,
    );
  output.print(
    timelineReport(
      study,
      entries,
      {
        ...(command.node === undefined ? {} : { node: command.node }),
        ...(command.step === undefined ? {} : { step: command.step }),
        ...(command.all || command.verbose === true ? {} : { linesMax: LINES_MAX }),
      },
      output,
    ),
  );
}

/** The run as data. */
function dataOf(
  command: ReproduceCommand,
  { scenario, warning, savedHash, untilMs }: Played,
  { result, shown, entries, diagnosed }: Seen,
): object {
  const { verdict, reason, metered, fates, summary } = result;
  return {
    scenario,
    ...(warning === undefined ? {} : { warning }),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    hash: summary.hash,
    ...(savedHash === undefined ? {} : { savedHash }),
    events: summary.events,
    metered,
    fates: fates.totals,
    explanations: diagnosed.map(({ explanation }) => explanation),
    stories: diagnosed.map(({ story }) => story),
    ...(untilMs === undefined
      ? {}
      : {
          until: { ms: untilMs, metered: shown.result.metered, fates: shown.result.fates.totals },
        }),
    // A selected part of the timeline is part of the data too.
    ...(command.all || command.node !== undefined || command.step !== undefined
      ? { trace: entriesWanted(entries, command) }
      : {}),
  };
}

export function runReproduce(command: ReproduceCommand, output: Output, studies: Studies): number {
  const run = played(command, studies);
  const { study, scenario, warning } = run;
  if (warning !== undefined) output.note(`warning: ${warning}`);
  if (command.report !== undefined) openReport(command.report);
  const finished = seen(command, run);
  const reproduceOptions = studies.optionFor(study);
  printRun(command, run, finished, output, reproduceOptions);
  const { result, diagnosed } = finished;
  const page =
    command.report === undefined
      ? undefined
      : writeReport(
          command.report,
          {
            ...reportedRun(study, scenario, result, diagnosed),
            reproduceOptions,
            ref: studies.refOf(study),
          },
          output,
        );
  const token = encodeToken(study, scenario);
  const test = writtenTest(
    command,
    {
      ref: studies.refOf(study),
      reproduceOptions: studies.optionFor(study),
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
    ...dataOf(command, run, finished),
  });
  return exitOf(result.verdict);
}
