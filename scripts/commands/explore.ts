/** `skewproof explore`: searches one variant, prints its findings and saves them. */
import { outsideMicrotasks } from '../../hosting/realm/node-drain.js';
import { passGate } from '../../properties/campaign/gate.js';
import { reproduce } from '../../properties/campaign/reproduce.js';
import { saveEntry } from '../campaign/corpus-directory.js';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import { undiagnosedStory } from '../../properties/explain/undiagnosed.js';
import { worstOf } from '../../properties/oracle/verdict.js';
import { checkedSpace, checkedVariant } from '../../properties/study/variant.js';
import { explorationSummary, findingAnnotations } from '../../reports/formats/github.js';
import { minimalReport } from '../../reports/text/finding.js';
import { statisticsReport } from '../../reports/text/statistics.js';
import { storyReport } from '../../reports/text/story.js';
import { heading } from '../../reports/text/text.js';
import { shownOf } from '../../properties/campaign/finding.js';
import type { Finding } from '../../properties/campaign/finding.js';
import type { Story } from '../../properties/explain/story-types.js';
import type { VerdictKind } from '../../properties/oracle/verdict.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { DEFAULT_SEED, EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { deferring } from '../cli/deferring.js';
import type { Studies } from '../config/studies.js';
import { checkedFolder, replayed, replayTable, stillFailing } from '../campaign/corpus.js';
import { endedAs, exploreAll } from '../campaign/exploring.js';
import { annotateGithub } from '../cli/github.js';
import { openReport, reportedExploration, writeReport } from '../cli/report.js';

export interface ExploreCommand {
  readonly study: string;
  readonly variant: string;
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
  readonly corpus: string;
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

function printFinding(
  study: AnyStudy,
  finding: Finding<ScenarioBase>,
  story: Story,
  command: string,
  output: Output,
): void {
  const { minimal } = finding;
  output.print(heading(`Found at run ${String(finding.foundAtRun)}`, output));
  output.print(storyReport(study, story, output));
  if (minimal !== undefined) output.print(`\n${minimalReport(study, minimal, output)}`);
  output.print(`\n  ${command}`);
}

export async function runExplore(
  command: ExploreCommand,
  output: Output,
  studies: Studies,
): Promise<number> {
  const study = studies.named(command.study);
  const reproduceOptions = studies.optionFor(study);
  const variant = checkedVariant(study, command.variant);
  const space = checkedSpace(study, command.space);
  const folder = checkedFolder(command.corpus);
  if (command.report !== undefined) openReport(command.report);
  const seed = command.seed ?? DEFAULT_SEED;
  const { bail, ...effort } = command;
  passGate(study, variant);
  // Findings of earlier runs are tried first.
  const known = replayed(folder, studies, { study: study.name, variant });
  const searched = await exploreAll(
    [
      {
        ...effort,
        ...{ study, ref: studies.refOf(study), reproduceOptions, variant, space, seed },
        ...(bail === true ? { bail: [] } : {}),
      },
    ],
    output,
    command.workers,
  );
  // What follows plays scenarios again.
  return await outsideMicrotasks(() =>
    shownSearch({ command, study, variant, space, seed, folder, known }, searched, output, studies),
  );
}

/** A search, and what was known before it. */
interface Searched {
  readonly command: ExploreCommand;
  readonly study: AnyStudy;
  readonly variant: string;
  readonly space: string;
  readonly seed: number;
  readonly folder: string;
  readonly known: ReturnType<typeof replayed>;
}

function shownSearch(
  { command, study, variant, space, seed, folder, known }: Searched,
  { explorations, interrupted, lost }: Awaited<ReturnType<typeof exploreAll>>,
  output: Output,
  studies: Studies,
): number {
  const { bail } = command;
  const reproduceOptions = studies.optionFor(study);
  const commandFor = (finding: Finding<ScenarioBase>): string =>
    reproduceCommand(encodeToken(study, scenarioOf(finding)), reproduceOptions);
  const [exploration] = explorations;
  if (exploration === undefined) return EXIT.harness;
  if (known.length > 0) {
    output.print(heading(`Saved by earlier runs in ${folder}`, output));
    output.print(replayTable(known, output));
  }
  const findings = exploration.findings.map((finding) => {
    const { scenario, explanation } = shownOf(finding);
    const story = finding.story ?? undiagnosedStory(scenario, explanation);
    // Printed before anything is written: a full disk must not hide a finding.
    printFinding(study, finding, story, commandFor(finding), output);
    const path = command.save ? save(study, finding, seed, folder, output) : undefined;
    if (path !== undefined) output.print(`  saved as ${path}`);
    return { finding, story, path };
  });
  output.print(heading('Explored', output));
  output.print(statisticsReport(exploration.statistics, output));
  const { reason } = exploration;
  const verdict = worstOf([exploration.verdict, ...known.map((entry) => entry.verdict)]);
  const failing = stillFailing(known).length;
  const bailed = bail === true && exploration.findings.length > 0;
  output.print(
    `\n${study.name}/${variant}, seed ${String(seed)}: ${endedAs(exploration)}${reason === undefined ? (bailed ? ' (stopped at the first finding)' : '') : ` (${reason})`}.${failing === 0 ? '' : ` Of ${String(known.length)} saved by earlier runs, ${String(failing)} still fail.`}`,
  );
  for (const warning of exploration.warnings ?? []) output.print(`WARNING: ${warning}.`);
  const page =
    command.report === undefined
      ? undefined
      : writeReport(
          command.report,
          { ...reportedExploration(study, seed, variant, exploration), reproduceOptions },
          output,
        );
  output.result({
    study: study.name,
    ...(page === undefined ? {} : { report: page }),
    variant,
    space,
    seed,
    guided: command.guided === true,
    verdict,
    interrupted,
    ...(reason === undefined ? {} : { reason }),
    findings: findings.map(({ finding, story, path }) => ({
      ...finding,
      story,
      token: encodeToken(study, scenarioOf(finding)),
      reproduce: commandFor(finding),
      path,
    })),
    corpus: known,
    statistics: exploration.statistics,
    ...(exploration.warnings === undefined ? {} : { warnings: exploration.warnings }),
  });
  annotateGithub(output, () => {
    const campaign = `${study.name}/${variant}`;
    const found = findings.map(({ finding, story }) => ({
      story,
      foundAtRun: finding.foundAtRun,
      token: encodeToken(study, scenarioOf(finding)),
      reproduceOptions,
    }));
    return {
      annotations: findingAnnotations(campaign, found),
      summary: explorationSummary(study, campaign, exploration.statistics.runs, found),
    };
  });
  // All that was found is printed by now.
  if (lost !== undefined) throw lost;
  return interrupted ? EXIT.interrupted : exitOf(verdict);
}
