/**
 * Plays one scenario in a worker thread, and words all that can be seen of it. The main thread prints
 * it, and ends the thread when a model does not return.
 */
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { passGate } from '../../properties/campaign/gate.js';
import { reproduce } from '../../properties/campaign/reproduce.js';
import { explain } from '../../properties/explain/explain.js';
import type { Explanation } from '../../properties/explain/explanation.js';
import { storyOf } from '../../properties/explain/story.js';
import type { Story } from '../../properties/explain/story-types.js';
import { withDecision } from '../../properties/explain/with-decision.js';
import { judgedRun } from '../../properties/oracle/judged-run.js';
import type { JudgedRun, RunResult } from '../../properties/oracle/judged-run.js';
import { kindsIn } from '../../properties/oracle/verdict.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { timed } from '../../properties/study/guarded.js';
import { Recorder } from '../../properties/trace/recorder.js';
import type { TraceEntry } from '../../properties/trace/recorder.js';
import { civil } from '../../properties/words/civil.js';
import { ledgerReport } from '../../reports/text/ledger.js';
import { count } from '../../reports/text/numbers.js';
import { heading } from '../../reports/text/text.js';
import type { TextStyle } from '../../reports/text/text.js';
import { entriesWanted, timelineReport } from '../../reports/text/timeline.js';
import { bySeverity } from '../../reports/words/severity.js';
import { inputError } from '../../sim/model/errors.js';
import { notedStudy } from './explore-worker.js';
import { solo } from './one-thread.js';
import type { SoloAnswer, SoloJob } from './one-thread.js';
import { realTime } from './real-time.js';
import { RunNote } from './run-note.js';

/** The part of a run that is shown. */
export interface Look {
  readonly node?: string;
  readonly step?: number;
  /** The trace is part of the data. */
  readonly all: boolean;
  /** The text has every line of the timeline. */
  readonly whole: boolean;
  /** True time at which what is shown ends, ms. */
  readonly untilMs?: number;
}

export interface ReproduceJobOptions {
  readonly scenario: ScenarioBase;
  readonly look: Look;
  /** Trace hash that its corpus entry has; absent if another variant is played. */
  readonly savedHash?: string;
  readonly style: TextStyle;
}

export interface Reproduced {
  /** The verdict, before the findings. */
  readonly head: readonly string[];
  /** The ledger and the timeline, after them. */
  readonly rest: readonly string[];
  readonly warnings: readonly string[];
  /** The run as data, as JSON: sequences do not cross between threads. */
  readonly json: string;
  readonly result: RunResult;
  readonly diagnosed: readonly Diagnosed[];
}

const LINES_MAX = 60;
/** Entries of a timeline that are kept; of more, a run of a large scenario would fill the memory. */
const ENTRIES_MAX = 500_000;

type Run = JudgedRun<ScenarioBase, unknown, unknown>;

/** @throws SkewproofError SKEW-101 if the machine or the step does not exist */
function checkLook({ node, step }: Look, run: Run, entries: readonly TraceEntry[]): void {
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

function seen(study: AnyStudy, { scenario, look }: ReproduceJobOptions, runSeconds: number): Seen {
  passGate(study, scenario.variant);
  const limited = timed(study, realTime(runSeconds));
  const { untilMs } = look;
  const { result } = reproduce(limited, scenario);
  const recorder = new Recorder(ENTRIES_MAX);
  const shown = judgedRun(limited, scenario, {
    observers: [recorder],
    ...(untilMs === undefined ? {} : { untilMs }),
  });
  checkLook(look, shown, recorder.entries);
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

function hashWords(
  { savedHash }: ReproduceJobOptions,
  { hash, events }: RunResult['summary'],
): string {
  const saved =
    savedHash === undefined
      ? ''
      : savedHash === hash
        ? ', as saved'
        : `, but ${savedHash} when it was saved: the models have changed its meaning`;
  return `trace hash: ${hash} (${String(events)} events${saved})`;
}

function headOf(
  study: AnyStudy,
  options: ReproduceJobOptions,
  { result }: Seen,
): readonly string[] {
  const { scenario, look, style } = options;
  const { verdict, reason, summary } = result;
  return [
    heading(`${study.name}/${scenario.variant}, seed ${String(scenario.seed)}`, style),
    `verdict${look.untilMs === undefined ? '' : ' of the whole run'}: ${verdict}${reason === undefined ? '' : ` (${reason})`}`,
    hashWords(options, summary),
  ];
}

function restOf(
  study: AnyStudy,
  { look, style }: ReproduceJobOptions,
  { shown, entries }: Seen,
): readonly string[] {
  const { node, step, whole, untilMs } = look;
  const when = untilMs === undefined ? '' : ` at ${civil(untilMs + study.epochMs)} true time`;
  return [
    heading(`Ledger${when}`, style),
    ledgerReport(study, shown, style),
    heading('Timeline', style),
    timelineReport(
      study,
      entries,
      {
        ...(node === undefined ? {} : { node }),
        ...(step === undefined ? {} : { step }),
        ...(whole ? {} : { linesMax: LINES_MAX }),
      },
      style,
    ),
  ];
}

/** The run as data. */
function dataOf(
  { look, savedHash }: ReproduceJobOptions,
  { result, shown, entries, diagnosed }: Seen,
): object {
  const { untilMs, all, node, step } = look;
  const { verdict, reason, metered, fates, summary } = result;
  return {
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
    ...(all || node !== undefined || step !== undefined
      ? { trace: entriesWanted(entries, look) }
      : {}),
  };
}

export default function work(job: SoloJob<ReproduceJobOptions>): Promise<SoloAnswer<Reproduced>> {
  return solo(new Int32Array(job.cells), async () => {
    const note = new RunNote(job.note);
    const study = await notedStudy(job.study, note);
    return await outsideMicrotasks(() => {
      const { options } = job;
      // A gate may hang before its first run is noted.
      note.at(`gate of ${options.scenario.variant}`);
      const all = seen(study, options, job.runSeconds);
      const { omitted } = all.recorder;
      return {
        head: headOf(study, options, all),
        rest: restOf(study, options, all),
        warnings:
          omitted > 0
            ? [
                `warning: the timeline has the first ${count(ENTRIES_MAX)} of ${count(ENTRIES_MAX + omitted)} entries`,
              ]
            : [],
        json: JSON.stringify(dataOf(options, all)),
        result: all.result,
        diagnosed: all.diagnosed,
      };
    });
  });
}
