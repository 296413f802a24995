/**
 * Tells the story of one loss.
 *
 * It has the nearest passing scenario (the twin), the first difference between the two runs, the
 * decision with the values and origins of both sides, and the record's path. Everything is found by
 * running scenarios and reading traces; models only state comparisons.
 */
import { eraseRunnable } from '../study/erase.js';
import { UNIT_MS } from '../json/units.js';
import { msOf } from '../../sim/model/time.js';
import { codeDecisionOf } from './code-decision.js';
import { decidingStepOf } from './deciding-step.js';
import type { StepDecision } from './deciding-step.js';
import { decisiveFaults } from './decisive-faults.js';
import { settersOf } from './setter.js';
import { quantitiesOf } from './words/quantity.js';
import { recordPathOf } from './record-path.js';
import { misdatingDecision } from './misdating.js';
import { divergenceOf } from './divergence.js';
import type { Explanation } from './explanation.js';
import { momentOfStep, sideOf } from './provenance.js';
import { paragraphOf } from './words/paragraph.js';
import { sealedOf } from './sealed.js';
import type { Story, StoryDecision, StoryTwin } from './story-types.js';
import type { Fate, Violation } from '../oracle/verdict.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { followedRun } from '../trace/steps.js';
import type { FollowedRun } from '../trace/steps.js';
import { twinOf } from './twin.js';
import { pendingTimerDecision } from './pending-timer.js';

interface StoryOptions {
  /**
   * Largest number of runs for the twin. Default: 300, or fewer for long runs; 0: no twin is
   * searched for.
   */
  readonly twinRunsMax?: number;
}

function decisionOf(
  run: FollowedRun<ScenarioBase, unknown, unknown>,
  { step, decision }: StepDecision,
  tracer: number | undefined,
  epochMs: number,
): StoryDecision {
  const { name, comparison, held, outcome } = decision;
  const readings = { ownMs: step.localMs, trueMs: step.atMs + epochMs };
  const [left, right] = quantitiesOf(decision, readings);
  const earlier = run.steps.filter((one) => one.step < step.step);
  const setters = settersOf(earlier, step, decision, tracer, run.ledger.fields);
  return {
    moment: momentOfStep(step),
    name,
    comparison,
    left: sideOf(run, decision.left, step, tracer, { quantity: left, setter: setters[0] }),
    right: sideOf(run, decision.right, step, tracer, { quantity: right, setter: setters[1] }),
    held,
    outcome,
  };
}

/** A decision derived from the run, if no model states one. */
function derivedDecision(
  run: FollowedRun<ScenarioBase, unknown, unknown>,
  explanation: Explanation,
  epochMs: number,
): StoryDecision | undefined {
  const { kind, record, holder } = explanation;
  if (kind === 'misdated') return record && misdatingDecision(run, record, epochMs);
  return kind === 'stranded' && holder !== undefined && run.world.nodeNames.includes(holder)
    ? pendingTimerDecision(run, holder)
    : undefined;
}

/** The decision that a model states, or else one derived from the run. */
function statedDecision(
  run: FollowedRun<ScenarioBase, unknown, unknown>,
  explanation: Explanation,
  divergedAt: number | undefined,
  epochMs: number,
): StoryDecision | undefined {
  const tracer = tracerOf(explanation);
  const decided = decidingStepOf(run.steps, explanation, divergedAt, tracer, run.ledger.fields);
  return decided === undefined
    ? derivedDecision(run, explanation, epochMs)
    : decisionOf(run, decided, tracer, epochMs);
}

const tracerOf = ({ record, violation }: Explanation): number | undefined =>
  record?.record ?? violation.records[0];

/** Time by which the changed field alone can move events, ms. */
function shiftOf({ value, twinValue, unit }: StoryTwin, endMs: number): number {
  if (typeof value !== 'number' || typeof twinValue !== 'number') return 0;
  const unitMs = unit === 'ppm' ? endMs / 1_000_000 : (UNIT_MS[unit] ?? 0);
  return Math.ceil(Math.abs(value - twinValue) * unitMs);
}

/** Largest number of faults that are left out, one at a time. */
const FAULT_RUNS_MAX = 12;
const TWIN_RUNS_MAX = 300;
const TWIN_RUNS_MIN = 12;
const TWIN_EVENTS_MAX = 4_000_000;

/** Events of all runs that look for the time at which a loss is sealed. */
const SEAL_EVENTS_MAX = 1_000_000;

/** Number of runs for the twin: fewer for long runs, so that all take a few seconds. */
const runsFor = (events: number): number =>
  Math.max(TWIN_RUNS_MIN, Math.min(TWIN_RUNS_MAX, Math.floor(TWIN_EVENTS_MAX / (events + 1))));

/** The record's fate at the end of the run: a row that vanished may be a record that is lost. */
function fateIn(
  { result }: FollowedRun<ScenarioBase, unknown, unknown>,
  { property, fate }: Violation,
  tracer: number,
): Fate {
  if (property !== 'console-monotone') return fate;
  return result.fates.uncounted.find(({ record }) => record === tracer)?.fate ?? fate;
}

/** The time from which the loss is sealed, found with fewer runs where a run takes long. */
function sealIn(
  study: RunnableStudy<ScenarioBase, unknown, unknown>,
  scenario: ScenarioBase,
  run: FollowedRun<ScenarioBase, unknown, unknown>,
  explanation: Explanation,
  runsMax: number,
): Story['sealed'] {
  const times = run.steps.map((step) => step.atMs);
  const most = Math.floor(SEAL_EVENTS_MAX / (run.result.summary.events + 1));
  return sealedOf(study, scenario, run, times, explanation, Math.min(runsMax, most));
}

/** Fields of a story for the record, if the violation names one. */
const recordFields = (record: Explanation['record']): Pick<Story, 'record'> =>
  record === undefined
    ? {}
    : {
        record: {
          tracer: record.record,
          key: record.key,
          startMs: record.startMs,
          endMs: record.endMs,
        },
      };

/**
 * Explains one loss of a scenario as data: the deciding comparison, its origins, and the nearest
 * scenario that does not lose.
 * @since 0.1.0
 */
export function storyOf<Scenario extends ScenarioBase, Message, Input>(
  typedStudy: RunnableStudy<Scenario, Message, Input>,
  typedScenario: Scenario,
  explanation: Explanation,
  options: StoryOptions = {},
): Story {
  const study = eraseRunnable(typedStudy);
  const scenario: ScenarioBase = typedScenario;
  const { violation, record, fingerprint, holder } = explanation;
  const tracer = tracerOf(explanation);
  const run = followedRun(study, scenario, tracer);
  const endMs = msOf(run.world.now);
  const runsMax = options.twinRunsMax ?? runsFor(run.result.summary.events);
  const { twin, runs } = twinOf(study, scenario, violation, record, runsMax);
  const divergence =
    twin === undefined
      ? undefined
      : divergenceOf(run, followedRun(study, twin.scenario as ScenarioBase), shiftOf(twin, endMs));
  const code =
    twin === undefined
      ? {}
      : codeDecisionOf(study, run, scenario, {
          ...{ passing: twin.scenario as ScenarioBase, violation, record },
        });
  const stated = statedDecision(run, explanation, divergence?.lost.step, study.epochMs);
  // A comparison of the code that was inverted is known to decide; one that a model states is said to.
  const decision =
    code.decision?.source?.confirmed === true ? code.decision : (stated ?? code.decision);
  const path =
    tracer === undefined
      ? { chain: [] }
      : recordPathOf(run, tracer, decision?.moment.step, {
          fate: fateIn(run, violation, tracer),
          ...{ holder, endMs },
        });
  const sealed = sealIn(study, scenario, run, explanation, runsMax);
  const story: Omit<Story, 'paragraph'> = {
    scenario,
    fingerprint,
    property: violation.property,
    fate: violation.fate,
    alsoBreaks: explanation.alsoBreaks,
    faults: decisiveFaults(
      study,
      scenario,
      run.entries,
      explanation,
      Math.min(runsMax, FAULT_RUNS_MAX),
    ),
    ...recordFields(record),
    ...(twin === undefined ? {} : { twin }),
    ...(divergence === undefined ? {} : { divergence }),
    ...(decision === undefined ? {} : { decision }),
    ...(code.undecided === undefined || decision !== undefined
      ? {}
      : { undecided: code.undecided }),
    ...(sealed === undefined ? {} : { sealed }),
    chain: path.chain,
  };
  return {
    ...story,
    paragraph: paragraphOf(story, violation, study.epochMs, { runs, dropped: path.dropped }),
  };
}
