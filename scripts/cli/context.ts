/** What every command shares: how to print, whether somebody watches, how to leave. */
import cliProgress from 'cli-progress';
import { SkewproofError } from '../../sim/model/errors.js';

/** Exit codes; docs/errors.md lists what each means. */
export const EXIT = {
  ok: 0,
  violation: 1,
  badInput: 2,
  nondeterminism: 3,
  harness: 4,
  inconclusive: 5,
  /** What shells give to a command that Ctrl-C ended. */
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

/** Where a command runs: the process, or a test that looks on. */
export interface Host {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. Default: the process's. */
  readonly cwd?: string;
  /** Calls back once when the user asks to stop (Ctrl-C); the result takes that back. */
  onInterrupt(callback: () => void): () => void;
}

export const PROCESS_HOST: Host = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  // Once: whoever asks a second time wants to stop at once, and the signal's own effect does that.
  onInterrupt: (callback) => {
    process.once('SIGINT', callback);
    return () => {
      process.off('SIGINT', callback);
    };
  },
};

export interface Output {
  readonly json: boolean;
  readonly colour: boolean;
  /** A person at a terminal: progress bars make sense. */
  readonly interactive: boolean;
  readonly host: Host;
  /** To standard output. */
  print(text: string): void;
  /** To standard error: progress and notices, never results. */
  note(text: string): void;
  /** One JSON document, the whole of a command's output under --json. */
  result(value: unknown): void;
}

/** The default seed: a run without --seed is still the same run every time. */
export const DEFAULT_SEED = 213_261;

/** Off by these, as Node reads them; any other value, even an empty one, is on. */
const NO_FORCE = ['0', 'false'];

/** FORCE_COLOR decides where it is set (0 off; 1, 2, 3 on), then NO_COLOR, then whether it is a terminal. */
function wantsColour({ env, stdout }: Host): boolean {
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return !NO_FORCE.includes(force);
  return (env['NO_COLOR'] ?? '') === '' && stdout.isTTY === true;
}

export const cwdOf = (host: Host): string => host.cwd ?? process.cwd();

export function outputOf(options: GlobalOptions, host: Host = PROCESS_HOST): Output {
  const json = options.json === true;
  return {
    json,
    host,
    colour: !json && wantsColour(host),
    interactive: !json && host.stderr.isTTY === true,
    print: (text) => {
      if (!json) host.stdout.write(`${text}\n`);
    },
    note: (text) => {
      if (!json) host.stderr.write(`${text}\n`);
    },
    result: (value) => {
      if (json) host.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
  };
}

export interface Progress {
  update(done: number, extra?: string): void;
  end(): void;
}

/** Plain lines come this far apart, so that a log stays readable. */
const LINE_EVERY_MS = 10_000;

/** A bar at a terminal; otherwise a plain line now and then while it lasts. */
export function progressOf(output: Output, title: string, total: number): Progress {
  if (output.interactive) {
    const bar = new cliProgress.SingleBar(
      {
        format: `${title} {bar} {percentage}% {value}/{total} {extra}`,
        clearOnComplete: true,
        // The terminal must be as it was, and Ctrl-C must work, whenever this ends.
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

/** Maps an error to its exit code and prints it: message only, never a stack for an expected error. */
export function fail(error: unknown, host: Pick<Host, 'stderr'> = PROCESS_HOST): number {
  if (error instanceof SkewproofError) {
    host.stderr.write(`skewproof: ${error.message}\n`);
    switch (error.code) {
      case 'SKEW-101':
      case 'SKEW-102':
        return EXIT.badInput;
      case 'SKEW-301':
        return EXIT.nondeterminism;
      case 'SKEW-401':
      case 'SKEW-402':
        return EXIT.harness;
    }
  }
  host.stderr.write(
    `skewproof: harness error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.harness;
}
