/**
 * The explanation of one loss: the nearest scenario that does not lose, where the two runs part,
 * the decision there with both sides' values and where they came from, and the record's way to
 * its end. All of it is found by running and reading traces; the models state only comparisons.
 */
import { msOf, trueMs } from '../sim/index.js';
import type { Decision } from '../sim/index.js';
import { chainOf } from './chain.js';
import { divergenceOf } from './divergence.js';
import type { Explanation } from './explain.js';
import { momentOfStep, sideOf } from './provenance.js';
import { paragraphOf } from './story-paragraph.js';
import type { Story, StoryDecision, StoryTwin } from './story-types.js';
import type { ScenarioBase, Study } from './study.js';
import { followedRun } from './trace-steps.js';
import type { FollowedRun, TraceStep } from './trace-steps.js';
import { twinOf } from './twin.js';

export interface StoryOptions {
  /** Runs to spend on the twin at most. Default 300; 0: no twin is looked for. */
  readonly twinRunsMax?: number;
}

interface Decided {
  readonly step: TraceStep;
  readonly decision: Decision;
}

const sidesAlike = (a: Decision, b: Decision): boolean =>
  a.name === b.name &&
  a.left.latchedBy === b.left.latchedBy &&
  a.right.latchedBy === b.right.latchedBy;

/** The decision where the runs part, if it is the one on which the fate hung; else that one. */
function decidedIn(
  steps: readonly TraceStep[],
  explanation: Explanation,
  partedAt: number | undefined,
): Decided | undefined {
  const { decided } = explanation;
  const unheld = (step: TraceStep): Decision[] =>
    step.effects.flatMap((effect) =>
      effect.kind === 'decide' && !effect.decision.held ? [effect.decision] : [],
    );
  const parting = partedAt === undefined ? undefined : steps[partedAt - 1];
  if (parting !== undefined && (decided === undefined || parting.node === decided.node)) {
    const decision = unheld(parting).find(
      (one) => decided === undefined || sidesAlike(one, decided.decision),
    );
    if (decision !== undefined) return { step: parting, decision };
  }
  if (decided === undefined) return undefined;
  const step = steps.findLast(
    ({ atMs, node, effects }) =>
      atMs === decided.atMs &&
      node === decided.node &&
      effects.some(
        (effect) =>
          effect.kind === 'decide' &&
          sidesAlike(effect.decision, decided.decision) &&
          effect.decision.left.value === decided.decision.left.value,
      ),
  );
  return step && { step, decision: decided.decision };
}

/** A wall timer that a holder of the record waits for, and that has not come when the run ends. */
function waitedFor(
  run: FollowedRun<ScenarioBase, unknown, unknown>,
  holder: string,
): Decided | undefined {
  const armed = new Map<string, { step: TraceStep; at: number }>();
  for (const step of run.steps) {
    if (step.node !== holder) continue;
    if (step.event.kind === 'start') armed.clear();
    if (step.event.kind === 'timer') armed.delete(step.event.timer);
    for (const effect of step.effects) {
      if (effect.kind === 'wall-timer')
        armed.set(effect.timer, { step, at: effect.at as unknown as number });
      if (effect.kind === 'cancel-timer' || effect.kind === 'elapsed-timer')
        armed.delete(effect.timer);
    }
  }
  const reading = msOf(run.world.clockOf(holder).wallAt(trueMs(msOf(run.world.now))));
  const due = [...armed].filter(([, { at }]) => at > reading).at(-1);
  if (due === undefined) return undefined;
  const [timer, { step, at }] = due;
  const decision: Decision = {
    name: `timer ${timer}`,
    left: { name: 'clock when the run ends', value: reading, clock: holder },
    comparison: '>=',
    right: { name: `wall timer ${timer}`, value: at, clock: holder, latchedBy: 'timer' },
    held: false,
    outcome: 'nothing moves the record until its clock has come to that time',
  };
  return { step, decision };
}

function told(
  run: FollowedRun<ScenarioBase, unknown, unknown>,
  { step, decision }: Decided,
  tracer: number | undefined,
): StoryDecision {
  const { name, comparison, held, outcome } = decision;
  const waiting = decision.right.latchedBy === 'timer';
  // A timer that is waited for was set in the step that is named; a value is older than its use.
  const latched = waiting ? momentOfStep(step) : undefined;
  const right = sideOf(run, decision.right, step, tracer);
  return {
    moment: momentOfStep(step),
    name,
    comparison,
    left: sideOf(run, decision.left, step, tracer),
    right: latched === undefined ? right : { ...right, latched },
    held,
    outcome,
  };
}

/** By how much the changed field alone can move what happens, ms. */
function shiftOf({ value, twinValue, unit }: StoryTwin): number {
  if (typeof value !== 'number' || typeof twinValue !== 'number') return 0;
  const unitMs = { ms: 1, s: 1_000, min: 60_000 }[unit] ?? 0;
  return Math.abs(value - twinValue) * unitMs;
}

/** Explains one loss of a scenario, as `explain` or a finding names it. */
export function storyOf<Scenario extends ScenarioBase, Message, Input>(
  typedStudy: Study<Scenario, Message, Input>,
  typedScenario: Scenario,
  explanation: Explanation,
  options: StoryOptions = {},
): Story {
  const study = typedStudy as unknown as Study<ScenarioBase, unknown, unknown>;
  const scenario: ScenarioBase = typedScenario;
  const { violation, record, fingerprint, holder } = explanation;
  const tracer = record?.record ?? violation.records[0];
  const run = followedRun(study, scenario, tracer);
  const { twin, runs } = twinOf(study, scenario, violation, record, options.twinRunsMax);
  const divergence =
    twin === undefined
      ? undefined
      : divergenceOf(run, followedRun(study, twin.scenario as ScenarioBase), shiftOf(twin));
  const decided =
    decidedIn(run.steps, explanation, divergence?.lost.step) ??
    (violation.fate === 'stranded' && holder !== undefined && run.world.nodeNames.includes(holder)
      ? waitedFor(run, holder)
      : undefined);
  const story: Omit<Story, 'paragraph'> = {
    scenario,
    fingerprint,
    property: violation.property,
    fate: violation.fate,
    ...(record === undefined
      ? {}
      : {
          record: {
            tracer: record.record,
            key: record.key,
            startMs: record.startMs,
            endMs: record.endMs,
          },
        }),
    ...(twin === undefined ? {} : { twin }),
    ...(divergence === undefined ? {} : { divergence }),
    ...(decided === undefined ? {} : { decision: told(run, decided, tracer) }),
    chain:
      tracer === undefined
        ? []
        : chainOf(run, tracer, decided?.step.step, {
            fate: violation.fate,
            holder,
            endMs: msOf(run.world.now),
          }),
  };
  return { ...story, paragraph: paragraphOf(story, violation, study.epochMs, runs) };
}
