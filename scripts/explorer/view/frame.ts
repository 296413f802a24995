/** One frame of the explorer: a scenario run, judged, recorded, and explained as far as one run can. */
import { explain } from '../../../properties/explain/explain.js';
import { storyOf } from '../../../properties/explain/story.js';
import type { StoryDecision } from '../../../properties/explain/story-types.js';
import { planeClassOf } from '../../../properties/frontier/frontier.js';
import type { PlaneClass } from '../../../properties/frontier/types.js';
import { judgedRun, runScenario } from '../../../properties/oracle/judged-run.js';
import type { RunResult } from '../../../properties/oracle/judged-run.js';
import { kindsIn } from '../../../properties/oracle/verdict.js';
import type { Fate, Violation } from '../../../properties/oracle/verdict.js';
import type { MeteredRecord, ScenarioBase } from '../../../properties/study/contract.js';
import { recordedRun } from '../../../properties/trace/recorded.js';
import { spaceTimeOf } from '../../../reports/spacetime/spacetime.js';
import type { SpaceTime } from '../../../reports/spacetime/types.js';
import type { AnyStudy } from '../../../properties/study/erase.js';
import type { AnyRunnable } from './knobs.js';
import { messagesOf } from './messages.js';
import type { LinkMessage } from './messages.js';

/** A metered record and its fate. */
export interface RecordOutcome {
  readonly metered: MeteredRecord;
  readonly fate: Fate;
  /** Nodes or links that hold a copy, for records that are not counted. */
  readonly holders: readonly string[];
}

/** The part of a frame that is drawn. */
export interface ShownRun {
  readonly outcome: PlaneClass;
  readonly records: readonly RecordOutcome[];
  /** The followed record. */
  readonly followed: RecordOutcome | undefined;
  /** The whole run, with the path of the followed record. */
  readonly run: SpaceTime;
  readonly messages: readonly LinkMessage[];
  readonly decision: StoryDecision | undefined;
}

export interface Frame extends ShownRun {
  readonly scenario: ScenarioBase;
  readonly result: RunResult;
  readonly violation: Violation | undefined;
}

/** Class of a scenario's run: the worst outcome of its records. */
export const outcomeOf = (study: AnyRunnable, scenario: ScenarioBase): PlaneClass =>
  planeClassOf(runScenario(study, scenario));

/** Reports draw studies with spaces; neither a drawing nor a run reads a space. */
const withoutSpaces = (study: AnyRunnable): AnyStudy => ({ spaces: {}, ...study });

/** Violations whose first record is the followed one come first. */
function violationToExplain(
  violations: readonly Violation[],
  followed: RecordOutcome | undefined,
): Violation | undefined {
  const kinds = kindsIn(violations);
  const record = followed?.metered.record;
  return kinds.find(({ records }) => record !== undefined && records.includes(record)) ?? kinds[0];
}

const CLASS_OF_FATE: Readonly<Partial<Record<Fate, PlaneClass>>> = {
  counted: 'safe',
  misdated: 'misdated',
  duplicated: 'duplicated',
  phantom: 'duplicated',
  stranded: 'stranded',
  destroyed: 'destroyed',
};

/** The class in whose look a record is drawn. */
export const classOfFate = (fate: Fate): PlaneClass => CLASS_OF_FATE[fate] ?? 'unknown';

/** Every metered record with its fate. */
export function recordsOf(
  { fates }: Pick<RunResult, 'fates'>,
  metered: Iterable<MeteredRecord>,
): readonly RecordOutcome[] {
  const uncounted = new Map(fates.uncounted.map((one) => [one.record, one]));
  return [...metered].map((one) => {
    const own = uncounted.get(one.record);
    return { metered: one, fate: own?.fate ?? 'counted', holders: own?.holders ?? [] };
  });
}

/**
 * Runs the scenario, and follows one record.
 * @param wanted tracer of the record to follow; default: the first that is not counted
 * @throws SkewproofError if a model throws, or the scenario cannot be played
 */
export function frameOf(study: AnyRunnable, scenario: ScenarioBase, wanted?: number): Frame {
  const { result, ledger } = judgedRun(study, scenario);
  const records = recordsOf(result, ledger.metered.values());
  const followed =
    records.find(({ metered }) => metered.record === wanted) ??
    records.find(({ fate }) => fate !== 'counted') ??
    records[0];
  const recorded = recordedRun(study, scenario, followed?.metered.record);
  const run = spaceTimeOf(withoutSpaces(study), recorded, { stepsMax: Infinity });
  const violation = violationToExplain(result.violations, followed);
  return {
    ...{ scenario, result, records, followed, run, violation },
    outcome: planeClassOf(result),
    messages: messagesOf(run, recorded.entries),
    decision: decisionOf(study, scenario, violation, followed?.metered.record),
  };
}

function decisionOf(
  study: AnyRunnable,
  scenario: ScenarioBase,
  violation: Violation | undefined,
  record: number | undefined,
): StoryDecision | undefined {
  if (violation === undefined) return undefined;
  const tracer =
    record !== undefined && violation.records.includes(record) ? record : violation.records[0];
  const explanation = explain(study, scenario, violation, tracer);
  // The nearest passing scenario is found by the tracks, in slices.
  return storyOf(study, scenario, explanation, { twinRunsMax: 0 }).decision;
}
