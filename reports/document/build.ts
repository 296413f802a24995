/** From verified variants to a report's data: each finding with its scenario, its token and its run. */
import { encodeToken } from '../../properties/corpus/token.js';
import { storyOf } from '../../properties/explain/story.js';
import { differencesOf } from '../../properties/json/differences.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import type { Finding } from '../../properties/campaign/explore.js';
import type { FrontierMap } from '../../properties/frontier/types.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { ReportData, ReportFinding, ReportMap, ReportRun } from './data.js';
import { spaceTimeOf, spaceTimePair } from '../spacetime/spacetime.js';
import { asExpected, cellsOf } from '../text/cells.js';
import type { VerifiedVariant } from '../text/cells.js';

/** A map, and the scenario of each of its points. */
export interface MapInput {
  readonly map: FrontierMap;
  readonly scenarioAt: (x: number, y: number) => ScenarioBase;
}

export interface ReportInput {
  readonly study: AnyStudy;
  /** Name and version, for instance `skewproof 0.1.0`. */
  readonly program: string;
  readonly seed: number;
  readonly verified: readonly VerifiedVariant[];
  /** Runs to look for the passing twin of each finding, at most. Default 120. */
  readonly twinRunsMax?: number;
  readonly maps?: readonly MapInput[];
  /** Runs to draw whatever they came to, besides one for each finding. */
  readonly shown?: readonly ScenarioBase[];
}

const TWIN_RUNS_MAX = 120;

function findingOf(
  input: ReportInput,
  variant: string,
  finding: Finding<ScenarioBase>,
  number: number,
): ReportFinding {
  const { study } = input;
  const scenario = finding.minimal?.scenario ?? finding.found;
  const explanation = finding.minimal?.explanation ?? finding.explanation;
  const { violation } = explanation;
  const { property, kind, fate, count, detail } = violation;
  const story = storyOf(study, scenario, explanation, {
    twinRunsMax: input.twinRunsMax ?? TWIN_RUNS_MAX,
  });
  return {
    id: `finding-${String(number)}`,
    ...{ variant, property, kind, fate, detail, story },
    fingerprint: finding.fingerprint,
    foundAtRun: finding.foundAtRun,
    records: count,
    differences: differencesOf(scenario, study.simplest(scenario.variant)),
    neighbours: finding.minimal?.neighbours ?? [],
    minimal: finding.minimal?.minimal === true,
    token: encodeToken(study, scenario),
    hash: runScenario(study, scenario).summary.hash,
    scenario,
  };
}

function runOf(study: AnyStudy, finding: ReportFinding, tracer?: number): ReportRun {
  const scenario = finding.scenario as ScenarioBase;
  const options = tracer === undefined ? {} : { tracer };
  const title = `${finding.variant}: ${finding.fate}, ${finding.fingerprint.split(' | ').at(-1) ?? ''}`;
  const id = finding.id.replace('finding', 'run');
  const twin = finding.story.twin;
  if (twin === undefined) return { id, title, run: spaceTimeOf(study, scenario, options) };
  const twinDiffers = `${twin.field} = ${JSON.stringify(twin.twinValue)} instead of ${JSON.stringify(twin.value)}`;
  const { divergence } = finding.story;
  const pair = spaceTimePair(study, scenario, twin.scenario as ScenarioBase, {
    ...options,
    ...(divergence === undefined ? {} : { parting: divergence }),
  });
  return { id, title, ...pair, twinDiffers };
}

/** Runs every sample of the map again for its hash, so that what the page says can be held to it. */
function mapOf(study: AnyStudy, { map, scenarioAt }: MapInput): ReportMap {
  return {
    map,
    title: `${map.variant}: ${map.x.title} × ${map.y.title}`,
    points: map.ys.map((y) =>
      map.xs.map((x) => {
        const scenario = scenarioAt(x, y);
        return {
          token: encodeToken(study, scenario),
          hash: runScenario(study, scenario).summary.hash,
        };
      }),
    ),
  };
}

export function reportData(input: ReportInput): ReportData {
  const { study, verified } = input;
  const findings: ReportFinding[] = [];
  const runs = new Map<string, ReportRun>();
  for (const { variant, exploration } of verified)
    for (const finding of exploration.findings) {
      const built = findingOf(input, variant, finding, findings.length + 1);
      const explained = finding.minimal?.explanation ?? finding.explanation;
      const tracer = explained.record?.record;
      // Two properties broken by one record in one scenario are one run.
      const key = `${built.token} ${String(tracer)}`;
      const run = runs.get(key) ?? runOf(study, built, tracer);
      runs.set(key, run);
      findings.push({ ...built, run: run.id });
    }
  for (const [number, scenario] of (input.shown ?? []).entries())
    if (!findings.some((finding) => finding.token === encodeToken(study, scenario)))
      runs.set(`shown ${String(number)}`, {
        id: `run-shown-${String(number + 1)}`,
        title: `${scenario.variant}: the run`,
        run: spaceTimeOf(study, scenario, {}),
      });
  return {
    format: 1,
    program: input.program,
    study: study.name,
    title: study.title,
    epochMs: study.epochMs,
    seed: input.seed,
    asExpected: asExpected(verified),
    variants: verified.map((one) => {
      const { verdict, reason, statistics } = one.exploration;
      return {
        variant: one.variant,
        title: one.stated.title,
        verdict,
        ...(reason === undefined ? {} : { reason }),
        cells: cellsOf(one),
        statistics,
      };
    }),
    findings,
    maps: (input.maps ?? []).map((map) => mapOf(study, map)),
    runs: [...runs.values()],
  };
}
