/** `skewproof explore`: searches one variant, prints its findings and saves them. */
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { reproduce } from '../../properties/campaign/reproduce.js';
import { AsFound } from '../campaign/as-found.js';
import { saveEntry } from '../campaign/corpus-directory.js';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import { undiagnosedStory } from '../../properties/explain/words/undiagnosed.js';
import { worstOf } from '../../properties/oracle/verdict.js';
import { askedVariant, checkedSpace } from '../../properties/study/variant.js';
import { explorationSummary, findingAnnotations } from '../../reports/formats/github.js';
import { statisticsReport, statisticsTotals } from '../../reports/text/statistics.js';
import { heading } from '../../reports/text/text.js';
import { bySeverity } from '../../reports/words/severity.js';
import { shownOf } from '../../properties/campaign/finding.js';
import type { Exploration, Finding } from '../../properties/campaign/finding.js';
import type { Story } from '../../properties/explain/story-types.js';
import type { VerdictKind } from '../../properties/oracle/verdict.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { DEFAULT_SEED, EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { deferring } from '../cli/deferring.js';
import { printFinding } from '../cli/detail.js';
import type { DetailOptions } from '../cli/detail.js';
import type { Studies } from '../config/studies.js';
import { checkedFolder, CORPUS, replayed, replayTable, stillFailing } from '../campaign/corpus.js';
import type { Replayed } from '../campaign/plays-worker.js';
import { exploreAll } from '../campaign/exploring.js';
import type { Search } from '../campaign/searching.js';
import { endedAs } from '../campaign/shrinking.js';
import { annotateGithub } from '../cli/github.js';
import { openReport, reportedExploration, writeReport } from '../cli/report.js';
import { isShard, runShard, savedByMerge } from '../shards/run-shard.js';
import type { ShardOptions } from '../shards/run-shard.js';

export interface ExploreCommand extends DetailOptions, ShardOptions {
  readonly study: string;
  readonly variant?: string | undefined;
  readonly space: string;
  readonly runs?: number;
  readonly seconds?: number;
  readonly seed?: number;
  /** Limit of scenarios tried for each finding while shrinking it. */
  readonly shrinkRuns?: number;
  /** Real time that a single run may take, s. */
  readonly runSeconds?: number;
  /** Steered by scenarios that came near a loss. */
  readonly guided?: boolean;
  /** Stop at the first finding. */
  readonly bail?: boolean;
  /** Limit of threads. */
  readonly workers?: number;
  /** Default: the usual folder. */
  readonly corpus?: string;
  readonly save: boolean;
  /** Folder for the report's files. */
  readonly report?: string;
}

export const exitOf = (verdict: VerdictKind): number => {
  switch (verdict) {
    case 'pass':
      return EXIT.ok;
    case 'violation':
    case 'not-live':
      return EXIT.violation;
    case 'nondeterminism':
      return EXIT.nondeterminism;
    case 'harness-error':
      return EXIT.harness;
    default:
      return EXIT.inconclusive;
  }
};

const scenarioOf = (finding: Finding<ScenarioBase>): ScenarioBase =>
  finding.minimal?.scenario ?? finding.found;

/** Saves a finding in the corpus and returns the entry's path; undefined if it cannot be written. */
function save(
  study: AnyStudy,
  finding: Finding<ScenarioBase>,
  seed: number,
  folder: string,
  output: Output,
): string | undefined {
  const scenario = scenarioOf(finding);
  const entry = {
    format: 1,
    study: study.name,
    variant: scenario.variant,
    fingerprint: finding.fingerprint,
    hash: reproduce(study, scenario).result.summary.hash,
    foundWith: { seed, run: finding.foundAtRun },
    scenario,
  } as const;
  return deferring(output, () => saveEntry(folder, entry));
}

/** The search of a command. */
function searchOf(command: ExploreCommand, studies: Studies): Search & { readonly seed: number } {
  const study = studies.named(command.study);
  const { bail, runs, seconds, shrinkRuns, runSeconds, guided } = command;
  return {
    ...{ study, ref: studies.refOf(study), reproduceOptions: studies.optionFor(study) },
    variant: askedVariant(study, command.variant),
    space: checkedSpace(study, command.space),
    seed: command.seed ?? DEFAULT_SEED,
    ...(runs === undefined ? {} : { runs }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(guided === undefined ? {} : { guided }),
    ...(shrinkRuns === undefined ? {} : { shrinkRuns }),
    ...(runSeconds === undefined ? {} : { runSeconds }),
    ...(bail === true ? { bail: [] } : {}),
  };
}

/** @param exploreHere the search itself; `merge` has the results of other machines in its place */
export async function runExplore(
  command: ExploreCommand,
  output: Output,
  studies: Studies,
  exploreHere: typeof exploreAll = exploreAll,
): Promise<number> {
  const search = searchOf(command, studies);
  const { study, variant, space, seed } = search;
  if (isShard(command)) {
    if (!command.save) throw savedByMerge();
    const one = { kind: 'explore', command, argument: command.study, study, seed } as const;
    return await runShard({ ...one, searches: [search] }, output, studies);
  }
  const folder = checkedFolder(command.corpus ?? CORPUS);
  if (command.report !== undefined) openReport(command.report);
  // Findings of earlier runs are tried first, after the gate.
  const known = await replayed(
    folder,
    { only: { study: study.name, variants: [variant] }, runSeconds: command.runSeconds },
    output,
    studies,
  );
  const kept = command.save ? new AsFound(study, seed, folder) : undefined;
  const searching = { ...search, ...(kept === undefined ? {} : { onFound: kept.keep }) };
  const searched = await exploreHere([searching], output, { threads: command.workers });
  try {
    // What follows plays scenarios again.
    return await outsideMicrotasks(() =>
      shownSearch(
        { command, study, variant, space, seed, folder, known },
        searched,
        output,
        studies,
      ),
    );
  } finally {
    // What could not be saved at the end stays as it was found.
    if (output.deferred.length === 0) kept?.discard();
  }
}

/** A search, and what was known before it. */
interface Searched {
  readonly command: ExploreCommand;
  readonly study: AnyStudy;
  readonly variant: string;
  readonly space: string;
  readonly seed: number;
  readonly folder: string;
  readonly known: readonly Replayed[];
}

/** A finding with its story and the path of its corpus entry. */
interface ShownFinding {
  readonly finding: Finding<ScenarioBase>;
  readonly story: Story;
  readonly token: string;
  readonly reproduce: string;
  readonly path: string | undefined;
}

/** The end of the search in one line, before all that was found. */
function headline(
  { command, study, variant, seed, known }: Searched,
  exploration: Exploration<ScenarioBase>,
): string {
  const { reason, findings, refusal } = exploration;
  const bailed = command.bail === true && findings.length > 0;
  // The words of a refusal have its reason in them.
  const why =
    refusal !== undefined
      ? undefined
      : (reason ?? (bailed ? 'stopped at the first finding' : undefined));
  const failing = stillFailing(known).length;
  return [
    `${study.name}/${variant}, seed ${String(seed)}: ${endedAs(exploration)}${why === undefined ? '' : ` (${why})`}.`,
    ...(failing === 0
      ? []
      : [`Of ${String(known.length)} saved by earlier runs, ${String(failing)} still fail.`]),
  ].join(' ');
}

function printSearch(
  searched: Searched,
  exploration: Exploration<ScenarioBase>,
  output: Output,
  studies: Studies,
): readonly ShownFinding[] {
  const { command, study, seed, folder, known } = searched;
  output.print(`\n${headline(searched, exploration)}`);
  for (const warning of exploration.warnings ?? []) output.print(`WARNING: ${warning}.`);
  if (known.length > 0) {
    output.print(heading(`Saved by earlier runs in ${folder}`, output));
    output.print(replayTable(known, output));
  }
  const sorted = exploration.findings
    .map((finding) => {
      const shown = shownOf(finding);
      return {
        finding,
        ...shown,
        story: finding.story ?? undiagnosedStory(shown.scenario, shown.explanation),
      };
    })
    .sort((a, b) => bySeverity(a.story, b.story));
  const findings = sorted.map(({ finding, scenario, explanation, story }, at): ShownFinding => {
    const reproduceOptions = studies.optionFor(study);
    const token = encodeToken(study, scenarioOf(finding));
    const reproduced = reproduceCommand(token, reproduceOptions);
    const { minimal } = finding;
    const place = `${String(at + 1)} of ${String(sorted.length)}`;
    // Printed before anything is written: a full disk must not hide a finding.
    printFinding(
      { study, scenario, explanation, story, minimal, place, reproduceOptions },
      command,
      output,
    );
    const path = command.save ? save(study, finding, seed, folder, output) : undefined;
    if (path !== undefined) output.print(`  saved as ${path}`);
    return { finding, story, token, reproduce: reproduced, path };
  });
  // A search without a run has no statistics.
  if (exploration.statistics.runs === 0) return findings;
  if (command.brief !== true) output.print(heading('Explored', output));
  if (command.verbose === true) output.print(statisticsReport(exploration.statistics, output));
  else if (command.brief !== true)
    output.print(`${statisticsTotals(exploration.statistics)} By size and clock: --verbose.`);
  return findings;
}

function shownSearch(
  searched: Searched,
  { explorations, interrupted, lost }: Awaited<ReturnType<typeof exploreAll>>,
  output: Output,
  studies: Studies,
): number {
  const { command, study, variant, space, seed, known } = searched;
  const reproduceOptions = studies.optionFor(study);
  const [exploration] = explorations;
  if (exploration === undefined) return EXIT.harness;
  const findings = printSearch(searched, exploration, output, studies);
  const { reason, statistics, warnings } = exploration;
  const verdict = worstOf([exploration.verdict, ...known.map((entry) => entry.verdict)]);
  const page =
    command.report === undefined
      ? undefined
      : writeReport(
          command.report,
          {
            ...reportedExploration(study, seed, variant, exploration),
            reproduceOptions,
            ref: studies.refOf(study),
          },
          output,
        );
  output.result({
    study: study.name,
    ...(page === undefined ? {} : { report: page }),
    ...{ variant, space, seed },
    guided: command.guided === true,
    ...{ verdict, interrupted },
    ...(reason === undefined ? {} : { reason }),
    findings: findings.map(({ finding, ...shown }) => ({ ...finding, ...shown })),
    corpus: known,
    statistics,
    ...(warnings === undefined ? {} : { warnings }),
  });
  annotateGithub(output, () => {
    const campaign = `${study.name}/${variant}`;
    const found = findings.map(({ finding, story, token }) => ({
      ...{ story, token, reproduceOptions },
      foundAtRun: finding.foundAtRun,
    }));
    return {
      annotations: findingAnnotations(campaign, found),
      summary: explorationSummary(study, campaign, statistics.runs, found),
    };
  });
  // All that was found is printed by now.
  if (lost !== undefined) throw lost;
  return interrupted ? EXIT.interrupted : exitOf(verdict);
}
