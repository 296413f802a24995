/**
 * Builds a report's data from verified variants: each finding with its scenario, token and recorded
 * run. It runs no simulation.
 */
import { shownOf } from '../../properties/campaign/finding.js';
import type { Finding, RecordedFinding } from '../../properties/campaign/finding.js';
import { encodeToken } from '../../properties/corpus/token.js';
import { undiagnosedStory } from '../../properties/explain/words/undiagnosed.js';
import type { FrontierMap } from '../../properties/frontier/types.js';
import { differencesOf } from '../../properties/json/differences.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { RecordedRun } from '../../properties/trace/recorded-run.js';
import { spaceTimeOf, spaceTimePair } from '../spacetime/spacetime.js';
import { amountOfField, fieldTitles } from '../words/fields.js';
import { asExpected, cellsOf } from '../text/cells.js';
import type { VerifiedVariant } from '../text/cells.js';
import type { ReportCollectors, ReportData, ReportFinding, ReportMap, ReportRun } from './data.js';

/**
 * A map, and the scenario of each of its points.
 * @since 0.1.0
 */
export interface MapInput {
  readonly map: FrontierMap;
  readonly scenarioAt: (x: number, y: number) => ScenarioBase;
}

/**
 * A verification to report: its study, variants and seed, and the runs to draw besides the
 * findings.
 * @since 0.1.0
 */
export interface ReportInput {
  readonly study: AnyStudy;
  /** Name and version, for instance `skewproof 0.1.0`. */
  readonly program: string;
  readonly seed: number;
  /** Options that `skewproof reproduce` needs besides a token. Default: none. */
  readonly reproduceOptions?: string;
  /** Name of a page beside the report in which the study runs. Default: there is none. */
  readonly explorer?: string;
  readonly verified: readonly VerifiedVariant[];
  /** Recorded runs of findings, to be drawn; a finding without one is not drawn. */
  readonly recorded?: ReadonlyMap<Finding<ScenarioBase>, RecordedFinding>;
  readonly maps?: readonly MapInput[];
  /** Agent × collector; the variants are then their pairs. */
  readonly collectors?: ReportCollectors;
  /** A search or one run, which have no expectation. Default: a verification. */
  readonly purpose?: ReportData['purpose'];
  /** Runs to draw whatever their verdict, besides those of findings. */
  readonly shown?: readonly RecordedRun[];
}

function findingOf(
  study: AnyStudy,
  variant: string,
  finding: Finding<ScenarioBase>,
  number: number,
): ReportFinding {
  const { scenario, explanation } = shownOf(finding);
  const { violation, alsoBreaks } = explanation;
  const { property, kind, fate, count, detail } = violation;
  const titles = fieldTitles(study, scenario);
  return {
    id: `finding-${String(number)}`,
    ...{ variant, property, kind, fate, alsoBreaks, detail },
    story: finding.story ?? undiagnosedStory(scenario, explanation),
    fingerprint: finding.fingerprint,
    foundAtRun: finding.foundAtRun,
    records: count,
    differences: differencesOf(scenario, study.simplest(scenario.variant)),
    neighbours: finding.minimal?.neighbours ?? [],
    minimal: finding.minimal?.minimal === true,
    ...(Object.keys(titles).length === 0 ? {} : { titles }),
    token: encodeToken(study, scenario),
    ...(finding.hash === undefined ? {} : { hash: finding.hash }),
    scenario,
  };
}

function runOf(study: AnyStudy, finding: ReportFinding, { run, twin }: RecordedFinding): ReportRun {
  const title = `${finding.variant}: ${finding.fate}, ${finding.fingerprint.split(' | ').at(-1) ?? ''}`;
  const id = finding.id.replace('finding', 'run');
  const { story } = finding;
  if (twin === undefined || story.twin === undefined)
    return { id, title, run: spaceTimeOf(study, run, { story }) };
  const { field, value, twinValue } = story.twin;
  const titles = finding.titles ?? {};
  const words = (one: unknown): string =>
    one === null ? 'none' : amountOfField(field, one, titles);
  const twinDiffers = `${titles[field]?.title ?? field}: ${words(twinValue)} instead of ${words(value)}`;
  const { divergence } = story;
  const options = { story, ...(divergence === undefined ? {} : { parting: divergence }) };
  return { id, title, ...spaceTimePair(study, { run, twin }, options), twinDiffers };
}

function mapOf(study: AnyStudy, { map, scenarioAt }: MapInput): ReportMap {
  return {
    map,
    title: `${map.variant}: ${map.x.title} × ${map.y.title}`,
    points: map.ys.map((y, row) =>
      map.xs.map((x, column) => ({
        token: encodeToken(study, scenarioAt(x, y)),
        hash: map.hashes[row]?.[column] ?? '',
      })),
    ),
  };
}

/**
 * Gathers a verification as data: each finding with its scenario, token, explanation and drawing.
 * @throws SkewproofError SKEW-402 when a model throws.
 * @since 0.1.0
 */
export function reportData(input: ReportInput): ReportData {
  const { study, verified, reproduceOptions = '' } = input;
  const findings: ReportFinding[] = [];
  const runs = new Map<RecordedFinding | RecordedRun, ReportRun>();
  for (const { variant, exploration } of verified)
    for (const finding of exploration.findings) {
      const built = findingOf(study, variant, finding, findings.length + 1);
      const recorded = input.recorded?.get(finding);
      if (recorded === undefined) {
        findings.push(built);
        continue;
      }
      // Two findings of one record in one scenario are one run.
      const run = runs.get(recorded) ?? runOf(study, built, recorded);
      runs.set(recorded, run);
      findings.push({ ...built, run: run.id });
    }
  for (const [number, recorded] of (input.shown ?? []).entries())
    if (!findings.some(({ token }) => token === encodeToken(study, recorded.scenario)))
      runs.set(recorded, {
        id: `run-shown-${String(number + 1)}`,
        title: `${recorded.scenario.variant}: the run`,
        run: spaceTimeOf(study, recorded),
      });
  return {
    format: 1,
    program: input.program,
    study: study.name,
    title: study.title,
    epochMs: study.epochMs,
    seed: input.seed,
    ...(reproduceOptions === '' ? {} : { reproduceOptions }),
    ...(input.explorer === undefined ? {} : { explorer: input.explorer }),
    asExpected: asExpected(verified),
    ...(input.purpose === undefined ? {} : { purpose: input.purpose }),
    variants: verified.map((one) => {
      const { verdict, reason, warnings, statistics } = one.exploration;
      return {
        variant: one.variant,
        title: one.stated.title,
        verdict,
        ...(reason === undefined ? {} : { reason }),
        ...(warnings === undefined ? {} : { warnings }),
        cells: cellsOf(one),
        statistics,
      };
    }),
    ...(input.collectors === undefined ? {} : { collectors: input.collectors }),
    findings,
    maps: (input.maps ?? []).map((map) => mapOf(study, map)),
    runs: [...runs.values()],
  };
}
