/**
 * Explorations on all cores, each in a worker thread. The main thread shows progress and listens
 * for Ctrl-C: findings made by then are still shrunk and returned.
 */
import { count } from '../../reports/text/numbers.js';
import { explorationOf, unshrunk } from '../../properties/campaign/explore.js';
import type { Exploration, Finding } from '../../properties/campaign/finding.js';
import { merge } from '../../properties/campaign/outcome.js';
import type { Outcome } from '../../properties/campaign/outcome.js';
import { CHUNK_RUNS } from '../../properties/campaign/sampling.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { PropertyName, ScenarioBase } from '../../properties/study/contract.js';
import { progressOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import type { StudyRef } from '../config/study-ref.js';
import { breaksOther, CELL, thrown } from './explore-worker.js';
import type { ExploreAnswer, ExploreJob, ShareJob, ShrinkJob } from './explore-worker.js';
import { failedRun, isOfRun, lostRun } from './lost-run.js';
import { DEFAULT_RUN_SECONDS, stalledMs } from './real-time.js';
import { newNote, RunNote } from './run-note.js';
import { timeLimit, TimeBudget } from './time-budget.js';
import { withThreads } from './threads.js';
import type { Threads, Watchdog } from './threads.js';
import type { SkewproofError } from '../../sim/model/errors.js';

export interface Search {
  readonly study: AnyStudy;
  /** Reference by which a thread loads the study. */
  readonly ref: StudyRef;
  /** The option by which a later command finds the study; empty if it needs none. */
  readonly reproduceOptions: string;
  readonly variant: string;
  readonly space: string;
  readonly seed: number;
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
  /** End all searches at the first finding that breaks another property than these. */
  readonly bail?: readonly PropertyName[];
}

export interface Searched {
  /** In the order of the searches. */
  readonly explorations: readonly Exploration<ScenarioBase>[];
  readonly interrupted: boolean;
  /** Indexes of the searches that the `bail` of another one ended. */
  readonly unfinished: ReadonlySet<number>;
  /** Names a run that never returned: the command's error, once all findings are printed. */
  readonly lost: SkewproofError | undefined;
}

export const DEFAULT_RUNS = 1_000;
const RUNS_MAX = 1_000_000_000;
const LOOK_EVERY_MS = 200;
/** Runs of a share: they keep one core busy for a moment, so that the last shares end together. */
const SHARE_RUNS = CHUNK_RUNS;

/** A search in progress: the runs that are not yet assigned, and the outcomes of its shares. */
interface Searching {
  readonly search: Search;
  readonly runs: number;
  readonly cells: SharedArrayBuffer;
  readonly outcomes: Outcome<ScenarioBase>[];
  readonly fingerprints: Set<string>;
  givenUp: number | undefined;
  /** First run of the first share that `bail` ended: no later run counts. */
  bailedFrom: number;
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

const searchingOf = (search: Search): Searching => ({
  search,
  // With a time limit alone, the search uses all of the time.
  runs: search.runs ?? (search.seconds === undefined ? DEFAULT_RUNS : RUNS_MAX),
  cells: newCells(),
  outcomes: [],
  fingerprints: new Set(),
  givenUp: undefined,
  bailedFrom: Infinity,
  lost: undefined,
  before: undefined,
  notes: [],
  seconds: search.seconds,
});

const runSecondsOf = ({ search }: Searching): number => search.runSeconds ?? DEFAULT_RUN_SECONDS;

/** The parts of a job by which it is watched. */
const watchable = (searching: Searching): Pick<ExploreJob, 'note' | 'runSeconds'> => ({
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

const watchdogOf = (searching: Searching): Watchdog<ExploreJob, ExploreAnswer> => ({
  changesOf: ({ note }) => new RunNote(note).changes,
  stalledMs: stalledMs(runSecondsOf(searching)),
  lost: (job, how) => {
    const { study, reproduceOptions } = searching.search;
    lose(searching, job, lostRun(study, job, how, reproduceOptions));
    return { kind: 'lost', how };
  },
});

const cell = ({ cells }: Searching, which: number): number =>
  Atomics.load(new Int32Array(cells), which);

const stop = ({ cells }: Searching): void => {
  Atomics.store(new Int32Array(cells), CELL.stop, 1);
};

/**
 * The shares of a search, in order. A guided search is one share: each run depends on those before
 * it.
 */
function* sharesOf(searching: Searching): Iterable<ShareJob> {
  const { study, ref, variant, space, seed, bail, guided = false } = searching.search;
  const runs = guided ? searching.runs : SHARE_RUNS;
  for (let from = 0; from < searching.runs; from += runs) {
    if (cell(searching, CELL.stop) !== 0) return;
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
        runs: Math.min(runs, searching.runs - from),
      },
      guided,
      shared: searching.cells,
      ...watchable(searching),
    };
  }
}

const kinds = (number: number): string =>
  number === 0 ? 'no failure' : `${String(number)} ${number === 1 ? 'kind' : 'kinds'} of failure`;

/** The end of an exploration, in one line. */
export const endedAs = ({ verdict, findings, statistics }: Exploration<ScenarioBase>): string =>
  `${count(statistics.runs)} runs, ${verdict}, ${kinds(findings.length)}`;

const isBailed = ({ bailedFrom }: Searching): boolean => bailedFrom < Infinity;

const foundBy = (searching: Searching): number =>
  Math.max(searching.fingerprints.size, cell(searching, CELL.findings));

/** Starts a display of the progress of all searches; the result ends it. */
function watch(
  searches: readonly Searching[],
  title: string,
  limitS: number,
  output: Output,
): () => void {
  const sum = (of: (searching: Searching) => number): number =>
    searches.reduce((all, searching) => all + of(searching), 0);
  const wanted = sum(({ runs }) => runs);
  const started = performance.now();
  const timed = wanted >= RUNS_MAX;
  const progress = progressOf(output, title, timed ? limitS : wanted);
  const timer = setInterval(() => {
    const found = kinds(sum(foundBy));
    const done = sum((searching) => cell(searching, CELL.done));
    if (timed)
      progress.update(
        Math.min(limitS, Math.round((performance.now() - started) / 1_000)),
        `s, ${count(done)} runs, ${found}`,
      );
    else progress.update(done, found);
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    progress.end();
  };
}

/** A search that ended early has not passed, whatever it had found. */
function cutShort(
  exploration: Exploration<ScenarioBase>,
  by = 'interrupted',
): Exploration<ScenarioBase> {
  if (exploration.verdict !== 'pass' && exploration.verdict !== 'vacuous') return exploration;
  const reason = `${by} after ${count(exploration.statistics.runs)} runs`;
  return { ...exploration, verdict: 'out-of-budget', reason };
}

type Pool = Threads<ExploreJob, ExploreAnswer>;

/** Shrinks each finding once, on all threads. */
async function shrunkFindings(
  pool: Pool,
  searching: Searching,
  outcome: Outcome<ScenarioBase>,
): Promise<readonly Finding<ScenarioBase>[]> {
  const { search } = searching;
  const findings: Finding<ScenarioBase>[] = [];
  const jobs = outcome.findings.map((found): ShrinkJob => ({
    kind: 'shrink',
    study: search.ref,
    found,
    ...watchable(searching),
    options: {
      diagnose: search.diagnose ?? true,
      ...(search.shrinkRuns === undefined ? {} : { shrinkRunsMax: search.shrinkRuns }),
    },
  }));
  const answers = await pool.each(jobs, { watchdog: watchdogOf(searching) });
  for (const [place, answer] of answers.entries()) {
    if (answer.kind === 'failure') thrown(answer.failure);
    const found = jobs[place]?.found;
    if (answer.kind === 'shrink') findings.push(answer.finding);
    // A finding outlives the shrinking of it.
    else if (found !== undefined) findings.push(unshrunk(found));
  }
  return findings;
}

/** Runs the shares of one search on all threads, and shrinks each finding once. */
async function searched(
  pool: Pool,
  searching: Searching,
  isInterrupted: () => boolean,
  onSearched: (seconds: number) => void,
): Promise<Exploration<ScenarioBase>> {
  const { search, fingerprints } = searching;
  const { study, bail } = search;
  const endLimit = timeLimit(
    searching.seconds,
    () => cell(searching, CELL.done) > 0,
    () => {
      stop(searching);
    },
  );
  const isStopped = (): boolean =>
    cell(searching, CELL.stop) !== 0 || searching.bailedFrom < Infinity;
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
      searching.bailedFrom = Math.min(searching.bailedFrom, job.share.from);
    searching.givenUp = givenUp;
    for (const { fingerprint } of outcome.findings) fingerprints.add(fingerprint);
  };
  const watchdog = watchdogOf(searching);
  const started = performance.now();
  try {
    await pool.each(sharesOf(searching), { onAnswer, isStopped, watchdog });
    if (searching.before !== undefined && !isInterrupted())
      await pool.each([searching.before], { onAnswer, watchdog });
  } finally {
    endLimit();
    onSearched((performance.now() - started) / 1_000);
  }
  // Shares begin in order: all that come before that one have ended.
  const outcomes = searching.outcomes.filter(
    ({ ranges }) => (ranges[0]?.from ?? 0) <= searching.bailedFrom,
  );
  const outcome = outcomes.length === 0 ? nothingOf(search) : merge(outcomes);
  const findings = await shrunkFindings(pool, searching, outcome);
  const { givenUp } = searching;
  const exploration = {
    ...explorationOf(study, search, outcome, findings),
    ...(givenUp === undefined ? {} : { givenUp }),
  };
  if (searching.lost !== undefined) return cutShort(exploration, 'ended by a run without a result');
  return isInterrupted() ? cutShort(exploration) : exploration;
}

/** Runs the searches one after another: a search with a time limit has all threads for it. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  one: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await one(item));
  return results;
}

/** Outcome of a search that was stopped before its first share began. */
const nothingOf = ({ study, variant }: Search): Outcome<ScenarioBase> => ({
  campaign: `${study.name}/${variant}`,
  ranges: [],
  verdicts: [],
  findings: [],
  copies: 'unknown',
});

interface All {
  /** Limit of threads. */
  readonly threads?: number | undefined;
  /** Time for all searches together, s. */
  readonly secondsInAll?: number | undefined;
}

/** @throws SkewproofError as `explore` does. */
export async function exploreAll(
  searches: readonly Search[],
  output: Output,
  { threads, secondsInAll }: All = {},
): Promise<Searched> {
  const budget =
    secondsInAll === undefined ? undefined : new TimeBudget(secondsInAll, searches.length);
  const all = searches.map((search) =>
    searchingOf(budget === undefined ? search : { ...search, seconds: budget.nextS }),
  );
  const [first] = searches;
  const title =
    searches.length === 1
      ? `${first?.study.name ?? ''}/${first?.variant ?? ''}`
      : `${first?.study.name ?? ''}, ${String(searches.length)} variants`;
  let interrupted = false;
  const unfinished = new Set<number>();
  const heard = output.host.onInterrupt(() => {
    interrupted = true;
    all.forEach(stop);
    output.note('\nStopping; what was found is being shrunk. Ctrl-C again ends this at once.');
  });
  const limitS = secondsInAll ?? searches.reduce((sum, { seconds = 0 }) => sum + seconds, 0);
  const ended = watch(all, title, limitS, output);
  const worker = new URL('./explore-worker.js', import.meta.url);
  try {
    return await withThreads<ExploreJob, ExploreAnswer, Searched>(
      worker,
      { threads, inOwnThread: output.host.inOwnThread },
      async (pool) => {
        const one = async (searching: Searching): Promise<Exploration<ScenarioBase>> => {
          const { study, variant } = searching.search;
          if (budget !== undefined) searching.seconds = budget.nextS;
          const exploration = await searched(
            pool,
            searching,
            () => interrupted,
            (seconds) => {
              budget?.spend(seconds);
            },
          );
          if (isBailed(searching)) all.forEach(stop);
          else if (all.some(isBailed) && exploration.statistics.runs < searching.runs)
            unfinished.add(all.indexOf(searching));
          if (!output.interactive) output.note(`${study.name}/${variant}: ${endedAs(exploration)}`);
          return exploration;
        };
        const timed = all.some(({ seconds }) => seconds !== undefined);
        try {
          const explorations = timed ? await inTurn(all, one) : await Promise.all(all.map(one));
          const lost = all.find((searching) => searching.lost !== undefined)?.lost;
          return { explorations, interrupted, unfinished, lost };
        } finally {
          // Before the threads are ended: that takes a moment, and is no progress.
          ended();
        }
      },
    );
  } finally {
    heard();
  }
}
