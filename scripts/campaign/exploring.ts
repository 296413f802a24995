/**
 * Explorations on all cores, each in a worker thread. The main thread shows progress and listens
 * for Ctrl-C: findings made by then are still shrunk and returned.
 */
import { count } from '../../reports/text/numbers.js';
import type { Exploration } from '../../properties/campaign/finding.js';
import { statisticsOf } from '../../properties/campaign/outcome.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { SkewproofError } from '../../sim/model/errors.js';
import { progressOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { CELL } from './explore-worker.js';
import type { ExploreAnswer, ExploreJob } from './explore-worker.js';
import { cell, inTurn, isTimed, outcomeOf, RUNS_MAX } from './searching.js';
import { runSearch, searchingsOf, stop } from './searching.js';
import type { Pool, Search, Searching } from './searching.js';
import { completed, endedAs, kindsWords } from './shrinking.js';
import { TimeBudget } from './time-budget.js';
import { withThreads } from './threads.js';

export interface Searched {
  /** In the order of the searches. */
  readonly explorations: readonly Exploration<ScenarioBase>[];
  readonly interrupted: boolean;
  /** Indexes of the searches that the `bail` of another one ended. */
  readonly unfinished: ReadonlySet<number>;
  /** Names a run that never returned: the command's error, once all findings are printed. */
  readonly lost: SkewproofError | undefined;
}

export interface SearchLimits {
  /** Limit of threads. */
  readonly threads?: number | undefined;
  /** Time for all searches together, s. */
  readonly secondsInAll?: number | undefined;
}

/** Searches of one command, with their threads, their display and the wish to stop. */
export interface Session {
  readonly all: readonly Searching[];
  readonly pool: Pool;
  readonly isInterrupted: () => boolean;
}

const LOOK_EVERY_MS = 200;

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
    const found = kindsWords(sum(foundBy));
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

const titleOf = (searches: readonly Search[]): string => {
  const [first] = searches;
  return searches.length === 1
    ? `${first?.study.name ?? ''}/${first?.variant ?? ''}`
    : `${first?.study.name ?? ''}, ${String(searches.length)} variants`;
};

/** Opens threads for some searches while `use` works on them, and listens for Ctrl-C. */
export async function inSession<Result>(
  searches: readonly Search[],
  { threads, secondsInAll }: SearchLimits,
  output: Output,
  use: (session: Session) => Promise<Result>,
): Promise<Result> {
  const all = searchingsOf(searches);
  let interrupted = false;
  const heard = output.host.onInterrupt(() => {
    interrupted = true;
    all.forEach(stop);
    output.note('\nStopping; what was found is being shrunk. Ctrl-C again ends this at once.');
  });
  const limitS = secondsInAll ?? searches.reduce((sum, { seconds = 0 }) => sum + seconds, 0);
  const ended = watch(all, titleOf(searches), limitS, output);
  const worker = new URL('./explore-worker.js', import.meta.url);
  try {
    return await withThreads<ExploreJob, ExploreAnswer, Result>(
      worker,
      { threads, inOwnThread: output.host.inOwnThread },
      async (pool) => {
        try {
          return await use({ all, pool, isInterrupted: () => interrupted });
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

/** Makes the runs of all searches: at the same time, or one after another if they have a time limit. */
export async function runSearches(
  { all, pool, isInterrupted }: Session,
  budget?: TimeBudget,
  onEnd: (searching: Searching) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const one = async (searching: Searching): Promise<void> => {
    if (budget !== undefined) searching.seconds = budget.nextS;
    const started = performance.now();
    await runSearch(pool, searching, isInterrupted);
    budget?.spend((performance.now() - started) / 1_000);
    await onEnd(searching);
  };
  if (isTimed(all.map(({ search }) => search))) await inTurn(all, one);
  else await Promise.all(all.map(one));
}

/** Indexes of the searches that another one's finding ended before their last run. */
export const unfinishedOf = (
  bailed: number | undefined,
  runs: readonly { readonly made: number; readonly wanted: number }[],
): ReadonlySet<number> =>
  new Set(
    runs.flatMap(({ made, wanted }, place) =>
      bailed !== undefined && place !== bailed && made < wanted ? [place] : [],
    ),
  );

/** @throws SkewproofError as `explore` does. */
export async function exploreAll(
  given: readonly Search[],
  output: Output,
  limits: SearchLimits = {},
): Promise<Searched> {
  const { secondsInAll } = limits;
  const budget =
    secondsInAll === undefined ? undefined : new TimeBudget(secondsInAll, given.length);
  const searches =
    budget === undefined ? given : given.map((search) => ({ ...search, seconds: budget.nextS }));
  return await inSession(searches, limits, output, async (session) => {
    const { all, pool, isInterrupted } = session;
    const explorations: Exploration<ScenarioBase>[] = [];
    const complete = async (searching: Searching): Promise<void> => {
      const { study, variant } = searching.search;
      const exploration = await completed(pool, searching, outcomeOf(searching), isInterrupted);
      explorations[searching.place] = exploration;
      if (!output.interactive) output.note(`${study.name}/${variant}: ${endedAs(exploration)}`);
    };
    // A finding that ends all searches decides which runs of each of them count.
    const waits = searches.some(({ bail }) => bail !== undefined);
    await runSearches(session, budget, waits ? undefined : complete);
    if (waits) await Promise.all(all.map(complete));
    const runs = all.map((searching) => ({
      made: statisticsOf(outcomeOf(searching)).runs,
      wanted: searching.runs,
    }));
    return {
      explorations,
      interrupted: isInterrupted(),
      unfinished: unfinishedOf(all[0]?.bail.campaign, runs),
      lost: all.find(({ lost }) => lost !== undefined)?.lost,
    };
  });
}
