/** Gives mutated files, tokens and reports to the command line on all cores, and counts the answers. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count } from '../../../reports/text/numbers.js';
import { inThreads } from '../../campaign/threads.js';
import { answerTo } from './malformed-worker.js';
import type { MalformedJob, MalformedResult } from './malformed-worker.js';

export interface MalformedOptions {
  readonly inputs: number;
  readonly from: number;
  readonly seed: number;
  readonly workers?: number;
  readonly door?: string;
  readonly keep?: string;
}

const JOB_INPUTS = 500;
/** Real time without a next input after which it counts as hanging, ms: other programs run too. */
const STALLED_MS = 120_000;

/** Texts of valid reports: of a variant that loses, and of one that does not. */
export async function reportTexts(folder: string): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const [variant, runs] of [
    ['h1', '30'],
    ['fixed', '5'],
  ] as const) {
    const report = join(folder, variant);
    const search = ['explore', 'sms2', '--variant', variant, '--space', 'install', '--no-save'];
    await answerTo([...search, '--runs', runs, '--report', report], folder);
    texts.push(readFileSync(join(report, 'report.json'), 'utf8'));
  }
  return texts;
}

/** Gives the inputs on all cores. */
async function given(
  { inputs, from, seed, workers, door }: MalformedOptions,
  folder: string,
  reports: readonly string[],
): Promise<readonly MalformedResult[]> {
  const jobs = Array.from({ length: Math.ceil(inputs / JOB_INPUTS) }, (_, job): MalformedJob => ({
    ...{ seed, folder, reports, door },
    from: from + job * JOB_INPUTS,
    to: from + Math.min(inputs, (job + 1) * JOB_INPUTS),
    at: new SharedArrayBuffer(4),
  }));
  return inThreads<MalformedJob, MalformedResult>(
    new URL('./malformed-worker.js', import.meta.url),
    jobs,
    {
      threads: workers,
      watchdog: {
        changesOf: ({ at }) => Atomics.load(new Int32Array(at), 0),
        stalledMs: STALLED_MS,
        lost: (job, how) => {
          const number = Atomics.load(new Int32Array(job.at), 0) - 1;
          const fault = how === 'stalled' ? 'it hangs' : 'it needs too much memory';
          const unknown = { args: [], input: '', stderr: '' };
          return {
            faults: [{ number, door: 'see --from and --inputs 1', fault, ...unknown }],
            codes: {},
          };
        },
      },
    },
  );
}

function totals(results: readonly MalformedResult[]): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const { codes } of results)
    for (const [key, value] of Object.entries(codes)) sums.set(key, (sums.get(key) ?? 0) + value);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Prints the numbers of answers, and the wrong ones. Exit code 1: an answer is wrong. */
export async function malformed(options: MalformedOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'skewproof-malformed-'));
  try {
    const results = await given(options, folder, await reportTexts(folder));
    const all = totals(results);
    for (const [key, number] of all) console.log(`${count(number).padStart(9)}  ${key}`);
    const faults = results.flatMap((result) => result.faults);
    for (const { number, door, fault, args, stderr } of faults.slice(0, 40))
      console.log(
        `\ninput ${String(number)} (${door}): ${fault}\n  ${args.join(' ').slice(0, 300)}\n  ${stderr.slice(0, 400)}`,
      );
    if (options.keep !== undefined) writeFileSync(options.keep, JSON.stringify(faults, null, 1));
    const sum = all.reduce((total, [, number]) => total + number, 0);
    console.log(
      `\n${count(sum)} malformed inputs, seed ${String(options.seed)}: ${count(faults.length)} wrong answers.`,
    );
    return faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
