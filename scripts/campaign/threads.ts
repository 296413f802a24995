/** The one thread pool: jobs on all cores, begun in order, one on each thread at a time. */
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Piscina } from 'piscina';

export interface ThreadOptions {
  /** Default: the number of the machine's cores. */
  readonly threads?: number | undefined;
  /**
   * Runs every job in the calling thread, one after another, without a watchdog. Code that V8 has
   * compiled for one campaign then serves the next; a new thread spends seconds on it again.
   */
  readonly inOwnThread?: boolean | undefined;
}

/** Ends a thread whose job does not get on: code in an endless loop receives no message. */
export interface Watchdog<Job, Answer> {
  /** Differs whenever the job has got on since. */
  readonly changesOf: (job: Job) => number;
  /** Real time without a change after which the thread is ended, ms. */
  readonly stalledMs: number;
  /** The answer in place of the job's own. `how`: it did not get on, or its threads ended each time. */
  readonly lost: (job: Job, how: LostBy) => Answer;
  /**
   * Threads that a job may use up, by running out of memory or by ending them. Default 2: jobs before
   * it may have filled the first, and a thread may end for a reason of its own.
   */
  readonly threadsMax?: number;
}

export type LostBy = 'stalled' | 'out-of-memory' | 'exited';

export interface EachOptions<Job, Answer> {
  readonly watchdog?: Watchdog<Job, Answer> | undefined;
  /** Called with each answer as it arrives. */
  readonly onAnswer?: (answer: Answer, job: Job) => void;
  /** Once this returns true no job is begun; running jobs end normally. */
  readonly isStopped?: () => boolean;
}

export interface Threads<Job, Answer> {
  /**
   * The answers of the jobs that were begun, in the order of the jobs. Jobs are taken one by one,
   * so their list may be endless.
   * @throws what a job throws
   */
  each(jobs: Iterable<Job>, options?: EachOptions<Job, Answer>): Promise<readonly Answer[]>;
}

/** Milliseconds between two looks at a job. */
const LOOK_EVERY_MS = 100;

/**
 * Runs a job, and ends it when it stalls; undefined: it did. Looks are counted, not time: a process
 * that was halted, or a machine that slept, has not stalled.
 */
async function unlessStalled<Job, Answer>(
  pool: Piscina<Job, Answer>,
  job: Job,
  { changesOf, stalledMs }: Watchdog<Job, Answer>,
): Promise<Answer | undefined> {
  const end = new AbortController();
  const start = changesOf(job);
  let before = start;
  let looks = 0;
  const timer = setInterval(() => {
    const changes = changesOf(job);
    // Before its first change a thread loads modules, however long that takes.
    looks = changes === before && changes !== start ? looks + 1 : 0;
    before = changes;
    if (looks * LOOK_EVERY_MS >= stalledMs) end.abort();
  }, LOOK_EVERY_MS);
  try {
    return await pool.run(job, { signal: end.signal });
  } catch (error) {
    if (end.signal.aborted) return undefined;
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Why a thread is gone that nothing here has ended; undefined: it is there, and the job threw. */
function endOf(error: unknown): LostBy | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'out-of-memory';
  // The pool has no code for it.
  return error.message.startsWith('worker exited with code') ? 'exited' : undefined;
}

/** A thread that is gone is replaced, and its job run again, as often as the watchdog allows. */
async function watched<Job, Answer>(
  pool: Piscina<Job, Answer>,
  job: Job,
  watchdog: Watchdog<Job, Answer>,
): Promise<Answer> {
  let how: LostBy = 'out-of-memory';
  for (let thread = 1; thread <= (watchdog.threadsMax ?? 2); thread += 1)
    try {
      return (await unlessStalled(pool, job, watchdog)) ?? watchdog.lost(job, 'stalled');
    } catch (error) {
      const end = endOf(error);
      if (end === undefined) throw error;
      how = end;
    }
  return watchdog.lost(job, how);
}

/** Runs jobs, at most `threads` of them at a time. */
interface Runner<Job, Answer> {
  readonly threads: number;
  run(job: Job, watchdog: Watchdog<Job, Answer> | undefined): Promise<Answer>;
  end(): Promise<void>;
}

async function ownThread<Job, Answer>(worker: URL): Promise<Runner<Job, Answer>> {
  const { default: work } = (await import(worker.href)) as {
    readonly default: (job: Job) => Answer | Promise<Answer>;
  };
  return {
    threads: 1,
    run: async (job) => {
      // Timers and signals have their turn between two jobs.
      await setImmediate();
      return work(job);
    },
    end: () => Promise.resolve(),
  };
}

function poolOf<Job, Answer>(worker: URL, threads: number): Runner<Job, Answer> {
  const pool = new Piscina<Job, Answer>({
    filename: worker.href,
    minThreads: 1,
    maxThreads: threads,
  });
  return {
    threads,
    run: (job, watchdog) => (watchdog === undefined ? pool.run(job) : watched(pool, job, watchdog)),
    end: () => pool.destroy(),
  };
}

/**
 * Opens a pool for the duration of `use`.
 * @param worker a module whose default export takes a job and returns its answer
 */
export async function withThreads<Job, Answer, Result>(
  worker: URL,
  { threads = availableParallelism(), inOwnThread = false }: ThreadOptions,
  use: (threads: Threads<Job, Answer>) => Promise<Result>,
): Promise<Result> {
  const runner = inOwnThread
    ? await ownThread<Job, Answer>(worker)
    : poolOf<Job, Answer>(worker, threads);
  try {
    return await use({
      each: async (jobs, { onAnswer, isStopped, watchdog } = {}) => {
        const answers: Answer[] = [];
        let places = 0;
        const iterator = jobs[Symbol.iterator]();
        const work = async (): Promise<void> => {
          while (isStopped?.() !== true) {
            const next = iterator.next();
            if (next.done === true) return;
            const place = places;
            places += 1;
            const answer = await runner.run(next.value, watchdog);
            answers[place] = answer;
            onAnswer?.(answer, next.value);
          }
        };
        await Promise.all(Array.from({ length: runner.threads }, work));
        return answers;
      },
    });
  } finally {
    await runner.end();
  }
}

/** One round of jobs in a pool of its own. */
export const inThreads = <Job, Answer>(
  worker: URL,
  jobs: readonly Job[],
  { threads, inOwnThread, ...options }: ThreadOptions & EachOptions<Job, Answer> = {},
): Promise<readonly Answer[]> =>
  withThreads<Job, Answer, readonly Answer[]>(worker, { threads, inOwnThread }, (pool) =>
    pool.each(jobs, options),
  );
