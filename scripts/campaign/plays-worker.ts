/**
 * Plays given scenarios in a worker thread: the gates of variants, entries of a corpus, a study's
 * canary. The main thread ends it when a model does not return.
 */
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { searchCanary } from '../../properties/campaign/canary.js';
import type { Canary } from '../../properties/campaign/canary.js';
import { passGate } from '../../properties/campaign/gate.js';
import { reproduce } from '../../properties/campaign/reproduce.js';
import type { CorpusEntry } from '../../properties/corpus/entry.js';
import { onPresent } from '../../properties/corpus/identity.js';
import { checkedScenario } from '../../properties/corpus/scenario-file.js';
import { explain } from '../../properties/explain/explain.js';
import { storyOf } from '../../properties/explain/story.js';
import type { Story } from '../../properties/explain/story-types.js';
import { kindsIn } from '../../properties/oracle/verdict.js';
import type { VerdictKind } from '../../properties/oracle/verdict.js';
import type { PropertyName } from '../../properties/study/contract.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { timed } from '../../properties/study/guarded.js';
import { notedStudy } from './explore-worker.js';
import { solo } from './one-thread.js';
import type { SoloAnswer, SoloJob } from './one-thread.js';
import { realTime } from './real-time.js';
import { RunNote } from './run-note.js';

export interface StoredEntry {
  readonly path: string;
  readonly entry: CorpusEntry;
}

/** An entry of a corpus that was run again. */
export interface Replayed {
  readonly path: string;
  readonly study: string;
  readonly variant: string;
  readonly verdict: VerdictKind;
  readonly violated: readonly PropertyName[];
  readonly hash: string;
  /** True if the run still has the saved hash. */
  readonly same: boolean;
  /** Stories of its losses, of a study that can name the line of a program. */
  readonly stories?: readonly Story[];
}

export interface PlaysJobOptions {
  /** Variants whose gates are passed first. */
  readonly gates?: readonly string[];
  readonly entries?: readonly StoredEntry[];
  /** Seed of the search for the defect of the study's canary. */
  readonly canary?: number;
}

export interface Plays {
  readonly replayed: readonly Replayed[];
  readonly canary: Canary | undefined;
}

function replay(study: AnyStudy, { path, entry }: StoredEntry): Replayed {
  const scenario = onPresent(study, checkedScenario(study, entry.scenario, path));
  passGate(study, scenario.variant);
  const { result } = reproduce(study, scenario);
  const { hash } = result.summary;
  const kinds = study.decidingLine === undefined ? [] : kindsIn(result.violations);
  const stories = kinds.map((violation) =>
    storyOf(study, scenario, explain(study, scenario, violation)),
  );
  return {
    path,
    study: study.name,
    variant: scenario.variant,
    verdict: result.verdict,
    violated: [...new Set(result.violations.map((violation) => violation.property))],
    hash,
    same: hash === entry.hash,
    ...(stories.length === 0 ? {} : { stories }),
  };
}

export default function work(job: SoloJob<PlaysJobOptions>): Promise<SoloAnswer<Plays>> {
  const { gates = [], entries = [], canary } = job.options;
  return solo(new Int32Array(job.cells), async () => {
    const note = new RunNote(job.note);
    const study = timed(await notedStudy(job.study, note), realTime(job.runSeconds));
    return await outsideMicrotasks(() => {
      for (const variant of gates) {
        // A function of the study may hang before its first run is noted.
        note.at(`gate of ${variant}`);
        passGate(study, variant);
      }
      const replayed = entries.map((entry) => {
        note.at(entry.path);
        return replay(study, entry);
      });
      if (canary === undefined) return { replayed, canary };
      note.at(`variant ${study.canary ?? ''}`);
      return { replayed, canary: searchCanary(study, canary) };
    });
  });
}
