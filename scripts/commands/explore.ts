/** `skewproof explore`: search one variant, print and keep what was found. */
import {
  checkedVariant,
  encodeToken,
  explore,
  heading,
  minimalReport,
  reproduce,
  saveEntry,
  statisticsReport,
  storyOf,
  storyReport,
  studyNamed,
} from '../../reports/index.js';
import type { AnyStudy, Finding, ScenarioBase, Story, VerdictKind } from '../../reports/index.js';
import { DEFAULT_SEED, EXIT, progressOf } from '../context.js';
import type { Output } from '../context.js';

export interface ExploreCommand {
  readonly study: string;
  readonly variant: string;
  readonly space: string;
  readonly runs: number;
  readonly seconds?: number;
  readonly seed?: number;
  readonly corpus: string;
  readonly save: boolean;
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

/** Keeps a finding in the corpus and returns the entry's path. */
function save(
  study: AnyStudy,
  finding: Finding<ScenarioBase>,
  seed: number,
  folder: string,
): string {
  const scenario = finding.minimal?.scenario ?? finding.found;
  return saveEntry(folder, {
    format: 1,
    study: study.name,
    variant: scenario.variant,
    fingerprint: finding.fingerprint,
    hash: reproduce(study, scenario).result.summary.hash,
    foundWith: { seed, run: finding.foundAtRun },
    scenario,
  });
}

function printFinding(
  study: AnyStudy,
  finding: Finding<ScenarioBase>,
  story: Story,
  path: string | undefined,
  output: Output,
): void {
  const { minimal } = finding;
  const scenario = minimal?.scenario ?? finding.found;
  output.print(heading(`Found at run ${String(finding.foundAtRun)}`, output));
  output.print(storyReport(study, story, output));
  if (minimal !== undefined) output.print(`\n${minimalReport(study, minimal, output)}`);
  output.print(`\n  npx skewproof reproduce ${encodeToken(scenario)}`);
  if (path !== undefined) output.print(`  kept as ${path}`);
}

export function runExplore(command: ExploreCommand, output: Output): number {
  const study = studyNamed(command.study);
  const variant = checkedVariant(study, command.variant);
  const seed = command.seed ?? DEFAULT_SEED;
  const progress = progressOf(output, `${study.name}/${variant}`, command.runs);
  const exploration = explore(study, variant, {
    seed,
    runs: command.runs,
    space: command.space,
    now: () => performance.now(),
    ...(command.seconds === undefined ? {} : { seconds: command.seconds }),
    onProgress: (done, findings) => {
      if (done % 50 === 0 || done === command.runs)
        progress.update(done, findings === 0 ? '' : `${String(findings)} kind(s) of failure`);
    },
  });
  progress.end();
  const findings = exploration.findings.map((finding) => ({
    finding,
    story: storyOf(
      study,
      finding.minimal?.scenario ?? finding.found,
      finding.minimal?.explanation ?? finding.explanation,
    ),
    path: command.save ? save(study, finding, seed, command.corpus) : undefined,
  }));
  for (const { finding, story, path } of findings)
    printFinding(study, finding, story, path, output);
  output.print(heading('Explored', output));
  output.print(statisticsReport(exploration.statistics, output));
  const verdict =
    exploration.findings.length === 0
      ? 'no violation'
      : `${String(exploration.findings.length)} kind(s) of failure`;
  output.print(
    `\n${study.name}/${variant}, seed ${String(seed)}: ${exploration.verdict}, ${verdict}${exploration.reason === undefined ? '' : ` (${exploration.reason})`}.`,
  );
  output.result({
    study: study.name,
    variant,
    seed,
    verdict: exploration.verdict,
    ...(exploration.reason === undefined ? {} : { reason: exploration.reason }),
    findings: findings.map(({ finding, story, path }) => ({
      ...finding,
      story,
      token: encodeToken(finding.minimal?.scenario ?? finding.found),
      path,
    })),
    statistics: exploration.statistics,
  });
  return exitOf(exploration.verdict);
}
