/**
 * Runs the command line in this process, and returns its output. (AVA takes no tests from `_`
 * files.)
 */
import { fileURLToPath } from 'node:url';
import type { Host } from './context.js';
import { main } from './program.js';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const BIN = fileURLToPath(new URL('../skewproof.js', import.meta.url));
export const SCENARIOS = fileURLToPath(new URL('../../../examples/scenarios/', import.meta.url));

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  /** The folder that paths are relative to. */
  readonly cwd?: string;
  /** True if both streams are a terminal. */
  readonly terminal?: boolean;
  /** Columns of the terminal. Default: wide enough for every table. */
  readonly columns?: number;
  /** Campaigns run in threads of their own, as a user's do. Default: in the test's thread. */
  readonly threads?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Sends Ctrl-C as soon as the command listens for it. */
  readonly interrupted?: boolean;
}

export async function cli(args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    isTTY: surroundings.terminal === true,
    columns: surroundings.columns ?? 400,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const host: Host = {
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    env: surroundings.env ?? {},
    inOwnThread: surroundings.threads !== true,
    ...(surroundings.cwd === undefined ? {} : { cwd: surroundings.cwd }),
    onInterrupt: (callback) => {
      if (surroundings.interrupted === true) callback();
      return () => undefined;
    },
  };
  const code = await main(args, host);
  return { code, ...written };
}

/** The JSON document that a command prints. */
export async function json<Answer>(args: readonly string[]): Promise<Answer & { code: number }> {
  const { code, stdout, stderr } = await cli([...args, '--json']);
  if (stderr !== '') throw new Error(stderr);
  return { ...(JSON.parse(stdout) as Answer), code };
}
