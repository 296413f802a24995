/**
 * One agent at one collector: along each number of a scenario, the first value at which a record is
 * lost, counted twice, only reported, or misdated. The value before it is run too.
 */
import type { CollectorChoice, CollectorRow } from '../../models/collectors/index.js';
import { inputError } from '../../sim/model/errors.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../sim/model/time.js';
import { judgedRun } from '../oracle/judged-run.js';
import { isWorse, outcomeOf } from './outcome.js';
import type { Outcome } from './outcome.js';
import type { AnyStudy } from '../study/erase.js';
import type { NumericParameter, ScenarioBase } from '../study/contract.js';

/** The first value along one axis at which a run ends worse. */
export interface PairEdge {
  /** Name of the parameter. */
  readonly parameter: string;
  readonly title: string;
  readonly unit: string;
  readonly becomes: Outcome;
  /** The last value before, whose run ends better. */
  readonly before: number;
  /** The first value: one unit further. */
  readonly at: number;
  readonly scenario: ScenarioBase;
  /** Trace hash of its run. */
  readonly hash: string;
}

/** One agent at one collector. */
export interface Pair {
  readonly variant: string;
  readonly collector: string;
  /** Outcome with right clocks and nothing going wrong. */
  readonly calm: Outcome;
  readonly calmScenario: ScenarioBase;
  readonly edges: readonly PairEdge[];
  readonly worst: Outcome;
  readonly runs: number;
}

/** Parameters along which a pair is searched, in this order, where a study has them. */
const AXES: readonly string[] = ['offset', 'step', 'serverOffset', 'away', 'outage'];
/** Beyond these every window has been passed. */
const FURTHEST_MS = 3 * 365 * DAY_MS;

const COMMON: readonly number[] = [
  1,
  SECOND_MS,
  MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  DAY_MS,
  3 * DAY_MS,
  40 * DAY_MS,
  400 * DAY_MS,
  FURTHEST_MS,
];

/** Distances that are run before anything is bisected: the windows of the collector among them. */
function ladderOf(row: CollectorRow, limit: number): readonly number[] {
  const { window, deduplication } = row;
  const own = [...window.map(({ ms }) => ms), deduplication?.windowMs ?? 0].filter((ms) => ms > 0);
  const all = [...COMMON, ...own.flatMap((ms) => [ms - HOUR_MS, ms - 1, ms + 1, 2 * ms]), limit];
  return [...new Set(all)].filter((ms) => ms > 0 && ms <= limit).sort((a, b) => a - b);
}

interface Run {
  readonly scenario: ScenarioBase;
  readonly outcome: Outcome;
  readonly hash: string;
}

/** @throws SkewproofError SKEW-101 for a study that no collector can serve */
export function checkedServed(study: AnyStudy): NonNullable<AnyStudy['collectors']> {
  if (study.collectors !== undefined) return study.collectors.bind(study);
  throw inputError({
    place: `study ${study.name}, --collector`,
    expected: 'a study whose agent a collector can serve',
    got: 'one that states no way',
    advice:
      'A pipeline states it in its field served; the study of a program can be served unless its collector is a node of its own.',
  });
}

class PairSearch {
  readonly #study: AnyStudy;
  readonly #row: CollectorRow;
  readonly #base: ScenarioBase;
  readonly #ran = new Map<string, Run>();

  constructor(study: AnyStudy, variant: string, row: CollectorRow, choice: CollectorChoice) {
    this.#study = study;
    this.#row = row;
    // The base of a program's maps has an outage in it, and a run of a program is dear.
    const isProgram = study.identity !== undefined;
    const base = (isProgram ? undefined : study.plane?.base(variant)) ?? study.simplest(variant);
    this.#base = checkedServed(study)(base, choice);
  }

  get runs(): number {
    return this.#ran.size;
  }

  run(parameter?: NumericParameter<ScenarioBase>, value = 0): Run {
    const key = parameter === undefined ? 'calm' : `${parameter.title} ${String(value)}`;
    const known = this.#ran.get(key);
    if (known !== undefined) return known;
    const scenario = parameter === undefined ? this.#base : parameter.set(this.#base, value);
    const { result } = judgedRun(this.#study, scenario);
    const run = { scenario, outcome: outcomeOf(result), hash: result.summary.hash };
    this.#ran.set(key, run);
    return run;
  }

  /** Each first value along one direction at which a run ends worse than any before. */
  along(name: string, sign: 1 | -1, from: Outcome): PairEdge[] {
    const parameter = this.#study.parameters?.[name];
    if (parameter === undefined) return [];
    const limit = Math.min(FURTHEST_MS, sign > 0 ? parameter.to : -parameter.from);
    const ladder = limit > 0 ? ladderOf(this.#row, limit) : [];
    const edges: PairEdge[] = [];
    let worst = from;
    let before = 0;
    for (const value of ladder) {
      const { outcome } = this.run(parameter, sign * value);
      while (isWorse(outcome, worst)) {
        const at = this.#first(parameter, sign, before, value, worst);
        const found = this.run(parameter, sign * at);
        worst = found.outcome;
        const { title, unit } = parameter;
        const { scenario, hash } = found;
        edges.push({
          ...{ parameter: name, title, unit, becomes: worst, scenario, hash },
          ...{ before: sign * (at - 1), at: sign * at },
        });
      }
      before = value;
    }
    return edges;
  }

  /** The first value of an interval whose run ends worse than `than`; its lower end does not. */
  #first(
    parameter: NumericParameter<ScenarioBase>,
    sign: 1 | -1,
    low: number,
    high: number,
    than: Outcome,
  ): number {
    let [good, bad] = [low, high];
    while (bad - good > 1) {
      const middle = good + Math.floor((bad - good) / 2);
      if (isWorse(this.run(parameter, sign * middle).outcome, than)) bad = middle;
      else good = middle;
    }
    return bad;
  }
}

/**
 * Searches one variant of a study at one collector, where the points that the source leaves open have
 * their defaults.
 * @param axes names of parameters; those that the study lacks are left out
 */
export function searchedPair(
  study: AnyStudy,
  variant: string,
  row: CollectorRow,
  axes: readonly string[] = AXES,
): Pair {
  const search = new PairSearch(study, variant, row, { name: row.name });
  const { outcome: calm, scenario: calmScenario } = search.run();
  const edges = axes.flatMap((name) => [
    ...search.along(name, 1, calm),
    ...search.along(name, -1, calm),
  ]);
  const worst = edges.reduce<Outcome>(
    (found, { becomes }) => (isWorse(becomes, found) ? becomes : found),
    calm,
  );
  return { variant, collector: row.name, calm, calmScenario, edges, worst, runs: search.runs };
}
