/** Common parts of all commands: printing, progress at a terminal, exit codes. */
import cliProgress from 'cli-progress';
import { printableJson, printableText } from '../../properties/words/printable.js';
import { DEFAULT_WIDTH, fitted } from '../../reports/text/width.js';
import { inputError, SkewproofError } from '../../sim/model/errors.js';

/** Exit codes; docs/errors.md lists what each means. */
export const EXIT = {
  ok: 0,
  violation: 1,
  badInput: 2,
  nondeterminism: 3,
  harness: 4,
  inconclusive: 5,
  /** The code that shells report for a command ended by Ctrl-C. */
  interrupted: 130,
} as const;

export interface GlobalOptions {
  readonly json?: boolean;
  readonly seed?: number;
}

interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Width of the terminal; absent in a pipe. */
  readonly columns?: number;
}

/** The surroundings of a command: the process, or a test. */
export interface Host {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. Default: the process's. */
  readonly cwd?: string;
  /** Campaigns run in this thread. Default: in threads of their own, on all cores. */
  readonly inOwnThread?: boolean;
  /** Calls back once when the user asks to stop (Ctrl-C); the returned function cancels this. */
  onInterrupt(callback: () => void): () => void;
}

/** Signals that ask a process to end: Ctrl-C, a CI server's time limit, a terminal that closes. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const PROCESS_HOST: Host = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  // Once: a second Ctrl-C ends the process at once, by the signal's own effect.
  onInterrupt: (callback) => {
    const takeBack = (): void => {
      for (const signal of ENDING) process.off(signal, heard);
    };
    const heard = (): void => {
      takeBack();
      callback();
    };
    for (const signal of ENDING) process.on(signal, heard);
    return takeBack;
  },
};

export interface Output {
  readonly json: boolean;
  readonly colour: boolean;
  /** Columns of the terminal; 80 in a pipe. */
  readonly width: number;
  /** True at a terminal: progress bars make sense. */
  readonly interactive: boolean;
  readonly host: Host;
  /** Prints to standard output. */
  print(text: string): void;
  /** Prints to standard error: progress and notices, never results. */
  note(text: string): void;
  /** Prints one JSON document, the whole output of a command with --json. */
  result(value: unknown): void;
  /** Keeps an error until the command has printed its results: a failed write loses no finding. */
  defer(error: SkewproofError): void;
  readonly deferred: readonly SkewproofError[];
}

/** The default seed: a run without --seed is the same every time. */
export const DEFAULT_SEED = 213_261;

/** Values that switch it off, as in Node; any other value, even an empty one, switches it on. */
const NO_FORCE = ['0', 'false'];

/** FORCE_COLOR decides where it is set (0 off; 1, 2, 3 on), then NO_COLOR, then whether it is a terminal. */
function wantsColour({ env, stdout }: Host): boolean {
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return !NO_FORCE.includes(force);
  return (env['NO_COLOR'] ?? '') === '' && stdout.isTTY === true;
}

export const cwdOf = (host: Host): string => host.cwd ?? process.cwd();

/** Columns of a terminal, or 80. A terminal without a size (in a container, say) states 0. */
export const columnsOf = ({ columns = 0 }: Pick<Sink, 'columns'>): number =>
  columns > 0 ? columns : DEFAULT_WIDTH;

export function outputOf(options: GlobalOptions, host: Host = PROCESS_HOST): Output {
  const json = options.json === true;
  const width = columnsOf(host.stdout);
  const colour = !json && wantsColour(host);
  const deferred: SkewproofError[] = [];
  let isFirst = true;
  return {
    json,
    host,
    width,
    deferred,
    defer: (error) => {
      deferred.push(error);
    },
    colour,
    interactive: !json && host.stderr.isTTY === true,
    print: (text) => {
      if (json) return;
      // A heading begins with an empty line, which nothing above it needs at the start.
      const shown = isFirst ? text.replace(/^\n+/, '') : text;
      isFirst = false;
      host.stdout.write(`${printableText(fitted(shown, width), colour)}\n`);
    },
    note: (text) => {
      if (!json) host.stderr.write(`${printableText(text, colour)}\n`);
    },
    result: (value) => {
      if (json) host.stdout.write(`${printableJson(value)}\n`);
    },
  };
}

export interface Progress {
  update(done: number, extra?: string): void;
  end(): void;
}

/** Interval of plain progress lines, ms; a log stays readable. */
const LINE_EVERY_MS = 10_000;

/** Shows a bar at a terminal, and otherwise a plain line at intervals. */
export function progressOf(output: Output, title: string, total: number): Progress {
  if (output.interactive) {
    const bar = new cliProgress.SingleBar(
      {
        format: `${title} {bar} {percentage}% {value}/{total} {extra}`,
        clearOnComplete: true,
        // The terminal must be restored, and Ctrl-C must work, however this ends.
        hideCursor: false,
        gracefulExit: false,
      },
      cliProgress.Presets.shades_grey,
    );
    bar.start(total, 0, { extra: '' });
    return {
      update: (done, extra = '') => {
        bar.update(done, { extra });
      },
      end: () => {
        bar.stop();
      },
    };
  }
  let lineAtMs = performance.now();
  return {
    update: (done, extra = '') => {
      if (performance.now() - lineAtMs < LINE_EVERY_MS) return;
      lineAtMs = performance.now();
      output.note(`${title}: ${String(done)}/${String(total)} ${extra}`.trimEnd());
    },
    end: () => undefined,
  };
}

/** Time without a sign, ms. */
const QUIET_MS = 1_000;

/**
 * A sign of life for work whose length is not known: at a terminal the seconds that it has taken, in
 * one line that is cleared at the end; otherwise a plain line at intervals.
 */
export function lifeOf(output: Output, title: string): { look: () => void; end: () => void } {
  const startMs = performance.now();
  let lineAtMs = startMs;
  let isShown = false;
  return {
    look: () => {
      const now = performance.now();
      if (now - lineAtMs < (output.interactive ? QUIET_MS : LINE_EVERY_MS)) return;
      lineAtMs = now;
      const words = `${title}: ${String(Math.round((now - startMs) / 1_000))} s`;
      if (!output.interactive) output.note(words);
      else output.host.stderr.write(`\r${words}`);
      isShown = output.interactive;
    },
    end: () => {
      if (isShown) output.host.stderr.write('\r\u001b[K');
    },
  };
}

/** An error of the file system, as `node:fs` and the process throw it. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'errno' in error && 'syscall' in error;

const ofSystem = ({ path, syscall, message }: NodeJS.ErrnoException): SkewproofError =>
  inputError({
    place: path ?? (syscall === 'uv_cwd' ? 'the working folder' : (syscall ?? 'the file system')),
    expected: syscall === 'uv_cwd' ? 'one that exists' : 'a file or folder that can be used',
    got: message,
  });

/**
 * Maps an error to its exit code and prints it: the message alone, and a stack only for an
 * unexpected error.
 */
export function fail(thrown: unknown, host: Pick<Host, 'stderr'> = PROCESS_HOST): number {
  const error = isSystemError(thrown) ? ofSystem(thrown) : thrown;
  if (error instanceof SkewproofError) {
    host.stderr.write(`${printableText(`skewproof: ${error.message}`, false)}\n`);
    switch (error.code) {
      case 'SKEW-101':
      case 'SKEW-102':
      case 'SKEW-103':
        return EXIT.badInput;
      case 'SKEW-301':
        return EXIT.nondeterminism;
      case 'SKEW-401':
      case 'SKEW-402':
      case 'SKEW-403':
      case 'SKEW-404':
      case 'SKEW-405':
        return EXIT.harness;
    }
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  host.stderr.write(`${printableText(`skewproof: harness error: ${text}`, false)}\n`);
  return EXIT.harness;
}
