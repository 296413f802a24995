/**
 * False alarms of hosted programs: the corrected agent of examples/telemetry, with ids, a file that is
 * fsynced and no age limit, in drawn scenarios. Shares of the runs are kept in a file as they end, so that
 * a search that was stopped goes on.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKER = fileURLToPath(new URL('hosting-correct-worker.js', import.meta.url));
/** Runs of one share, which has a seed of its own. */
const SHARE_RUNS = 500;

/** A share that ended. */
export interface Share {
  readonly seed: number;
  readonly runs: number;
  /** Runs that broke each property. */
  readonly violating: Readonly<Record<string, number>>;
}

/** Shares that ended, each seed once; a line that was cut off is none. */
function sharesIn(file: string): readonly Share[] {
  if (!existsSync(file)) return [];
  const shares = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): readonly Share[] => {
      try {
        return [JSON.parse(line) as Share];
      } catch {
        return [];
      }
    });
  return [...new Map(shares.map((share) => [share.seed, share])).values()];
}

const ended = (seeds: readonly number[], file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = fork(WORKER, [file, String(SHARE_RUNS), ...seeds.map(String)]);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a share of the runs ended with ${String(code)}`));
    });
  });

/** Plays what is missing of `runs` on all cores, and prints what all of them found. */
export async function printFalseAlarms(runs: number, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const wanted = Array.from({ length: Math.ceil(runs / SHARE_RUNS) }, (_, at) => at + 1);
  const done = new Set(sharesIn(file).map(({ seed }) => seed));
  const missing = wanted.filter((seed) => !done.has(seed));
  const cores = availableParallelism();
  await Promise.all(
    Array.from({ length: cores }, (_, core) => missing.filter((_seed, at) => at % cores === core))
      .filter((seeds) => seeds.length > 0)
      .map((seeds) => ended(seeds, file)),
  );
  const shares = sharesIn(file).filter(({ seed }) => wanted.includes(seed));
  const played = shares.reduce((sum, share) => sum + share.runs, 0);
  const found = shares.flatMap(({ seed, violating }) =>
    Object.entries(violating).map(
      ([property, count]) => `  seed ${String(seed)}: ${property} in ${String(count)} runs`,
    ),
  );
  console.log(
    [
      `telemetry/corrected, ${String(played)} runs of ${String(shares.length)} seeds: ${found.length === 0 ? 'nothing found' : 'FALSE ALARMS'}`,
      ...found,
    ].join('\n'),
  );
  process.exitCode = found.length === 0 ? 0 : 1;
}
