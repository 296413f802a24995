/** The one thread pool: jobs on all cores, begun in order, one on each thread at a time. */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';

export interface ThreadOptions {
  /** Default: the number of the machine's cores. */
  readonly threads?: number | undefined;
}

export interface EachOptions<Job, Answer> {
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

/**
 * Opens a pool for the duration of `use`.
 * @param worker a module whose default export takes a job and returns its answer
 */
export async function withThreads<Job, Answer, Result>(
  worker: URL,
  { threads = availableParallelism() }: ThreadOptions,
  use: (threads: Threads<Job, Answer>) => Promise<Result>,
): Promise<Result> {
  const pool = new Piscina<Job, Answer>({
    filename: worker.href,
    minThreads: 1,
    maxThreads: threads,
  });
  try {
    return await use({
      each: async (jobs, { onAnswer, isStopped } = {}) => {
        const answers: Answer[] = [];
        let places = 0;
        const iterator = jobs[Symbol.iterator]();
        const work = async (): Promise<void> => {
          while (isStopped?.() !== true) {
            const next = iterator.next();
            if (next.done === true) return;
            const place = places;
            places += 1;
            const answer = await pool.run(next.value);
            answers[place] = answer;
            onAnswer?.(answer, next.value);
          }
        };
        await Promise.all(Array.from({ length: threads }, work));
        return answers;
      },
    });
  } finally {
    await pool.destroy();
  }
}

/** One round of jobs in a pool of its own. */
export const inThreads = <Job, Answer>(
  worker: URL,
  jobs: readonly Job[],
  { threads, ...options }: ThreadOptions & EachOptions<Job, Answer> = {},
): Promise<readonly Answer[]> =>
  withThreads<Job, Answer, readonly Answer[]>(worker, { threads }, (pool) =>
    pool.each(jobs, options),
  );
