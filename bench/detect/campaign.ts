/**
 * Runs all trials on worker threads, methods in turn, so that other load on the machine slows all
 * methods equally. Each result is appended to a file at once: an interrupted campaign continues
 * from there.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inThreads } from '../../scripts/campaign/threads.js';
import { spacesOf } from './subjects.js';
import type { Subject } from './subjects.js';
import { METHODS } from './trial.js';
import type { Limits, Method, Trial, TrialJob } from './trial.js';

export interface Sizes {
  readonly seeds: number;
  /**
   * Number of seeds, counted from the first, whose findings are shrunk and checked for minimality.
   */
  readonly shrunk: number;
  readonly limits: Readonly<Record<Method, Limits>>;
}

/**
 * Limits of a full measurement. The methods that must find each defect within ten seconds get ten;
 * the baseline needs no such limit.
 */
export const FULL: Sizes = {
  seeds: 30,
  shrunk: 3,
  limits: {
    ours: { runsMax: 20_000, secondsMax: 10 },
    plain: { runsMax: 20_000, secondsMax: 4 },
    guided: { runsMax: 20_000, secondsMax: 10 },
  },
};

export const QUICK: Sizes = {
  seeds: 2,
  shrunk: 1,
  limits: {
    ours: { runsMax: 300, secondsMax: 1 },
    plain: { runsMax: 300, secondsMax: 1 },
    guided: { runsMax: 300, secondsMax: 1 },
  },
};

/**
 * Sorted by seed first, so that an interrupted campaign has measured every defect with equally many
 * seeds.
 */
export function jobsOf(subjects: readonly Subject[], sizes: Sizes): readonly TrialJob[] {
  const jobs: TrialJob[] = [];
  for (let seed = 1; seed <= sizes.seeds; seed += 1)
    for (const subject of subjects)
      for (const defect of subject.defects)
        for (const method of METHODS)
          jobs.push({
            study: subject.study,
            correct: subject.correct,
            defect,
            spaces: spacesOf(subject, defect),
            method,
            seed,
            shrinks: seed <= sizes.shrunk,
            ...sizes.limits[method],
          });
  return jobs;
}

const keyOf = ({
  study,
  defect,
  method,
  seed,
}: Omit<Trial, 'found' | 'runs' | 'seconds'>): string =>
  `${study} ${defect} ${method} ${String(seed)}`;

/** Reads a file of results; a last line that was cut short is left out. */
function resultsIn(path: string): readonly Trial[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Trial);
}

export interface Campaign {
  readonly trials: readonly Trial[];
  readonly interrupted: boolean;
}

export interface CampaignOptions {
  /** Earlier results are read from this file, and each new one is appended. */
  readonly results?: string | undefined;
  readonly threads?: number | undefined;
  readonly onTrial?: (done: number, all: number) => void;
  /** Calls back when the user asks to stop. */
  readonly onInterrupt?: (stop: () => void) => void;
}

export async function campaign(
  jobs: readonly TrialJob[],
  { results, threads, onTrial, onInterrupt }: CampaignOptions,
): Promise<Campaign> {
  const known = new Map<string, Trial>();
  if (results !== undefined) {
    mkdirSync(dirname(results), { recursive: true });
    for (const trial of resultsIn(results)) known.set(keyOf(trial), trial);
  }
  const trials: Trial[] = [];
  const left: TrialJob[] = [];
  for (const job of jobs) {
    const trial = known.get(keyOf(job));
    if (trial === undefined) left.push(job);
    else trials.push(trial);
  }
  let interrupted = false;
  onInterrupt?.(() => {
    interrupted = true;
  });
  await inThreads<TrialJob, Trial>(new URL('./trial.js', import.meta.url), left, {
    threads,
    isStopped: () => interrupted,
    onAnswer: (trial) => {
      trials.push(trial);
      if (results !== undefined) appendFileSync(results, `${JSON.stringify(trial)}\n`);
      onTrial?.(trials.length, jobs.length);
    },
  });
  return { trials, interrupted };
}
