/**
 * The time from which a loss by wrong clocks is sealed: every clock is set right at a time, and the
 * changed world is run. Setting them later than this saves nothing.
 */
import { msOf, trueMs } from '../../sim/model/time.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { avoidsViolation } from './avoids-violation.js';
import type { Explanation } from './explanation.js';
import type { StorySealed } from './story-types.js';
import type { FollowedRun } from '../trace/steps.js';

/** The part of the losing run that the search reads. */
type LosingRun = Pick<FollowedRun<ScenarioBase, unknown, unknown>, 'world'>;

/** The study with every one of these clocks set right at a true time, ms. */
export const mendedAt = <Scenario extends ScenarioBase, Message, Input>(
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

/**
 * Bisects for the first millisecond at which setting the clocks right comes too late.
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
  let runs = 0;
  const saves = (atMs: number): boolean => {
    runs += 1;
    try {
      return avoidsViolation(mendedAt(study, nodes, atMs), scenario, violation, record);
    } catch {
      // A schedule of choices may not fit the changed world.
      return false;
    }
  };
  const { healAt, endAt } = study.build(scenario);
  let [open, shut] = [0, Math.min(healAt, endAt) - 1];
  // Each run halves the range: as many as the number has binary digits, and both ends.
  const halvings = shut.toString(2).length;
  if (shut <= 0 || halvings + 2 > runsMax || saves(shut) || !saves(open)) return undefined;
  while (shut - open > 1) {
    const middle = open + Math.floor((shut - open) / 2);
    if (saves(middle)) open = middle;
    else shut = middle;
  }
  return { atMs: shut, nodes, runs };
}
