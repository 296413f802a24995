/** What every command shares: how to print, whether somebody watches, how to leave. */
import cliProgress from 'cli-progress';
import { SkewproofError } from '../sim/index.js';

// A reader that has seen enough (`| head`) closes the pipe; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

/** Exit codes; docs/errors.md lists what each means. */
export const EXIT = {
  ok: 0,
  violation: 1,
  badInput: 2,
  nondeterminism: 3,
  harness: 4,
  inconclusive: 5,
} as const;

export interface GlobalOptions {
  readonly json?: boolean;
  readonly seed?: number;
}

export interface Output {
  readonly json: boolean;
  readonly colour: boolean;
  /** A person at a terminal: progress bars make sense. */
  readonly interactive: boolean;
  /** To standard output. */
  print(text: string): void;
  /** To standard error: progress and notices, never results. */
  note(text: string): void;
  /** One JSON document, the whole of a command's output under --json. */
  result(value: unknown): void;
}

/** The default seed: a run without --seed is still the same run every time. */
export const DEFAULT_SEED = 213_261;

export function outputOf(options: GlobalOptions): Output {
  const json = options.json === true;
  const noColour = process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '';
  return {
    json,
    colour: !json && !noColour && process.stdout.isTTY,
    interactive: !json && process.stderr.isTTY,
    print: (text) => {
      if (!json) process.stdout.write(`${text}\n`);
    },
    note: (text) => {
      if (!json) process.stderr.write(`${text}\n`);
    },
    result: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
  };
}

export interface Progress {
  update(done: number, extra?: string): void;
  end(): void;
}

/** A bar at a terminal; otherwise a plain line at every tenth part. */
export function progressOf(output: Output, title: string, total: number): Progress {
  if (output.interactive) {
    const bar = new cliProgress.SingleBar(
      {
        format: `${title} {bar} {percentage}% {value}/{total} {extra}`,
        hideCursor: true,
        clearOnComplete: true,
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
  let tenth = 0;
  return {
    update: (done, extra = '') => {
      const now = total === 0 ? 10 : Math.floor((done * 10) / total);
      if (now <= tenth) return;
      tenth = now;
      output.note(`${title}: ${String(done)}/${String(total)} ${extra}`.trimEnd());
    },
    end: () => undefined,
  };
}

/** Maps an error to its exit code and prints it: message only, never a stack for an expected error. */
export function fail(error: unknown): number {
  if (error instanceof SkewproofError) {
    process.stderr.write(`skewproof: ${error.message}\n`);
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
  process.stderr.write(
    `skewproof: harness error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return EXIT.harness;
}
