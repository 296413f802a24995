/** A map in a worker thread. */
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { passGate } from '../../properties/campaign/gate.js';
import { frontier } from '../../properties/frontier/frontier.js';
import type { FrontierOptions } from '../../properties/frontier/frontier.js';
import type { FrontierMap } from '../../properties/frontier/types.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { timed } from '../../properties/study/guarded.js';
import { notedStudy } from './explore-worker.js';
import { solo, SOLO_CELL } from './one-thread.js';
import type { SoloAnswer, SoloJob } from './one-thread.js';
import { realTime } from './real-time.js';
import { RunNote } from './run-note.js';

export interface MapJobOptions {
  readonly variant: string;
  readonly frontier: Omit<FrontierOptions<ScenarioBase>, 'base' | 'onRun'>;
}

export default function work(job: SoloJob<MapJobOptions>): Promise<SoloAnswer<FrontierMap>> {
  const cells = new Int32Array(job.cells);
  const { variant, frontier: options } = job.options;
  return solo(cells, async (stopUnless) => {
    const note = new RunNote(job.note);
    const study = timed(await notedStudy(job.study, note), realTime(job.runSeconds));
    return await outsideMicrotasks(() => {
      // A gate may hang before its first run is noted.
      note.at(`gate of ${variant}`);
      passGate(study, variant);
      return frontier(study, variant, {
        ...options,
        onRun: (runs) => {
          stopUnless();
          Atomics.store(cells, SOLO_CELL.done, runs);
        },
      });
    });
  });
}
