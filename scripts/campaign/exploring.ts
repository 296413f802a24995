/**
 * Explorations on all cores, each in a worker thread. The main thread shows progress and hears
 * Ctrl-C: what was found until then is still shrunk and returned.
 */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { count } from '../../reports/text/numbers.js';
import { SkewproofError } from '../../sim/model/errors.js';
import type { Exploration } from '../../properties/campaign/explore.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { progressOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { CELL } from './explore-worker.js';
import type { ExploreAnswer, ExploreJob } from './explore-worker.js';

export interface Search {
  readonly study: string;
  readonly variant: string;
  readonly space: string;
  readonly seed: number;
  /** Absent: as many as `seconds` allow, or the default where there are none. */
  readonly runs?: number;
  readonly seconds?: number;
  readonly guided?: boolean;
}

export interface Searched {
  /** In the order of the searches. */
  readonly explorations: readonly Exploration<ScenarioBase>[];
  readonly interrupted: boolean;
}

export const DEFAULT_RUNS = 1_000;
const RUNS_MAX = 1_000_000_000;
const SECONDS_MAX = 1_000_000_000;
const LOOK_EVERY_MS = 200;

const jobOf = (search: Search): ExploreJob => ({
  study: search.study,
  variant: search.variant,
  space: search.space,
  seed: search.seed,
  // Who gives only a time wants all of it.
  runs: search.runs ?? (search.seconds === undefined ? DEFAULT_RUNS : RUNS_MAX),
  seconds: search.seconds ?? SECONDS_MAX,
  guided: search.guided === true,
  shared: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * Object.keys(CELL).length),
});

const cell = (job: ExploreJob, which: number): number =>
  Atomics.load(new Int32Array(job.shared), which);

const kinds = (number: number): string =>
  number === 0 ? 'no failure' : `${String(number)} ${number === 1 ? 'kind' : 'kinds'} of failure`;

/** How an exploration ended, in one line. */
export const endedAs = ({ verdict, findings, statistics }: Exploration<ScenarioBase>): string =>
  `${count(statistics.runs)} runs, ${verdict}, ${kinds(findings.length)}`;

/** Starts a display of how far the jobs are; the result ends it. */
function watch(jobs: readonly ExploreJob[], title: string, output: Output): () => void {
  const sum = (which: number): number => jobs.reduce((all, job) => all + cell(job, which), 0);
  const wanted = jobs.reduce((all, job) => all + job.runs, 0);
  const started = performance.now();
  const limitS = (jobs[0]?.seconds ?? 0) * Math.ceil(jobs.length / availableParallelism());
  const timed = wanted >= RUNS_MAX;
  const progress = progressOf(output, title, timed ? limitS : wanted);
  const timer = setInterval(() => {
    const found = kinds(sum(CELL.findings));
    if (timed)
      progress.update(
        Math.min(limitS, Math.round((performance.now() - started) / 1_000)),
        `s, ${count(sum(CELL.done))} runs, ${found}`,
      );
    else progress.update(sum(CELL.done), found);
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    progress.end();
  };
}

function explorationOf(answer: ExploreAnswer): Exploration<ScenarioBase> {
  if ('exploration' in answer) return answer.exploration;
  const { code, ...parts } = answer.failure;
  throw new SkewproofError(code, parts);
}

/** What was cut short has not passed, whatever it had found by then. */
function cutShort(exploration: Exploration<ScenarioBase>): Exploration<ScenarioBase> {
  if (exploration.verdict !== 'pass' && exploration.verdict !== 'vacuous') return exploration;
  const reason = `interrupted after ${count(exploration.statistics.runs)} runs`;
  return { ...exploration, verdict: 'out-of-budget', reason };
}

/** @throws SkewproofError as `explore` does. */
export async function exploreAll(searches: readonly Search[], output: Output): Promise<Searched> {
  const jobs = searches.map(jobOf);
  const [first] = searches;
  const pool = new Piscina<ExploreJob, ExploreAnswer>({
    filename: new URL('./explore-worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: Math.min(searches.length, availableParallelism()),
  });
  const title =
    searches.length === 1
      ? `${first?.study ?? ''}/${first?.variant ?? ''}`
      : `${first?.study ?? ''}, ${String(searches.length)} variants`;
  let interrupted = false;
  const heard = output.host.onInterrupt(() => {
    interrupted = true;
    for (const job of jobs) Atomics.store(new Int32Array(job.shared), CELL.stop, 1);
    output.note('\nStopping; what was found is being shrunk. Ctrl-C again ends this at once.');
  });
  const ended = watch(jobs, title, output);
  try {
    const explorations = await Promise.all(
      jobs.map(async (job) => {
        const exploration = explorationOf(await pool.run(job));
        if (!output.interactive)
          output.note(`${job.study}/${job.variant}: ${endedAs(exploration)}`);
        return interrupted ? cutShort(exploration) : exploration;
      }),
    );
    return { explorations, interrupted };
  } finally {
    ended();
    heard();
    await pool.destroy();
  }
}
