/** The runs of searches on all cores: their shares in order, and what becomes of a lost run. */
import { Bail } from '../../properties/campaign/bail.js';
import type { Found } from '../../properties/campaign/findings.js';
import { merge } from '../../properties/campaign/outcome.js';
import type { Outcome } from '../../properties/campaign/outcome.js';
import { campaignName } from '../../properties/campaign/run-share.js';
import { CHUNK_RUNS } from '../../properties/campaign/sampling.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { PropertyName, ScenarioBase } from '../../properties/study/contract.js';
import type { SkewproofError } from '../../sim/model/errors.js';
import type { StudyRef } from '../config/study-ref.js';
import { breaksOther, CELL, thrown } from './explore-worker.js';
import type { ExploreAnswer, ExploreJob, ShareJob } from './explore-worker.js';
import { failedRun, isOfRun, lostRun } from './lost-run.js';
import { DEFAULT_RUN_SECONDS, stalledMs } from './real-time.js';
import { newNote, RunNote } from './run-note.js';
import { timeLimit } from './time-budget.js';
import type { Threads, Watchdog } from './threads.js';

export interface Search {
  readonly study: AnyStudy;
  /** Reference by which a thread loads the study. */
  readonly ref: StudyRef;
  /** The option by which a later command finds the study; empty if it needs none. */
  readonly reproduceOptions: string;
  readonly variant: string;
  readonly space: string;
  readonly seed: number;
  /** Number of the first run. Default 0. */
  readonly from?: number;
  /** Absent: the number that `seconds` allows, or the default if there are no `seconds`. */
  readonly runs?: number;
  readonly seconds?: number;
  readonly guided?: boolean;
  /** Explain findings. Default true. */
  readonly diagnose?: boolean;
  /** Limit of scenarios tried for each finding while shrinking it. */
  readonly shrinkRuns?: number;
  /** Real time that a single run may take, s. Default 30. */
  readonly runSeconds?: number;
  /** Called with the first finding of each kind, before it is shrunk; awaited at the end. */
  readonly onFound?: (found: Found<ScenarioBase>) => Promise<void>;
  /** End all searches at the first finding that breaks another property than these. */
  readonly bail?: readonly PropertyName[];
}

export const DEFAULT_RUNS = 1_000;
export const RUNS_MAX = 1_000_000_000;
/** Runs of a share: they keep one core busy for a moment, so that the last shares end together. */
const SHARE_RUNS = CHUNK_RUNS;

/** A search in progress: the runs that are not yet assigned, and the outcomes of its shares. */
export interface Searching {
  readonly search: Search;
  /** Its place among the searches of a command. */
  readonly place: number;
  /** The first share that ends all of them. */
  readonly bail: Bail;
  readonly from: number;
  readonly runs: number;
  readonly cells: SharedArrayBuffer;
  readonly outcomes: Outcome<ScenarioBase>[];
  readonly fingerprints: Set<string>;
  givenUp: number | undefined;
  lost: SkewproofError | undefined;
  /** The part of a share that was run before its thread was lost. */
  before: ShareJob | undefined;
  /** Notes that no job has at present. */
  readonly notes: SharedArrayBuffer[];
  /** Time for the search itself, s; findings are shrunk after it. */
  seconds: number | undefined;
}

const newCells = (): SharedArrayBuffer =>
  new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * Object.keys(CELL).length);

const searchingOf = (search: Search, place: number, bail: Bail): Searching => ({
  ...{ search, place, bail },
  from: search.from ?? 0,
  // With a time limit alone, the search uses all of the time.
  runs: search.runs ?? (search.seconds === undefined ? DEFAULT_RUNS : RUNS_MAX),
  cells: newCells(),
  outcomes: [],
  fingerprints: new Set(),
  givenUp: undefined,
  lost: undefined,
  before: undefined,
  notes: [],
  seconds: search.seconds,
});

/** Several searches of one command; all end at the first finding that their `bail` names. */
export function searchingsOf(searches: readonly Search[]): readonly Searching[] {
  const bail = new Bail(isTimed(searches));
  return searches.map((search, place) => searchingOf(search, place, bail));
}

/** A search with a time limit has all threads, so that such searches follow one another. */
export const isTimed = (searches: readonly Search[]): boolean =>
  searches.some(({ seconds }) => seconds !== undefined);

const runSecondsOf = ({ search }: Searching): number => search.runSeconds ?? DEFAULT_RUN_SECONDS;

/** The parts of a job by which it is watched. */
export const watchable = (searching: Searching): Pick<ExploreJob, 'note' | 'runSeconds'> => ({
  note: searching.notes.pop() ?? newNote(),
  runSeconds: runSecondsOf(searching),
});

/** The same share up to the run that was lost, to be run once more: its findings went with the thread. */
function runBefore(job: ExploreJob): ShareJob | undefined {
  if (job.kind !== 'share') return undefined;
  const runs = new RunNote(job.note).run - job.share.from;
  if (runs === 0) return undefined;
  return { ...job, share: { ...job.share, runs }, shared: newCells(), note: newNote() };
}

/** Ends a search because of a run that has no result; the first such error is the command's. */
function lose(searching: Searching, job: ExploreJob, error: SkewproofError): void {
  if (searching.lost === undefined) {
    searching.lost = error;
    searching.before = runBefore(job);
  }
  stop(searching);
}

export const watchdogOf = (searching: Searching): Watchdog<ExploreJob, ExploreAnswer> => ({
  changesOf: ({ note }) => new RunNote(note).changes,
  stalledMs: stalledMs(runSecondsOf(searching)),
  lost: (job, how) => {
    const { study, reproduceOptions } = searching.search;
    lose(searching, job, lostRun(study, job, how, reproduceOptions));
    return { kind: 'lost', how };
  },
});

export const cell = ({ cells }: Searching, which: number): number =>
  Atomics.load(new Int32Array(cells), which);

export const stop = ({ cells }: Searching): void => {
  Atomics.store(new Int32Array(cells), CELL.stop, 1);
};

/**
 * The shares of a search, in order. A guided search is one share: each run depends on those before
 * it.
 */
function* sharesOf(searching: Searching): Iterable<ShareJob> {
  const { study, ref, variant, space, seed, bail, guided = false } = searching.search;
  const runs = guided ? searching.runs : SHARE_RUNS;
  const to = searching.from + searching.runs;
  for (let { from } = searching; from < to; from += runs) {
    if (cell(searching, CELL.stop) !== 0 || !searching.bail.admits(from, searching.place)) return;
    yield {
      kind: 'share',
      study: ref,
      bail,
      share: {
        study: study.name,
        variant,
        space,
        seed,
        from,
        runs: Math.min(runs, to - from),
      },
      guided,
      shared: searching.cells,
      ...watchable(searching),
    };
  }
}

export type Pool = Threads<ExploreJob, ExploreAnswer>;

/** Runs the shares of one search on all threads, and keeps their outcomes. */
export async function runSearch(
  pool: Pool,
  searching: Searching,
  isInterrupted: () => boolean,
): Promise<void> {
  const { search, fingerprints, place } = searching;
  const { bail } = search;
  const endLimit = timeLimit(
    searching.seconds,
    () => cell(searching, CELL.done) > 0,
    () => {
      stop(searching);
    },
  );
  const noted: Promise<void>[] = [];
  const onAnswer = (answer: ExploreAnswer, job: ExploreJob): void => {
    if (answer.kind === 'failure') {
      if (!isOfRun(answer.failure)) thrown(answer.failure);
      lose(searching, job, failedRun(search.study, job, answer.failure, search.reproduceOptions));
    }
    // The thread of a lost job may write to its note until it is gone.
    if (answer.kind !== 'lost') searching.notes.push(job.note);
    if (answer.kind !== 'share' || job.kind !== 'share') return;
    const { outcome, givenUp } = answer.ran;
    searching.outcomes.push(outcome);
    if (bail !== undefined && outcome.findings.some((one) => breaksOther(one.fingerprint, bail)))
      searching.bail.note(job.share.from, place);
    searching.givenUp = givenUp;
    for (const found of outcome.findings) {
      if (!fingerprints.has(found.fingerprint) && search.onFound !== undefined)
        noted.push(search.onFound(found));
      fingerprints.add(found.fingerprint);
    }
  };
  const isStopped = (): boolean => cell(searching, CELL.stop) !== 0;
  const watchdog = watchdogOf(searching);
  try {
    await pool.each(sharesOf(searching), { onAnswer, isStopped, watchdog });
    if (searching.before !== undefined && !isInterrupted())
      await pool.each([searching.before], { onAnswer, watchdog });
    await Promise.all(noted);
  } finally {
    endLimit();
  }
}

/** Outcome of the shares that count: all that come before the end of all searches have ended. */
export function outcomeOf({ search, place, bail, outcomes }: Searching): Outcome<ScenarioBase> {
  const counted = outcomes.filter(({ ranges }) => bail.admits(ranges[0]?.from ?? 0, place));
  return counted.length === 0 ? nothingOf(search) : merge(counted);
}

/** Outcome of a search that was stopped before its first share began. */
const nothingOf = ({ study, variant, space, seed }: Search): Outcome<ScenarioBase> => ({
  campaign: campaignName({ study: study.name, variant, space, seed }),
  ranges: [],
  verdicts: [],
  findings: [],
  copies: 'unknown',
});

/** Runs the searches one after another: a search with a time limit has all threads for it. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  one: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await one(item));
  return results;
}
