/** A check in a worker thread: the search, and the explanation of its counterexample. */
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { reproduce } from '../../properties/campaign/reproduce.js';
import { check } from '../../properties/check/check.js';
import type { Checked, CheckOptions } from '../../properties/check/check.js';
import { explain } from '../../properties/explain/explain.js';
import type { Explanation } from '../../properties/explain/explanation.js';
import { storyOf } from '../../properties/explain/story.js';
import type { Story } from '../../properties/explain/story-types.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { timed } from '../../properties/study/guarded.js';
import { eventWords } from '../../sim/world/contract.js';
import { notedStudy } from './explore-worker.js';
import { solo, SOLO_CELL } from './one-thread.js';
import type { SoloAnswer, SoloJob } from './one-thread.js';
import { realTime } from './real-time.js';
import { RunNote } from './run-note.js';

export type CheckJobOptions = Omit<CheckOptions, 'now' | 'onProgress' | 'onStep'>;

export interface CheckResult {
  readonly checked: Checked<ScenarioBase>;
  /** Real time of the search, s. */
  readonly seconds: number;
  /** Why the counterexample breaks its property, and the trace hash of its run. */
  readonly found?: {
    readonly explanation: Explanation;
    readonly story: Story;
    readonly hash: string;
  };
}

/** No search takes longer, so that only a request to stop reaches it, s. */
const NO_LIMIT_S = 1e9;

export default function work(job: SoloJob<CheckJobOptions>): Promise<SoloAnswer<CheckResult>> {
  const cells = new Int32Array(job.cells);
  const note = new RunNote(job.note);
  return solo(cells, async () => {
    const study = timed(await notedStudy(job.study, note), realTime(job.runSeconds));
    return await outsideMicrotasks(() => {
      const started = performance.now();
      let isFirst = true;
      const now = (): number => {
        // The first reading is the start, even if a request to stop came before it.
        const isStopped = !isFirst && Atomics.load(cells, SOLO_CELL.stop) !== 0;
        isFirst = false;
        return isStopped ? Infinity : performance.now();
      };
      const checked = check(study, {
        secondsMax: NO_LIMIT_S,
        ...job.options,
        // A request to stop counts as the end of time: the states seen so far are still counted.
        now,
        onProgress: ({ distinct, depth }) => {
          note.at(`after ${String(distinct)} states`);
          Atomics.store(cells, SOLO_CELL.done, distinct);
          Atomics.store(cells, SOLO_CELL.depth, depth);
        },
        onStep: (node, event, at) => {
          note.at(`node ${node}, ${eventWords(event)}, true time ${String(at)} ms`);
        },
      });
      const seconds = (performance.now() - started) / 1_000;
      const { counterexample } = checked;
      if (counterexample === undefined) return { checked, seconds };
      const { scenario, violation } = counterexample;
      const explanation = explain(study, scenario, violation);
      const story = storyOf(study, scenario, explanation);
      const { hash } = reproduce(study, scenario).result.summary;
      return { checked, seconds, found: { explanation, story, hash } };
    });
  });
}
