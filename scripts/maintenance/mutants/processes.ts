/** Processes that play mutants, seen from outside: each request has an answer, or an end. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Measurement, Request } from './worker.js';

const WORKER = fileURLToPath(new URL('worker.js', import.meta.url));
const MEMORY_MIB = 3_000;

/** Real time in which a process has to answer: far above what a slow machine takes, ms. */
const ANSWERS_WITHIN_MS = 180_000;

/** The process ended, or it did not answer in time. */
export type NoAnswer = 'ended' | 'endless';

export class Process {
  readonly #child: ChildProcess;
  #ended = false;

  /** @param mutant switched on before anything is loaded; undefined: none */
  constructor(mutant?: string) {
    this.#child = fork(WORKER, {
      execArgv: [`--max-old-space-size=${String(MEMORY_MIB)}`],
      env: {
        ...process.env,
        ...(mutant === undefined ? {} : { __STRYKER_ACTIVE_MUTANT__: mutant }),
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.once('exit', () => (this.#ended = true));
  }

  /** @param withinMs real time after which the process is ended; Infinity: it is waited for */
  ask(request: Request, withinMs = ANSWERS_WITHIN_MS): Promise<Answer | NoAnswer> {
    if (this.#ended) return Promise.resolve('ended');
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (answer: Answer | NoAnswer): void => {
        clearTimeout(timer);
        this.#child.off('message', onMessage).off('exit', onExit);
        resolve(answer);
      };
      const onMessage = (answer: unknown): void => {
        settle(answer as Answer);
      };
      const onExit = (): void => {
        settle('ended');
      };
      this.#child.on('message', onMessage).on('exit', onExit);
      if (withinMs !== Infinity)
        timer = setTimeout(() => {
          settle('endless');
          this.end();
        }, withinMs);
      this.#child.send(request);
    });
  }

  end(): void {
    this.#ended = true;
    this.#child.kill('SIGKILL');
  }
}

/**
 * Loads the tests into the process, and runs each without a mutant.
 * @throws Error if the process ends before
 */
export async function measuredIn(
  inside: Process,
  loading: Omit<Request & { readonly kind: 'load' }, 'kind'>,
): Promise<Measurement> {
  const loaded = await inside.ask({ kind: 'load', ...loading }, Infinity);
  if (typeof loaded === 'string')
    throw new Error(`the tests could not be loaded from ${loading.build}`);
  const answer = await inside.ask({ kind: 'measure' }, Infinity);
  if (typeof answer === 'string' || answer.kind !== 'measured')
    throw new Error('the tests without a mutant did not end');
  return { tests: answer.tests, static: answer.static };
}
