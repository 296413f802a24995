/** One exploration in a worker thread, so that the main one can hear Ctrl-C and show progress. */
import { explore } from '../../properties/campaign/explore.js';
import { studyNamed } from '../studies.js';
import { SkewproofError } from '../../sim/model/errors.js';
import type { Exploration } from '../../properties/campaign/explore.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { ErrorCode } from '../../sim/model/errors.js';

/** Cells of the memory that both threads see. */
export const CELL = { stop: 0, done: 1, findings: 2 } as const;

export interface ExploreJob {
  readonly study: string;
  readonly variant: string;
  readonly space: string;
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number;
  readonly guided: boolean;
  readonly shared: SharedArrayBuffer;
}

/** An error's class does not cross between threads; its parts do. */
export interface Failure {
  readonly code: ErrorCode;
  readonly place: string;
  readonly expected: string;
  readonly got: string;
  readonly advice: string;
}

export type ExploreAnswer =
  { readonly exploration: Exploration<ScenarioBase> } | { readonly failure: Failure };

export default function runExploration(job: ExploreJob): ExploreAnswer {
  const cells = new Int32Array(job.shared);
  const stopped = (): boolean => Atomics.load(cells, CELL.stop) !== 0;
  try {
    const exploration = explore(studyNamed(job.study), job.variant, {
      seed: job.seed,
      space: job.space,
      runs: stopped() ? 0 : job.runs,
      seconds: job.seconds,
      guided: job.guided,
      // Being asked to stop is being out of time: what was found until then is still shrunk.
      now: () => (stopped() ? Infinity : performance.now()),
      onProgress: (done, findings) => {
        Atomics.store(cells, CELL.done, done);
        Atomics.store(cells, CELL.findings, findings);
      },
    });
    return { exploration };
  } catch (error) {
    if (!(error instanceof SkewproofError)) throw error;
    const { code, place, expected, got, advice } = error;
    return { failure: { code, place, expected, got, advice } };
  }
}
