/** `npm run million`: the fix over a million scenarios on all cores, with what was explored. */
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { Piscina } from 'piscina';
import {
  CHUNK_RUNS,
  count,
  encodeToken,
  heading,
  mergeStatistics,
  noStatistics,
  share,
  statisticsReport,
} from '../reports/index.js';
import type { ScenarioBase } from '../reports/index.js';
import { DEFAULT_SEED, EXIT, fail, outputOf, progressOf } from './context.js';
import type { Share, ShareResult } from './million-worker.js';
import { integerOption } from './options.js';

const SHARE_RUNS = 20 * CHUNK_RUNS;

interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly variant: string;
  readonly shipped: string;
}

async function million(options: Options): Promise<number> {
  const output = outputOf({});
  const pool = new Piscina<Share, ShareResult>({
    filename: new URL('./million-worker.js', import.meta.url).href,
    maxThreads: availableParallelism(),
  });
  const started = performance.now();
  const progress = progressOf(output, `sms2/${options.variant}`, options.runs);
  const statistics = noStatistics();
  const findings: ShareResult['fingerprints'][number][] = [];
  const verdicts = new Set<string>();
  let compared = 0;
  let lost = 0;
  const shares: Share[] = [];
  for (let from = 0; from < options.runs; from += SHARE_RUNS)
    shares.push({
      variant: options.variant,
      shipped: options.shipped,
      seed: options.seed,
      from,
      runs: Math.min(SHARE_RUNS, options.runs - from),
      shippedOneIn: 10,
    });
  await Promise.all(
    shares.map(async (one) => {
      const result = await pool.run(one);
      mergeStatistics(statistics, result.statistics);
      findings.push(...result.fingerprints);
      verdicts.add(
        result.reason === undefined ? result.verdict : `${result.verdict}: ${result.reason}`,
      );
      compared += result.comparedAsShipped;
      lost += result.lostAsShipped;
      progress.update(statistics.runs);
    }),
  );
  progress.end();
  await pool.destroy();
  const seconds = Math.round((performance.now() - started) / 1_000);
  output.print(heading(`sms2/${options.variant}, seed ${String(options.seed)}`, output));
  output.print(statisticsReport(statistics, output));
  output.print(
    `\nOf ${count(compared)} of these scenarios played as shipped (${options.shipped}), ${count(lost)} (${share(lost, compared)}) silently lost records.`,
  );
  const seen = new Set<string>();
  for (const finding of [...findings].sort((a, b) => a.run - b.run)) {
    if (seen.has(finding.fingerprint)) continue;
    seen.add(finding.fingerprint);
    output.print(
      `\nrun ${String(finding.run)}: ${finding.fingerprint}\n  npx skewproof reproduce ${encodeToken(finding.scenario as ScenarioBase)}`,
    );
  }
  output.print(
    `\n${count(statistics.runs)} scenarios in ${count(seconds)} s on ${String(availableParallelism())} threads: ${[...verdicts].join('; ')}.`,
  );
  return verdicts.size === 1 && verdicts.has('pass') ? EXIT.ok : EXIT.violation;
}

const command = new Command('million')
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
