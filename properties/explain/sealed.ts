/**
 * The time from which a loss by wrong clocks is sealed: every clock is set right at a time, and the
 * changed world is run. Setting them later than this saves nothing.
 */
import { msOf, trueMs } from '../../sim/model/time.js';
import type { Violation } from '../oracle/verdict.js';
import type { MeteredRecord, RunnableStudy, ScenarioBase } from '../study/contract.js';
import { avoidsViolation } from './avoids-violation.js';
import type { Explanation } from './explanation.js';
import type { StorySealed } from './story-types.js';
import type { FollowedRun } from '../trace/steps.js';

/** The part of the losing run that the search reads. */
type LosingRun = Pick<FollowedRun<ScenarioBase, unknown, unknown>, 'world'>;

/** The study with every one of these clocks set right at a true time, ms. */
const mendedAt = <Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  nodes: readonly string[],
  atMs: number,
): RunnableStudy<Scenario, Message, Input> => ({
  ...study,
  build: (scenario) => {
    const spec = study.build(scenario);
    const set = nodes.map((node) => ({
      kind: 'clock' as const,
      at: atMs,
      node,
      adjustment: { kind: 'set' as const, toMs: study.epochMs + atMs },
    }));
    // The clocks are wrong again wherever a later fault of the scenario sets them.
    return { ...spec, faults: [...set, ...spec.faults] };
  },
});

/** From when on right clocks come too late: always or never, or from a true time on, ms. */
export type Sealing = 'always' | 'never' | number;

/** The clocks that are set right, and the violation that this is to avoid. */
export interface SealedLoss {
  readonly nodes: readonly string[];
  readonly violation: Violation;
  readonly record: MeteredRecord | undefined;
}

/** Range of true times in which the clocks can be set right, ms. */
const rangeOf = <Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
): readonly [number, number] => {
  const { healAt, endAt } = study.build(scenario);
  return [0, Math.min(healAt, endAt) - 1];
};

/**
 * Bisects for the first millisecond at which setting the clocks right comes too late. Each step of the
 * generator is one run, so that a page can do a few between two frames.
 */
export function* sealing<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  { nodes, violation, record }: SealedLoss,
): Generator<undefined, Sealing> {
  const saves = (atMs: number): boolean => {
    try {
      return avoidsViolation(mendedAt(study, nodes, atMs), scenario, violation, record);
    } catch {
      // A schedule of choices may not fit the changed world.
      return false;
    }
  };
  let [open, shut] = rangeOf(study, scenario);
  if (shut <= 0) return 'never';
  const isNeverSealed = saves(shut);
  yield;
  if (isNeverSealed) return 'never';
  const isSealedAtOnce = !saves(open);
  yield;
  if (isSealedAtOnce) return 'always';
  while (shut - open > 1) {
    const middle = open + Math.floor((shut - open) / 2);
    if (saves(middle)) open = middle;
    else shut = middle;
    yield;
  }
  return shut;
}

/**
 * The true time from which on the loss of a run is sealed.
 * @param timesMs true times at which the clocks of the losing run are looked at
 * @param runsMax largest number of runs
 * @returns undefined where no clock is wrong, or where right clocks save nothing, or always do
 */
export function sealedOf<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  { world }: LosingRun,
  timesMs: readonly number[],
  { violation, record }: Pick<Explanation, 'violation' | 'record'>,
  runsMax: number,
): StorySealed | undefined {
  const nodes = world.nodeNames.filter((node) =>
    [0, ...timesMs].some(
      (at) => msOf(world.clockOf(node).wallAt(trueMs(at))) !== at + study.epochMs,
    ),
  );
  if (nodes.length === 0) return undefined;
  // Each run halves the range: as many as the number has binary digits, and both ends.
  const halvings = rangeOf(study, scenario)[1].toString(2).length;
  if (halvings + 2 > runsMax) return undefined;
  const search = sealing(study, scenario, { nodes, violation, record });
  for (let runs = 0; ; runs += 1) {
    const { done, value } = search.next();
    if (done === true) return typeof value === 'number' ? { atMs: value, nodes, runs } : undefined;
  }
}
