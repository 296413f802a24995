/**
 * Records one run completely, with one record followed, as the data that diagrams are drawn from.
 */
import { msOf, trueMs } from '../../sim/model/time.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { JudgedRun } from '../oracle/judged-run.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { tracerFieldsOf } from '../oracle/tracers.js';
import { RecordWatch } from './record-watch.js';
import { Recorder } from './recorder.js';
import type { RecordedNode, RecordedRun } from './recorded-run.js';

type Run<Scenario extends ScenarioBase, Message, Input> = JudgedRun<Scenario, Message, Input>;

/** The record to follow by default: the first with a bad fate, else the first of all. */
function recordToFollow<Scenario extends ScenarioBase, Message, Input>(
  run: Run<Scenario, Message, Input>,
): number | undefined {
  const bad = run.result.fates.uncounted.find((one) => run.ledger.metered.has(one.record));
  return bad?.record ?? [...run.ledger.metered.keys()][0];
}

/**
 * Runs and judges one scenario, and returns its complete trace with one record followed.
 * @param tracer the record to follow; default: the first with a bad fate
 * @throws SkewproofError SKEW-402 if a model throws; SKEW-101 for a scenario that cannot be played
 * @since 0.1.0
 */
export function recordedRun<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  tracer?: number,
): RecordedRun {
  const followed = tracer ?? recordToFollow(judgedRun(study, scenario));
  const recorder = new Recorder();
  const watch = new RecordWatch<Message, Input>(followed ?? -1, tracerFieldsOf(study));
  const run = judgedRun<Scenario, Message, Input>(study, scenario, {
    observers: [recorder, watch],
  });
  const { entries } = recorder;
  const atMs = entries.filter(({ what }) => what.kind !== 'effect').map((entry) => entry.atMs);
  const offsetsOf = (node: string): RecordedNode['offsets'] => {
    const clock = run.world.clockOf(node);
    const offsets: (readonly [number, number])[] = [];
    for (const [position, at] of atMs.entries()) {
      const offset = msOf(clock.wallAt(trueMs(at))) - at - study.epochMs;
      if (offsets.at(-1)?.[1] !== offset) offsets.push([position, offset]);
    }
    return offsets;
  };
  const metered = followed === undefined ? undefined : run.ledger.metered.get(followed);
  const { hash } = run.result.summary;
  const { verdict, fates } = run.result;
  const fate = fates.uncounted.find((one) => one.record === followed)?.fate ?? 'counted';
  return {
    ...{ scenario, hash, verdict, entries },
    nodes: run.world.nodeNames.map((node) => ({ node, offsets: offsetsOf(node) })),
    ...(metered === undefined
      ? {}
      : { record: { metered, fate, uses: watch.uses, holds: watch.holds } }),
  };
}
