/**
 * The frontier of a study: two numbers of a scenario are varied, each point is a run judged by the
 * ledger, and the boundaries between classes are found to the exact unit.
 */
import { inputError } from '../../sim/model/errors.js';
import { fieldsOf } from './fields.js';
import { RepeatedPoints } from './repeated-points.js';
import { refinePlane } from './refine.js';
import { rulesOf } from './rules.js';
import type { FrontierMap, PlaneAxis, PlaneClass } from './types.js';
import type { RunResult } from '../oracle/judged-run.js';
import { scenarioOf } from '../json/scenario.js';
import type { Json } from '../json/tree.js';
import { guarded } from '../study/guarded.js';
import { checkedVariant } from '../study/variant.js';
import { didYouMean } from '../words/nearest.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import type { NumericParameter, ScenarioBase, Study } from '../study/contract.js';

export interface FrontierRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Parameters that span a map, their ranges, and the density of samples.
 * @since 0.1.0
 */
export interface FrontierOptions<Scenario> {
  /** Names of the study's parameters. Default: those of its plane, or its first two. */
  readonly x?: string;
  readonly y?: string;
  readonly xRange?: FrontierRange;
  readonly yRange?: FrontierRange;
  /** Samples along x; there are a quarter as many rows. Default: the study's, or 48. */
  readonly resolution?: number;
  /** Seed of the probes. Default 0. */
  readonly seed?: number;
  /** The scenario in which the parameters are varied. Default: the study's. */
  readonly base?: Scenario;
  /** Other parameters to set in it. */
  readonly set?: Readonly<Record<string, number>>;
  readonly onRun?: (runs: number) => void;
  /**
   * Largest number of runs; exceeding it is an error, since the plane is then noise without
   * regions. Default 200,000.
   */
  readonly runsMax?: number;
}

const RESOLUTION = 48;
const ROWS_MIN = 5;
const RUNS_MAX = 200_000;

/** Class of a run: the worst outcome of its records. */
export function planeClassOf(result: RunResult): PlaneClass {
  const { totals } = result.fates;
  if (result.verdict === 'out-of-budget' || result.verdict === 'unknown') return 'unknown';
  if (totals.destroyed > 0) return 'destroyed';
  if (totals.stranded > 0) return 'stranded';
  if (totals.duplicated + totals.phantom > 0) return 'duplicated';
  if (totals.misdated > 0) return 'misdated';
  return result.violations.length > 0 ? 'unknown' : 'safe';
}

type Parameters<Scenario> = Readonly<Record<string, NumericParameter<Scenario>>>;

function parameterNamed<Scenario>(
  parameters: Parameters<Scenario>,
  name: string,
  place: string,
): NumericParameter<Scenario> {
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (parameter !== undefined) return parameter;
  throw inputError({
    place,
    expected: `a parameter of the study (${Object.keys(parameters).join(', ')})`,
    got: `"${name}"`,
    advice: didYouMean(name, Object.keys(parameters)),
  });
}

function axisOf<Scenario>(
  parameters: Parameters<Scenario>,
  name: string,
  range: FrontierRange | undefined,
  base: Scenario,
  place: string,
): PlaneAxis {
  const parameter = parameterNamed(parameters, name, place);
  const { title, unit, words } = parameter;
  const { from, to } = range ?? parameter;
  if (Number.isSafeInteger(from) && Number.isSafeInteger(to) && from < to) {
    const fields = fieldsOf((value) => parameter.set(base, value), from, to);
    return {
      name,
      title,
      unit,
      from,
      to,
      ...(words === undefined ? {} : { words }),
      ...(fields === undefined ? {} : { fields }),
    };
  }
  throw inputError({
    place: `${place}-range`,
    expected: 'two integers, the lower one first',
    got: `${String(from)}..${String(to)}`,
  });
}

function names<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  options: FrontierOptions<Scenario>,
): { x: string; y: string } {
  const known = Object.keys(study.parameters ?? {});
  const first = study.plane?.x ?? known[0];
  const second = study.plane?.y ?? known[1];
  const x = options.x ?? (options.y === first ? second : first);
  const y = options.y ?? (x === second ? first : second);
  if (x === undefined || y === undefined)
    throw inputError({
      place: `study ${study.name}`,
      expected: 'two numeric parameters at least',
      got: String(known.length),
      advice: 'State them as `parameters` of the study.',
    });
  if (x !== y) return { x, y };
  throw inputError({ place: '--y', expected: 'another parameter than --x', got: `"${y}"` });
}

function baseOf<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  variant: string,
  options: FrontierOptions<Scenario>,
): Scenario {
  const start = options.base ?? study.plane?.base(variant) ?? study.simplest(variant);
  return Object.entries(options.set ?? {}).reduce(
    (scenario, [name, value]) =>
      parameterNamed(study.parameters ?? {}, name, '--set').set(scenario, value),
    start,
  );
}

interface Setting {
  readonly name: string;
  readonly value: number;
}

const withSettings = <Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  base: Scenario,
  ...settings: readonly Setting[]
): Scenario =>
  settings.reduce(
    (scenario, { name, value }) =>
      parameterNamed(study.parameters ?? {}, name, `study ${study.name}`).set(scenario, value),
    base,
  );

/** The scenario of a point of a map. */
export const scenarioAt = <Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  map: Pick<FrontierMap, 'x' | 'y' | 'base'>,
  x: number,
  y: number,
): Scenario =>
  withSettings(
    study,
    scenarioOf<Scenario>(map.base as Json),
    { name: map.x.name, value: x },
    { name: map.y.name, value: y },
  );

/**
 * Maps the plane of two parameters: bisects for the boundary between classes, exact to one unit.
 * @throws SkewproofError SKEW-101 for an unknown parameter or a range outside the study's schema,
 *   SKEW-301 when a point that is run again runs otherwise, SKEW-401 when the two judges disagree about one.
 * @since 0.1.0
 */
export function frontier<Scenario extends ScenarioBase, Message, Input>(
  given: Study<Scenario, Message, Input>,
  variant: string,
  options: FrontierOptions<Scenario> = {},
): FrontierMap {
  const study = guarded(given);
  checkedVariant(study, variant);
  const parameters = study.parameters ?? {};
  const { x: xName, y: yName } = names(study, options);
  const base = baseOf(study, variant, options);
  const x = axisOf(parameters, xName, options.xRange, base, '--x');
  const y = axisOf(parameters, yName, options.yRange, base, '--y');
  const pointAt = (atX: number, atY: number): Scenario =>
    withSettings(study, base, { name: xName, value: atX }, { name: yName, value: atY });
  for (const atX of [x.from, x.to])
    for (const atY of [y.from, y.to])
      checkedScenario(
        study,
        pointAt(atX, atY),
        `the point ${xName} ${String(atX)}, ${yName} ${String(atY)}`,
      );
  const runsMax = options.runsMax ?? RUNS_MAX;
  let runs = 0;
  const hashes = new Map<string, string>();
  // The class of a point is the fate of its records: whose fault that is takes a second run.
  const judged = { ...guarded(study), rightClocks: () => undefined };
  const points = new RepeatedPoints(judged, pointAt, (atX, atY) =>
    [`${study.name}/${variant}`, `${xName} ${String(atX)}`, `${yName} ${String(atY)}`].join(', '),
  );
  const classAt = (atX: number, atY: number): PlaneClass => {
    if (runs >= runsMax)
      throw inputError({
        place: `map of ${xName} and ${yName}`,
        expected: `regions that ${String(runsMax)} runs can separate`,
        got: 'more boundaries than that',
        advice: 'Take a narrower range, or a lower resolution.',
      });
    runs += 1;
    options.onRun?.(runs);
    const result = points.run(atX, atY, runs);
    hashes.set(`${String(atX)} ${String(atY)}`, result.summary.hash);
    return planeClassOf(result);
  };
  const columns = options.resolution ?? study.plane?.resolution ?? RESOLUTION;
  const rows = Math.max(ROWS_MIN, Math.ceil(columns / 4));
  const refined = refinePlane({ x, y, columns, rows, seed: options.seed ?? 0, classAt });
  points.end();
  return {
    study: study.name,
    variant,
    x,
    y,
    ...refined,
    hashes: refined.ys.map((atY) =>
      refined.xs.map((atX) => hashes.get(`${String(atX)} ${String(atY)}`) ?? ''),
    ),
    rules: rulesOf(x, y, refined.xs, refined.ys, refined.edges),
    runs,
    gridRuns: (x.to - x.from + 1) * (y.to - y.from + 1),
    base,
  };
}
