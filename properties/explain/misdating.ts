/** Explanation of a wrong date: the shown date, and the reading that it comes from. */
import { formatDuration } from '../../sim/clock/zone.js';
import { handles, momentOfStep, readingAt } from './provenance.js';
import type { StoryDecision, StorySide } from './story-types.js';
import type { MeteredRecord, ScenarioBase } from '../study/contract.js';
import type { FollowedRun } from '../trace/steps.js';
import { holdsTracer } from '../oracle/tracers.js';

/**
 * Compares the shown with the true date, at the start or the end, whichever has the larger error.
 */
export function misdatingDecision(
  run: FollowedRun<ScenarioBase, unknown, unknown>,
  record: MeteredRecord,
  epochMs: number,
): StoryDecision | undefined {
  const { record: tracer, startMs, endMs } = record;
  const row = run.ledger.rows?.find(({ records }) => records.includes(tracer));
  const shown = run.steps.findLast(({ effects }) =>
    effects.some((effect) => effect.kind === 'show'),
  );
  if (row?.startMs === undefined || shown === undefined) return undefined;
  const endIsWorse = Math.abs(row.endMs - endMs) > Math.abs(row.startMs - startMs);
  const which = endIsWorse ? 'end' : 'start';
  const trueMs = endIsWorse ? endMs : startMs;
  const value = (endIsWorse ? row.endMs : row.startMs) + epochMs;
  const source = run.steps.find(
    (step) =>
      handles(step, value) ||
      (step.localMs === value &&
        step.event.kind === 'input' &&
        holdsTracer(step.event, tracer, run.ledger.fields)),
  );
  const clock = run.world.clockOf(shown.node);
  const left: StorySide = {
    name: `shown ${which}`,
    value,
    quantity: 'date',
    ...(source === undefined
      ? {}
      : {
          clock: source.node,
          trueMs: source.atMs,
          localMs: readingAt(clock, source.atMs),
          latched: momentOfStep(source),
        }),
  };
  const right: StorySide = {
    quantity: 'date',
    name: `true ${which}`,
    value: trueMs + epochMs,
    trueMs,
    localMs: readingAt(clock, trueMs),
  };
  const statedMs = row.boundMs ?? 0;
  return {
    moment: momentOfStep(shown),
    name: 'dated-rightly',
    comparison: '=',
    left,
    right,
    held: false,
    outcome: `its date is wrong by ${formatDuration(Math.abs(value - epochMs - trueMs))}, and the stated error is ${formatDuration(statedMs)}`,
  };
}
