/**
 * False alarms of hosted programs: right set-ups of our own in drawn scenarios. For Node that is the
 * corrected agent of examples/telemetry, with ids, a file that is fsynced and no age limit; for browsers a
 * page with an outbox in IndexedDB. Shares of the runs are kept in a file as they end, so that a search
 * that was stopped goes on.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Alarms } from '../scripts/maintenance/packages/hosting-measures.js';

const WORKER = fileURLToPath(new URL('hosting-correct-worker.js', import.meta.url));
/** Runs of one share, which has a seed of its own. */
const SHARE_RUNS = 500;

/** Set-ups that are right, each with half of the runs. */
export const RIGHT = {
  telemetry: {
    variant: 'corrected',
    load: async () => (await import('../examples/telemetry/study.js')).default,
  },
  outbox: {
    variant: 'shipped',
    load: async () => (await import('./correct-page-study.js')).default,
  },
} as const;

type RightName = keyof typeof RIGHT;
const NAMES = Object.keys(RIGHT) as readonly RightName[];

export const isRight = (name: string): name is RightName => Object.hasOwn(RIGHT, name);

/** A share that ended. */
export interface Share {
  readonly study: RightName;
  readonly seed: number;
  readonly runs: number;
  /** Runs that broke each property. */
  readonly violating: Readonly<Record<string, number>>;
}

const keyOf = ({ study, seed }: Pick<Share, 'study' | 'seed'>): string =>
  `${study} ${String(seed)}`;

/** Shares that ended, each once; a line that was cut off is none. */
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
  return [...new Map(shares.map((share) => [keyOf(share), share])).values()];
}

const ended = (study: RightName, seeds: readonly number[], file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = fork(WORKER, [file, study, String(SHARE_RUNS), ...seeds.map(String)]);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a share of the runs ended with ${String(code)}`));
    });
  });

function alarmsOf(study: RightName, shares: readonly Share[]): Alarms {
  const violating: Record<string, number> = {};
  for (const share of shares)
    for (const [property, count] of Object.entries(share.violating))
      violating[property] = (violating[property] ?? 0) + count;
  return { study, runs: shares.reduce((sum, share) => sum + share.runs, 0), violating };
}

/** Findings of the shares that ended, for each set-up. */
export const alarmsIn = (file: string): readonly Alarms[] => {
  const shares = sharesIn(file);
  return NAMES.map((name) =>
    alarmsOf(
      name,
      shares.filter(({ study }) => study === name),
    ),
  );
};

function linesOf({ study, runs, violating }: Alarms, shares: readonly Share[]): readonly string[] {
  const found = shares.flatMap((share) =>
    share.study === study
      ? Object.entries(share.violating).map(
          ([property, count]) =>
            `  seed ${String(share.seed)}: ${property} in ${String(count)} runs`,
        )
      : [],
  );
  const none = Object.keys(violating).length === 0;
  return [`${study}, ${String(runs)} runs: ${none ? 'nothing found' : 'FALSE ALARMS'}`, ...found];
}

/** Plays what is missing of `runs` on all cores, and prints what all shares found. */
export async function printFalseAlarms(runs: number, file: string): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const seeds = Math.ceil(runs / SHARE_RUNS / NAMES.length);
  const wanted = NAMES.flatMap((study) =>
    Array.from({ length: seeds }, (_, at) => ({ study, seed: at + 1 })),
  );
  const done = new Set(sharesIn(file).map(keyOf));
  const missing = wanted.filter((one) => !done.has(keyOf(one)));
  const cores = availableParallelism();
  const work = async (core: number): Promise<void> => {
    for (const name of NAMES) {
      const own = missing.filter(({ study }) => study === name);
      const mine = own.filter((_, at) => at % cores === core).map(({ seed }) => seed);
      if (mine.length > 0) await ended(name, mine, file);
    }
  };
  await Promise.all(Array.from({ length: cores }, (_, core) => work(core)));
  const shares = sharesIn(file);
  const alarms = alarmsIn(file);
  console.log(alarms.flatMap((one) => linesOf(one, shares)).join('\n'));
  process.exitCode = alarms.every(({ violating }) => Object.keys(violating).length === 0) ? 0 : 1;
}
