/** `skewproof verify`: explores each variant, and compares its findings with its expectations. */
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { encodeToken } from '../../properties/corpus/token.js';
import { checkedVariant } from '../../properties/study/variant.js';
import { verificationAnnotations, verificationSummary } from '../../reports/formats/github.js';
import { statisticsReport } from '../../reports/text/statistics.js';
import { tableOf } from '../../reports/text/table.js';
import { heading } from '../../reports/text/text.js';
import { bySeverity } from '../../reports/words/severity.js';
import { asExpected, cellsOf } from '../../reports/text/cells.js';
import { verificationReport } from '../../reports/text/verification.js';
import { variantOf } from '../../properties/study/variant.js';
import { shownOf } from '../../properties/campaign/finding.js';
import type { Finding } from '../../properties/campaign/finding.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { Canary } from '../../properties/campaign/canary.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { Variant } from '../../properties/study/contract.js';
import type { VerifiedVariant } from '../../reports/text/cells.js';
import { SkewproofError } from '../../sim/model/errors.js';
import { DEFAULT_SEED, EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import type { Studies } from '../config/studies.js';
import { checkedFolder, CORPUS, replayed, replayTable } from '../campaign/corpus.js';
import { played } from '../campaign/plays.js';
import type { Replayed } from '../campaign/plays-worker.js';
import { exploreAll } from '../campaign/exploring.js';
import type { Search } from '../campaign/searching.js';
import { printCode } from '../campaign/code-blocks.js';
import type { DetailOptions } from '../cli/detail.js';
import { openReport, writeReport } from '../cli/report.js';
import { annotateGithub } from '../cli/github.js';
import { isShard, runShard } from '../shards/run-shard.js';
import type { ShardOptions } from '../shards/run-shard.js';
import { articleChapter } from '../sms2/article.js';
import type { Chapter } from '../sms2/article.js';

/** The part of a study's output beyond its variants, printed when all of it is verified. */
const CHAPTERS: Readonly<Record<string, (output: Output) => Chapter>> = { sms2: articleChapter };

export interface VerifyCommand extends DetailOptions, ShardOptions {
  readonly study: string;
  readonly variant?: string;
  /** Runs per variant. */
  readonly runs?: number;
  /** Time for all variants together, s. */
  readonly seconds?: number;
  readonly seed?: number;
  /** Stop at the first unexpected finding. */
  readonly bail?: boolean;
  /** Real time that a single run may take, s. */
  readonly runSeconds?: number;
  /** Limit of threads. */
  readonly workers?: number;
  /** Default: the usual folder. */
  readonly corpus?: string;
  /** Limit of scenarios tried for each finding while shrinking it. */
  readonly shrinkRuns?: number;
  /** Folder for the report's files. */
  readonly report?: string;
}

/** A variant with planted defects has the expectations of the variant without them. */
const statedOf = (study: AnyStudy, variant: string): Variant =>
  variantOf(study, variant) ?? { title: variant, violated: [] };

const spaceOf = (study: AnyStudy, variant: string): string =>
  statedOf(study, variant).space ?? 'everything';

const ranked = (finding: Finding<ScenarioBase>) => {
  const { fate, property } = shownOf(finding).explanation.violation;
  return { fate, property };
};

const bySeverityOfFindings = (a: Finding<ScenarioBase>, b: Finding<ScenarioBase>): number =>
  bySeverity(ranked(a), ranked(b));

/** The findings of all variants, one line for each, the worst of a variant first. */
function findingsTable(verified: readonly VerifiedVariant[], output: Output): string {
  const rows = verified.flatMap(({ variant, exploration }) =>
    [...exploration.findings]
      .sort(bySeverityOfFindings)
      .map((finding, place) => [
        place === 0 ? variant : '',
        finding.fingerprint,
        String(finding.foundAtRun),
        finding.minimal?.minimal === true ? 'yes' : 'no',
      ]),
  );
  return tableOf(
    ['variant', 'kind of failure', 'found at run', 'shrunk to a minimum'],
    rows,
    output,
  );
}

/**
 * A scenario saved by earlier runs may break the expected properties of its variant, and no others.
 */
const unexpected = (study: AnyStudy, entries: readonly Replayed[]): readonly Replayed[] =>
  entries.filter(({ variant, verdict, violated }) => {
    const stated = statedOf(study, variant).violated;
    const judged = verdict === 'pass' || verdict === 'violation' || verdict === 'not-live';
    return !judged || violated.some((property) => !stated.includes(property));
  });

/** Result of the canary in one line; none for a study without a canary. */
function canaryLine(study: string, { variant, caughtAtRun, runs }: Canary): string {
  const canary = `Canary ${study}/${variant}`;
  return caughtAtRun === undefined
    ? `HARNESS ERROR: ${canary} has a planted defect, and ${String(runs)} runs found nothing. What passes above proves nothing.`
    : `${canary}, which must fail: caught at run ${String(caughtAtRun)}.`;
}

function printAll(
  study: AnyStudy,
  /** The study as a command line names it. */
  named: string,
  all: readonly VerifiedVariant[],
  bad: readonly Replayed[],
  { brief, verbose }: DetailOptions,
  output: Output,
): void {
  output.print(heading(`${study.name}: variant × property`, output));
  output.print(verificationReport(all, output));
  if (bad.length > 0) {
    output.print(heading('NOT as expected: saved by earlier runs, and still failing', output));
    output.print(replayTable(bad, output));
    printCode(
      study,
      bad.flatMap(({ stories = [] }) => stories),
      output,
    );
  }
  if (brief === true) return;
  if (all.some(({ exploration }) => exploration.findings.length > 0)) {
    output.print(heading('Findings', output));
    output.print(findingsTable(all, output));
    printCode(
      study,
      all.flatMap(({ exploration }) => exploration.findings.map(({ story }) => story)),
      output,
    );
    output.print(
      `\nTo see one shrunk and explained: npx skewproof explore ${named} --variant ${all[0]?.variant ?? ''}`,
    );
  }
  if (verbose !== true) return;
  for (const { variant, exploration } of all) {
    output.print(heading(`Explored of ${variant}`, output));
    output.print(statisticsReport(exploration.statistics, output));
  }
}

/** The searches of a command, one for each variant. */
function searchesOf(
  command: VerifyCommand,
  variants: readonly string[],
  studies: Studies,
): readonly Search[] {
  const study = studies.named(command.study);
  const { bail, runs, shrinkRuns, runSeconds, seed = DEFAULT_SEED } = command;
  return variants.map((variant) => ({
    ...{ study, ref: studies.refOf(study), variant, space: spaceOf(study, variant), seed },
    ...(runs === undefined ? {} : { runs }),
    ...(shrinkRuns === undefined ? {} : { shrinkRuns }),
    ...(runSeconds === undefined ? {} : { runSeconds }),
    reproduceOptions: studies.optionFor(study),
    // The table shows how much was found; a report also shows why, as do the lines of a program.
    diagnose: command.report !== undefined || study.decidingLine !== undefined,
    ...(bail === true ? { bail: statedOf(study, variant).violated } : {}),
  }));
}

/** The two searches of a verification. `merge` has the results of other machines in their place. */
interface Searches {
  readonly search: typeof exploreAll;
  readonly canary: typeof canaryOf;
}

export async function runVerify(
  command: VerifyCommand,
  output: Output,
  studies: Studies,
  how: Searches = { search: exploreAll, canary: canaryOf },
): Promise<number> {
  const study = studies.named(command.study);
  const variants =
    command.variant === undefined
      ? Object.keys(study.variants)
      : [checkedVariant(study, command.variant)];
  const { runSeconds, seed = DEFAULT_SEED } = command;
  const searches = searchesOf(command, variants, studies);
  if (isShard(command)) {
    const all = { kind: 'verify', command, argument: command.study, study, seed } as const;
    return await runShard({ ...all, searches }, output, studies);
  }
  const folder = checkedFolder(command.corpus ?? CORPUS);
  if (command.report !== undefined) openReport(command.report);
  const only = { study: study.name, variants };
  const known = await replayed(folder, { only, runSeconds }, output, studies);
  const searched = await how.search(searches, output, {
    threads: command.workers,
    secondsInAll: command.seconds,
  });
  const { interrupted, lost, unfinished } = searched;
  const canary =
    interrupted || lost !== undefined || unfinished.size > 0
      ? {}
      : await how.canary({ study, seed, runSeconds }, output, studies);
  // What follows plays scenarios again.
  return await outsideMicrotasks(() =>
    shownSearch({ command, study, variants, seed, known, ...canary }, searched, output, studies),
  );
}

/** The canary's search, or the error that ended it: that must not hide what was found before. */
async function canaryOf(
  {
    study,
    seed,
    runSeconds,
  }: Pick<Searched, 'study' | 'seed'> & { runSeconds?: number | undefined },
  output: Output,
  studies: Studies,
): Promise<Pick<Searched, 'canary' | 'canaryError'>> {
  try {
    const what = 'the canary';
    const { canary } = await played({ study, what, runSeconds, canary: seed }, output, studies);
    return canary === undefined ? {} : { canary };
  } catch (error) {
    if (!(error instanceof SkewproofError)) throw error;
    return { canaryError: error };
  }
}

/** A search of variants, and what was known before it. */
interface Searched {
  readonly command: VerifyCommand;
  readonly study: AnyStudy;
  readonly variants: readonly string[];
  readonly seed: number;
  readonly known: readonly Replayed[];
  /** Absent if the study has none, or the search is not whole. */
  readonly canary?: Canary;
  readonly canaryError?: SkewproofError;
}

/** States why a search is not whole, if it is not. */
function printEnd(unfinished: readonly string[], interrupted: boolean, output: Output): void {
  if (unfinished.length > 0)
    output.print(
      `\nStopped at the first unexpected finding; not searched to the end: ${unfinished.join(', ')}.`,
    );
  if (interrupted) output.print('\nInterrupted: these are the findings until then.');
}

/** One variant as data. */
function dataOf(study: AnyStudy, one: VerifiedVariant): object {
  const { verdict, findings, statistics, warnings } = one.exploration;
  return {
    variant: one.variant,
    verdict,
    cells: cellsOf(one),
    findings: findings.map(({ fingerprint, foundAtRun, minimal, found }) => ({
      fingerprint,
      foundAtRun,
      token: encodeToken(study, minimal?.scenario ?? found),
    })),
    statistics,
    ...(warnings === undefined ? {} : { warnings }),
  };
}

function shownSearch(
  { command, study, variants, seed, known, canary, canaryError }: Searched,
  { explorations, interrupted, unfinished, lost }: Awaited<ReturnType<typeof exploreAll>>,
  output: Output,
  studies: Studies,
): number {
  // A search that another one's finding ended has not shown its expected violations.
  const all = explorations.flatMap((exploration, at): VerifiedVariant | [] => {
    const variant = variants[at] ?? '';
    return unfinished.has(at) ? [] : { variant, stated: statedOf(study, variant), exploration };
  });
  const bad = unexpected(study, known);
  const blind = canary !== undefined && canary.caughtAtRun === undefined;
  printAll(study, studies.argumentFor(command.study), all, bad, command, output);
  for (const { variant, exploration } of all)
    for (const warning of exploration.warnings ?? [])
      output.print(`\nWARNING, ${variant}: ${warning}.`);
  const chapter =
    command.variant === undefined && !interrupted && unfinished.size === 0
      ? CHAPTERS[study.name]?.(output)
      : undefined;
  const good = asExpected(all) && bad.length === 0 && !blind && (chapter?.asExpected ?? true);
  if (canary !== undefined) output.print(`\n${canaryLine(study.name, canary)}`);
  printEnd(
    variants.filter((_, at) => unfinished.has(at)),
    interrupted,
    output,
  );
  const page =
    command.report === undefined
      ? undefined
      : writeReport(
          command.report,
          {
            ...{ study, seed, verified: all },
            reproduceOptions: studies.optionFor(study),
            ref: studies.refOf(study),
          },
          output,
        );
  output.result({
    study: study.name,
    seed,
    ...(page === undefined ? {} : { report: page }),
    asExpected: good,
    interrupted,
    ...(canary === undefined
      ? {}
      : { canary: { ...canary, caughtAtRun: canary.caughtAtRun ?? null } }),
    variants: all.map((one) => dataOf(study, one)),
    corpus: known,
    ...chapter?.result,
  });
  annotateGithub(output, () => ({
    annotations: verificationAnnotations(study.name, all),
    summary: verificationSummary(study.name, all),
  }));
  const error = lost ?? canaryError;
  if (error !== undefined) throw error;
  if (interrupted) return EXIT.interrupted;
  if (blind) return EXIT.harness;
  return good ? EXIT.ok : EXIT.violation;
}
