/** The one thread pool: jobs on all cores, begun in order, one for each thread at a time. */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';

export interface ThreadOptions {
  /** Default: as many as the machine has cores for. */
  readonly threads?: number | undefined;
}

export interface EachOptions<Job, Answer> {
  /** Sees each answer as it comes. */
  readonly onAnswer?: (answer: Answer, job: Job) => void;
  /** No job is begun any more once this says so; those that run come to their end. */
  readonly isStopped?: () => boolean;
}

export interface Threads<Job, Answer> {
  /**
   * The answers of those jobs that were begun, in the order of the jobs. Jobs are taken one by
   * one, so there may be endlessly many.
   * @throws what a job throws
   */
  each(jobs: Iterable<Job>, options?: EachOptions<Job, Answer>): Promise<readonly Answer[]>;
}

/**
 * Opens a pool for the time of `use`.
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
