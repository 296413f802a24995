/**
 * One long search in a thread of its own, such as a check or a map. The main thread shows its
 * progress, listens for Ctrl-C, and ends the thread when a model does not return.
 */
import type { AnyStudy } from '../../properties/study/erase.js';
import type { Output } from '../cli/context.js';
import type { StudyRef } from '../config/study-ref.js';
import { failureOf, thrown } from './explore-worker.js';
import type { Failure } from './explore-worker.js';
import { failedRun, isOfRun, lostJob } from './lost-run.js';
import type { Watched } from './lost-run.js';
import { stalledMs } from './real-time.js';
import { newNote, RunNote } from './run-note.js';
import { withThreads } from './threads.js';
import type { LostBy } from './threads.js';

/** Cells of the memory that both threads see. */
export const SOLO_CELL = { stop: 0, done: 1, depth: 2 } as const;

export interface SoloJob<Options> extends Watched {
  readonly study: StudyRef;
  readonly options: Options;
  readonly cells: SharedArrayBuffer;
}

export type SoloAnswer<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** Ctrl-C came before there was a result. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'lost'; readonly how: LostBy }
  | { readonly kind: 'failure'; readonly failure: Failure };

interface Solo<Options> {
  readonly study: AnyStudy;
  readonly ref: StudyRef;
  /** Options by which a later command finds the study; absent: no error names one that shows the run. */
  readonly reproduceOptions?: string;
  /** Its name in an error: `map of sms2/h4`. */
  readonly what: string;
  readonly options: Options;
  /** Real time that one run, or one step of a check, may take, s. */
  readonly runSeconds: number;
  /** False: Ctrl-C ends the command at once, since what it does so far is of no use. Default true. */
  readonly interruptible?: boolean;
}

const LOOK_EVERY_MS = 200;

/** Asks the search to stop: it then ends with what it has, or without a result. */
class Stopped extends Error {}

/**
 * The body of a worker: `search` runs with cells that both threads see. An error of skewproof crosses
 * as data.
 */
export async function solo<Result>(
  cells: Int32Array,
  search: (stopUnless: () => void) => Result | Promise<Result>,
): Promise<SoloAnswer<Result>> {
  try {
    const stopUnless = (): void => {
      if (Atomics.load(cells, SOLO_CELL.stop) !== 0) throw new Stopped();
    };
    return { kind: 'done', result: await search(stopUnless) };
  } catch (error) {
    if (error instanceof Stopped) return { kind: 'interrupted' };
    return { kind: 'failure', failure: failureOf(error) };
  }
}

/**
 * Returns the result of a worker's search; undefined if Ctrl-C ended it before it had one.
 * @param onLook called from time to time with the cells, to show progress
 * @throws SkewproofError what the search throws; SKEW-101 for a model that does not return
 */
export async function inOneThread<Options, Result>(
  worker: URL,
  { study, ref, reproduceOptions, what, options, runSeconds, interruptible = true }: Solo<Options>,
  output: Output,
  onLook: (cells: Int32Array) => void = () => undefined,
): Promise<{ readonly result: Result | undefined; readonly interrupted: boolean }> {
  const cells = new Int32Array(
    new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * Object.keys(SOLO_CELL).length),
  );
  const shared = cells.buffer;
  const job = { study: ref, options, note: newNote(), cells: shared, runSeconds };
  let interrupted = false;
  const stop = (): void => {
    interrupted = true;
    Atomics.store(cells, SOLO_CELL.stop, 1);
    output.note('\nStopping. Ctrl-C again ends this at once.');
  };
  const heard = interruptible ? output.host.onInterrupt(stop) : () => undefined;
  const timer = setInterval(() => {
    onLook(cells);
  }, LOOK_EVERY_MS);
  try {
    const [answer] = await withThreads<
      SoloJob<Options>,
      SoloAnswer<Result>,
      readonly SoloAnswer<Result>[]
    >(worker, { threads: 1, inOwnThread: output.host.inOwnThread }, (threads) =>
      threads.each([job], {
        watchdog: {
          changesOf: ({ note }) => new RunNote(note).changes,
          stalledMs: stalledMs(runSeconds),
          threadsMax: 1,
          lost: (_job, how) => ({ kind: 'lost', how }),
        },
      }),
    );
    if (answer?.kind === 'lost') throw lostJob(study, what, job, answer.how, reproduceOptions);
    if (answer?.kind === 'failure') {
      if (isOfRun(answer.failure)) throw failedRun(study, job, answer.failure, reproduceOptions);
      thrown(answer.failure);
    }
    return { result: answer?.kind === 'done' ? answer.result : undefined, interrupted };
  } finally {
    clearInterval(timer);
    heard();
  }
}
