/**
 * `npm run bench:million`: the fix over a million scenarios on all cores, with what was explored.
 * Ctrl-C prints what was done until then, and how to go on from there.
 */
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { Piscina } from 'piscina';
import { CHUNK_RUNS } from '../../properties/campaign/sampling.js';
import { mergeStatistics, noStatistics } from '../../properties/campaign/statistics.js';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import { count, share } from '../../reports/text/numbers.js';
import { statisticsReport } from '../../reports/text/statistics.js';
import { heading } from '../../reports/text/text.js';
import { sms2Study } from '../../properties/sms2/study.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { DEFAULT_SEED, EXIT, fail, outputOf, progressOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import type { Share, ShareResult } from './million-worker.js';
import { integerOption } from '../cli/options.js';

const SHARE_RUNS = 20 * CHUNK_RUNS;

interface Options {
  readonly from: number;
  readonly runs: number;
  readonly seed: number;
  readonly variant: string;
  readonly shipped: string;
}

const sharesOf = ({ from, runs, ...common }: Options): Share[] => {
  const shares: Share[] = [];
  for (let first = from; first < from + runs; first += SHARE_RUNS)
    shares.push({
      ...common,
      from: first,
      runs: Math.min(SHARE_RUNS, from + runs - first),
      shippedOneIn: 10,
    });
  return shares;
};

interface Played {
  /** The results of all shares up to the first that is missing: what follows it is not counted. */
  readonly results: readonly ShareResult[];
  readonly interrupted: boolean;
}

/** All shares, or, once the user has asked to stop, those that were done by then. */
async function played(shares: readonly Share[], options: Options, output: Output): Promise<Played> {
  const threads = availableParallelism();
  const pool = new Piscina<Share, ShareResult>({
    filename: new URL('./million-worker.js', import.meta.url).href,
    maxThreads: threads,
  });
  const progress = progressOf(output, `sms2/${options.variant}`, options.runs);
  const stop = new AbortController();
  const takeBack = output.host.onInterrupt(() => {
    stop.abort();
  });
  const results: (ShareResult | undefined)[] = shares.map(() => undefined);
  const started = performance.now();
  let runs = 0;
  let found = 0;
  let next = 0;
  // In order, one for each thread at a time: what is done when somebody stops it is then a beginning.
  const work = async (): Promise<void> => {
    while (next < shares.length) {
      const place = next;
      next += 1;
      const result = await pool.run(shares[place] as Share, { signal: stop.signal });
      results[place] = result;
      runs += result.statistics.runs;
      found += result.fingerprints.length;
      // At once: whoever waits for a million wants to see it now, and may stop.
      for (const finding of result.fingerprints) output.note(findingText(finding));
      const perSecond = Math.round(runs / ((performance.now() - started) / 1_000));
      progress.update(runs, `${count(perSecond)}/s, ${count(found)} findings`);
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, work));
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    takeBack();
    progress.end();
    await pool.destroy();
  }
  const missing = results.indexOf(undefined);
  const whole = missing === -1 ? results : results.slice(0, missing);
  return { results: whole as ShareResult[], interrupted: stop.signal.aborted };
}

const findingText = ({ run, fingerprint, scenario }: ShareResult['fingerprints'][number]): string =>
  `run ${String(run)}: ${fingerprint}\n  ${reproduceCommand(encodeToken(sms2Study, scenario as ScenarioBase))}`;

/** What was found, the first run of each kind only, with how to see it again. */
function findingsText(results: readonly ShareResult[]): string {
  const first = new Map<string, ShareResult['fingerprints'][number]>();
  const findings = results.flatMap(({ fingerprints }) => fingerprints);
  for (const finding of findings.sort((a, b) => a.run - b.run))
    if (!first.has(finding.fingerprint)) first.set(finding.fingerprint, finding);
  return [...first.values()].map((finding) => `\n${findingText(finding)}\n`).join('');
}

async function million(options: Options): Promise<number> {
  const output = outputOf({});
  const started = performance.now();
  const shares = sharesOf(options);
  const { results, interrupted } = await played(shares, options, output);
  const seconds = Math.round((performance.now() - started) / 1_000);
  const statistics = noStatistics();
  for (const result of results) mergeStatistics(statistics, result.statistics);
  const sum = (of: (result: ShareResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const compared = sum(({ comparedAsShipped }) => comparedAsShipped);
  const lost = sum(({ lostAsShipped }) => lostAsShipped);
  const verdicts = new Set(
    results.map(({ verdict, reason }) =>
      reason === undefined ? verdict : `${verdict}: ${reason}`,
    ),
  );
  output.print(heading(`sms2/${options.variant}, seed ${String(options.seed)}`, output));
  output.print(statisticsReport(statistics, output));
  output.print(
    `\nOf ${count(compared)} of these scenarios played as shipped (${options.shipped}), ${count(lost)} (${share(lost, compared)}) silently lost records.`,
  );
  output.print(findingsText(results));
  output.print(
    `${count(statistics.runs)} scenarios in ${count(seconds)} s on ${String(availableParallelism())} threads: ${verdicts.size === 0 ? 'none done' : [...verdicts].join('; ')}.`,
  );
  const passed = [...verdicts].every((verdict) => verdict === 'pass');
  if (!interrupted) return passed ? EXIT.ok : EXIT.violation;
  const from = options.from + statistics.runs;
  const rest = options.from + options.runs - from;
  output.print(
    `Interrupted: this is what was done until then. The rest, with the same seed: npm run bench:million -- --seed ${String(options.seed)} --variant ${options.variant} --shipped ${options.shipped} --from ${String(from)} --runs ${String(rest)}`,
  );
  return EXIT.interrupted;
}

const command = new Command('million')
  .option('--from <n>', 'first scenario of the campaign', integerOption(0, 1_000_000_000), 0)
  .option('--runs <n>', 'scenarios', integerOption(1, 1_000_000_000), 1_000_000)
  .option('--seed <n>', 'another campaign', integerOption(0, 4_294_967_295), DEFAULT_SEED)
  .option('--variant <name>', 'variant that must hold', 'fixed')
  .option('--shipped <name>', 'variant to compare with', 'h4')
  .parse();

try {
  process.exitCode = await million(command.opts<Options>());
} catch (error) {
  process.exitCode = fail(error);
}
