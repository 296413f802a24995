/**
 * `explore --watch`: explores again, in a new process, whenever a file of the study changes. A new
 * process sees the current files; modules of this one would stay unchanged.
 */
import { printableText } from '../../properties/words/printable.js';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { relative } from 'node:path';
import { inputError } from '../../sim/model/errors.js';
import { REPORTS_FILES } from '../config/module-file.js';
import type { FilesRead } from '../config/module-file.js';
import { cwdOf, EXIT } from './context.js';
import type { Host } from './context.js';

/** An editor writes a file in several steps: changes within this time count as one, ms. */
const QUIET_MS = 150;

/** One exploration at a time, and the files that it reads. */
class Explorer {
  readonly #program: string;
  readonly #args: readonly string[];
  readonly #onFiles: (files: readonly string[]) => void;
  #child: ChildProcess | undefined;

  constructor(
    program: string,
    args: readonly string[],
    onFiles: (files: readonly string[]) => void,
  ) {
    this.#program = program;
    this.#args = args;
    this.#onFiles = onFiles;
  }

  /** Ends the running exploration, if there is one. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await closed;
  }

  /** Runs to its end; returns the exit code, or undefined if it was stopped. */
  async run(): Promise<number | undefined> {
    const child = fork(this.#program, this.#args, {
      env: { ...process.env, [REPORTS_FILES]: '1' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    child.on('message', (message) => {
      this.#onFiles((message as FilesRead).files);
    });
    return await new Promise((resolve) => {
      child.once('close', (code) => {
        if (this.#child === child) this.#child = undefined;
        resolve(code ?? undefined);
      });
    });
  }
}

const countOf = (number: number, one: string): string =>
  `${String(number)} ${one}${number === 1 ? '' : 's'}`;

/**
 * Explores until Ctrl-C.
 * @param args the command line, including --watch
 * @returns 0, or the exit code of the only exploration if it read no file that could change
 * @throws SkewproofError SKEW-101 for --json: many explorations are no single document
 */
export async function runWatch(args: readonly string[], host: Host): Promise<number> {
  if (args.includes('--json'))
    throw inputError({ place: '--watch', expected: 'output as text', got: '--json' });
  const { watch } = await import('chokidar');
  const watcher = watch([], { ignoreInitial: true });
  const watched = new Set<string>();
  const explorer = new Explorer(
    process.argv[1] ?? '',
    args.filter((arg) => arg !== '--watch'),
    (files) => {
      const added = files.filter((file) => !watched.has(file));
      for (const file of added) watched.add(file);
      watcher.add(added);
    },
  );
  const say = (text: string): void => {
    host.stderr.write(`${printableText(text, false)}\n`);
  };
  return await new Promise<number>((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    let restarting = false;
    const end = async (code: number): Promise<void> => {
      clearTimeout(timer);
      restarting = true;
      takeBack();
      await watcher.close();
      await explorer.stop();
      resolve(code);
    };
    const explore = async (): Promise<void> => {
      const code = await explorer.run();
      if (code === undefined || restarting) return;
      if (watched.size === 0) {
        say('Nothing to watch: no file of yours was read.');
        await end(code);
      } else say(`\nWatching ${countOf(watched.size, 'file')}; Ctrl-C ends this.`);
    };
    const restart = async (path: string): Promise<void> => {
      if (restarting) return;
      restarting = true;
      await explorer.stop();
      restarting = false;
      say(`\n${relative(cwdOf(host), path)} has changed.`);
      await explore();
    };
    const changed = (path: string): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void restart(path), QUIET_MS);
    };
    watcher.on('change', changed).on('add', changed).on('unlink', changed);
    const takeBack = host.onInterrupt(() => void end(EXIT.ok));
    void explore();
  });
}
