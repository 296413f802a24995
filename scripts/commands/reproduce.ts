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
import { ledgerReport } from '../../reports/text/ledger.js';
import { storyReport } from '../../reports/text/story.js';
import { heading } from '../../reports/text/text.js';
import { entriesWanted, timelineReport } from '../../reports/text/timeline.js';
import { inputError } from '../../sim/model/errors.js';
import type { JudgedRun } from '../../properties/oracle/judged-run.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { TraceEntry } from '../../properties/trace/recorder.js';
import { shownPath } from '../config/studies.js';
import type { Studies } from '../config/studies.js';
import { writeRegressionTest } from '../init/regression-test.js';
import type { RegressionTest } from '../init/regression-test.js';
import { runCommand } from '../init/runner.js';
import type { Runner } from '../init/runner.js';
import { cwdOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { scenarioGiven } from '../sms2/inputs/scenario.js';
import { parseTrueTime } from '../sms2/inputs/true-time.js';
import { openReport, reportedRun, writeReport } from '../cli/report.js';
import { exitOf } from './explore.js';

export interface ReproduceCommand {
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

export function runReproduce(command: ReproduceCommand, output: Output, studies: Studies): number {
  const given = scenarioGiven(command.what, studies);
  const { study, warning } = given;
  const played = command.variant ?? given.scenario.variant;
  const asked = { ...given.scenario, variant: checkedVariant(study, played, '--variant') };
  const isOther = command.present === true || played !== given.scenario.variant;
  const scenario = isOther ? onPresent(study, asked) : checkedIdentity(study, asked, given.place);
  // The saved hash is that of the saved variant's run.
  const savedHash = played === given.scenario.variant ? given.savedHash : undefined;
  if (warning !== undefined) output.note(`warning: ${warning}`);
  const untilMs =
    command.until === undefined
      ? undefined
      : parseTrueTime(command.until, study.epochMs, '--until');
  if (command.report !== undefined) openReport(command.report);
  passGate(study, scenario.variant);
  // Verdict and hash are those of the whole run, on both timelines; a shortened run is only
  // displayed.
  const limited = timed(study, realTime(command.runSeconds));
  const whole = reproduce(limited, scenario);
  const recorder = new Recorder(ENTRIES_MAX);
  const seen = judgedRun(limited, scenario, {
    observers: [recorder],
    ...(untilMs === undefined ? {} : { untilMs }),
  });
  checkLook(command, seen, recorder.entries);
  if (recorder.omitted > 0)
    output.note(
      `warning: the timeline has the first ${count(ENTRIES_MAX)} of ${count(ENTRIES_MAX + recorder.omitted)} entries`,
    );
  const { result } = whole;
  const diagnosed = kindsIn(result.violations).map((violation) => {
    const explanation = explain(study, scenario, violation);
    return { explanation, story: storyOf(study, scenario, explanation) };
  });
  const explanations = diagnosed.map(({ explanation }) => explanation);
  const stories = diagnosed.map(({ story }) => story);
  const entries = stories.reduce<readonly TraceEntry[]>(
    (all, { decision }) => withDecision(all, decision),
    recorder.entries,
  );
  output.print(heading(`${study.name}/${scenario.variant}, seed ${String(scenario.seed)}`, output));
  output.print(
    timelineReport(
      study,
      entries,
      {
        ...(command.node === undefined ? {} : { node: command.node }),
        ...(command.step === undefined ? {} : { step: command.step }),
        ...(command.all ? {} : { linesMax: LINES_MAX }),
      },
      output,
    ),
  );
  const when = untilMs === undefined ? '' : ` at ${civil(untilMs + study.epochMs)} true time`;
  output.print(heading(`Ledger${when}`, output));
  output.print(ledgerReport(study, seen, output));
  for (const story of stories) output.print(`\n${storyReport(study, story, output)}`);
  const { hash, events } = result.summary;
  const saved =
    savedHash === undefined
      ? ''
      : savedHash === hash
        ? ', as saved'
        : `, but ${savedHash} when it was saved: the models have changed its meaning`;
  output.print(
    `\nverdict${untilMs === undefined ? '' : ' of the whole run'}: ${result.verdict}${result.reason === undefined ? '' : ` (${result.reason})`}`,
  );
  output.print(`trace hash: ${hash} (${String(events)} events${saved})`);
  const page =
    command.report === undefined
      ? undefined
      : writeReport(
          command.report,
          {
            ...reportedRun(study, scenario, result, diagnosed),
            reproduceOptions: studies.optionFor(study),
          },
          output,
        );
  const test = writtenTest(
    command,
    {
      ref: studies.refOf(study),
      // Only a program names the code that it was found on.
      hosted: study.identity !== undefined,
      ...{ scenario, token: encodeToken(study, scenario), result },
      cwd: cwdOf(output.host),
    },
    output,
  );
  output.result({
    study: study.name,
    ...(test === undefined ? {} : { test }),
    ...(page === undefined ? {} : { report: page }),
    scenario,
    token: encodeToken(study, scenario),
    ...(warning === undefined ? {} : { warning }),
    verdict: result.verdict,
    ...(result.reason === undefined ? {} : { reason: result.reason }),
    hash,
    ...(savedHash === undefined ? {} : { savedHash }),
    events,
    metered: result.metered,
    fates: result.fates.totals,
    explanations,
    stories,
    ...(untilMs === undefined
      ? {}
      : { until: { ms: untilMs, metered: seen.result.metered, fates: seen.result.fates.totals } }),
    // A selected part of the timeline is part of the data too.
    ...(command.all || command.node !== undefined || command.step !== undefined
      ? { trace: entriesWanted(entries, command) }
      : {}),
  });
  return exitOf(result.verdict);
}
