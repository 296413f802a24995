/**
 * Runs the fix over a million scenarios on all cores, and prints what was explored. Ctrl-C prints the
 * result so far, and the command that continues from there.
 */
import { availableParallelism } from 'node:os';
import { explorationOf, unshrunk } from '../../properties/campaign/explore.js';
import type { Exploration } from '../../properties/campaign/finding.js';
import type { Found } from '../../properties/campaign/findings.js';
import { merge, statisticsOf } from '../../properties/campaign/outcome.js';
import { plan } from '../../properties/campaign/plan.js';
import type { CampaignPlan } from '../../properties/campaign/plan.js';
import { arbitraryOf, CHUNK_RUNS, scenariosFrom } from '../../properties/campaign/sampling.js';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import { count, share } from '../../reports/text/numbers.js';
import { statisticsReport } from '../../reports/text/statistics.js';
import { heading } from '../../reports/text/text.js';
import { sms2Study } from '../../properties/sms2/study.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { EXIT, outputOf, progressOf } from '../cli/context.js';
import type { Host, Output } from '../cli/context.js';
import { inThreads } from '../campaign/threads.js';
import type * as sms2 from '../../models/sms2/index.js';
import type { ShareJob, ShareResult } from './million-worker.js';

/** About a second of one core: a share that has begun is finished when the user asks to stop. */
const SHARE_RUNS = 5 * CHUNK_RUNS;

/** A part of a campaign: `from` and `runs` count its scenarios. */
export interface MillionOptions {
  readonly from: number;
  readonly runs: number;
  readonly seed: number;
  readonly variant: string;
  readonly space: string;
  readonly shipped: string;
}

const campaignOf = ({ from, runs, seed, variant, space }: MillionOptions): CampaignPlan => ({
  study: sms2Study.name,
  variant,
  space,
  seed,
  from,
  runs,
});

const jobsOf = (options: MillionOptions): readonly ShareJob[] =>
  plan(campaignOf(options), Math.ceil(options.runs / SHARE_RUNS)).map((one) => ({
    share: one,
    shipped: options.shipped,
    shippedOneIn: 10,
  }));

interface Played {
  /** Results of all shares up to the first missing one; later results are not counted. */
  readonly results: readonly ShareResult[];
  readonly interrupted: boolean;
}

/** Results of all shares, or, once the user has asked to stop, of those done by then. */
async function played(
  jobs: readonly ShareJob[],
  options: MillionOptions,
  output: Output,
): Promise<Played> {
  const progress = progressOf(output, `sms2/${options.variant}`, options.runs);
  let stopped = false;
  const takeBack = output.host.onInterrupt(() => {
    stopped = true;
  });
  const started = performance.now();
  let runs = 0;
  let found = 0;
  const onAnswer = (result: ShareResult): void => {
    runs += statisticsOf(result.outcome).runs;
    found += result.outcome.findings.length;
    // Printed at once: a violation need not wait for the end of a million runs.
    for (const finding of result.outcome.findings) output.note(findingText(finding));
    const perSecond = Math.round(runs / ((performance.now() - started) / 1_000));
    progress.update(runs, `${count(perSecond)}/s, ${count(found)} findings`);
  };
  try {
    const worker = new URL('./million-worker.js', import.meta.url);
    const results = await inThreads<ShareJob, ShareResult>(worker, jobs, {
      inOwnThread: output.host.inOwnThread,
      isStopped: () => stopped,
      onAnswer,
    });
    return { results, interrupted: stopped };
  } finally {
    takeBack();
    progress.end();
  }
}

const findingText = ({ foundAtRun, fingerprint, found }: Found<ScenarioBase>): string =>
  `run ${String(foundAtRun)}: ${fingerprint}\n  ${reproduceCommand(encodeToken(sms2Study, found))}`;

/** A run that neither passed nor broke a property, drawn again, so that it can be reproduced. */
function runText({ seed, variant, space }: MillionOptions, run: number, words: string): string {
  const scenario = scenariosFrom(arbitraryOf(sms2Study, variant, space), seed, run)();
  return `run ${String(run + 1)}: ${words}\n  ${reproduceCommand(encodeToken(sms2Study, scenario))}`;
}

/** Prints the merged results; returns whether all passed. */
function summed(
  options: MillionOptions,
  results: readonly ShareResult[],
  seconds: number,
  output: Output,
): Exploration<sms2.Sms2Scenario> | undefined {
  output.print(heading(`sms2/${options.variant}, seed ${String(options.seed)}`, output));
  if (results.length === 0) {
    output.print('No share was done.');
    return undefined;
  }
  const outcome = merge(results.map((result) => result.outcome));
  const exploration = explorationOf(
    sms2Study,
    campaignOf(options),
    outcome,
    outcome.findings.map(unshrunk),
  );
  const sum = (of: (result: ShareResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const compared = sum(({ comparedAsShipped }) => comparedAsShipped);
  const lost = sum(({ lostAsShipped }) => lostAsShipped);
  const { verdict, reason, statistics } = exploration;
  output.print(statisticsReport(statistics, output));
  output.print(
    `\nOf ${count(compared)} of these scenarios played as shipped (${options.shipped}), ${count(lost)} (${share(lost, compared)}) silently lost records.`,
  );
  for (const found of outcome.findings) output.print(`\n${findingText(found)}\n`);
  for (const { verdict, run, reason = '' } of outcome.verdicts)
    if (verdict !== 'violation')
      output.print(`\n${runText(options, run, `${verdict}: ${reason}`)}\n`);
  output.print(
    `${count(statistics.runs)} scenarios in ${count(seconds)} s on ${String(availableParallelism())} threads: ${verdict}${reason === undefined ? '' : `: ${reason}`}.`,
  );
  return exploration;
}

/** Plays the campaign and prints it. Exit code 1: something broke; 130: it was interrupted. */
export async function million(options: MillionOptions, host: Host): Promise<number> {
  const output = outputOf({}, host);
  const started = performance.now();
  const { results, interrupted } = await played(jobsOf(options), options, output);
  const seconds = Math.round((performance.now() - started) / 1_000);
  const exploration = summed(options, results, seconds, output);
  if (!interrupted) return exploration?.verdict === 'pass' ? EXIT.ok : EXIT.violation;
  const from = options.from + (exploration?.statistics.runs ?? 0);
  const rest = options.from + options.runs - from;
  output.print(
    `Interrupted: this is the result so far. The rest, with the same seed: npm run bench:million -- --seed ${String(options.seed)} --variant ${options.variant} --space ${options.space} --shipped ${options.shipped} --from ${String(from)} --runs ${String(rest)}`,
  );
  return EXIT.interrupted;
}
