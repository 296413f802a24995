/** Measures one package: the gate, equal hashes, a search without hints, and its losses shrunk. */
import { SkewproofError } from '../../../sim/model/errors.js';
import { explore } from '../../../properties/campaign/explore.js';
import { arbitraryOf, scenariosFrom } from '../../../properties/campaign/sampling.js';
import { runScenario } from '../../../properties/oracle/judged-run.js';
import type { Violation } from '../../../properties/oracle/verdict.js';
import type { ProgramScenario } from '../../../properties/hosted/scenario.js';
import { agentName } from '../../../properties/pipeline/protocol.js';
import { EPOCH_MS } from '../../../properties/pipeline/scenario.js';
import { lossOf } from './loss.js';
import type { Candidate, ProgramStudy } from './loss.js';
import type { PackageResult } from './result.js';

export const SEED = 1;
const VARIANT = 'shipped';
/** The default search: at most this number of runs, or this processor time, s. */
const RUNS_MAX = 2_000;
export const SECONDS_MAX = 60;
/** Scenarios that two processes play. */
const EQUAL_RUNS = 200;
/** Processor time for them in the first process, as a share of that of the search. */
const EQUAL_SHARE = 1 / 3;
/** Processor time for shrinking a loss, as a share of that of the search. */
const SHRINK_SHARE = 2 / 3;
const SHRINK_RUNS = { min: 150, max: 4_000 } as const;

/** Processor time of this process, ms. */
const now = (): number => process.cpuUsage().user / 1_000;

/** Number of scenarios to play; or the seconds of a search, which bound a default of 200. */
type HowMany = { readonly runs: number } | { readonly seconds: number };

/** Plays drawn scenarios, and returns their trace hashes. */
export function played(study: ProgramStudy, howMany: HowMany): readonly string[] {
  const next = scenariosFrom(arbitraryOf(study, VARIANT), SEED, 0);
  const started = now();
  const hashes: string[] = [];
  const runs = 'runs' in howMany ? howMany.runs : EQUAL_RUNS;
  const endsMs = 'runs' in howMany ? Infinity : started + howMany.seconds * EQUAL_SHARE * 1_000;
  while (hashes.length < runs && now() < endsMs) {
    hashes.push(runScenario(study, next()).summary.hash);
  }
  return hashes;
}

/** The gate's diagnosis; undefined: it passes. */
export function diagnosisOf(study: ProgramStudy): string | undefined {
  try {
    study.gate?.(VARIANT);
    return undefined;
  } catch (error) {
    if (error instanceof SkewproofError && error.code === 'SKEW-103') return error.got.trim();
    throw error;
  }
}

/**
 * True if a machine's clock reads a time before 1970 at some moment. A package that fails then is
 * reported only if nothing nearer to life was found.
 */
function beforeEpoch({ agents, faults }: ProgramScenario): boolean {
  return agents.some(({ offsetMs }, index) => {
    let wall = EPOCH_MS + offsetMs;
    let least = wall;
    for (const fault of [...faults].sort((a, b) => a.at - b.at)) {
      if (fault.kind !== 'clock' || fault.node !== agentName(index)) continue;
      const { adjustment } = fault;
      if (adjustment.kind === 'step') wall += adjustment.byMs;
      if (adjustment.kind === 'set') wall = adjustment.toMs;
      least = Math.min(least, wall);
    }
    return least < 0;
  });
}

/** Lower is graver. */
const GRAVITY = ['destroyed', 'stranded', 'lost-reported', 'pending', 'duplicated', 'phantom'];
const CLOCKS: readonly string[] = ['clock-innocent', 'no-hot-loop'];

const sizeOf = (scenario: unknown): number => JSON.stringify(scenario).length;

/** Keeps, for each kind of violation, the smallest scenario that showed it. */
class Kept {
  readonly #found = new Map<string, Candidate>();
  /** Number of runs that broke each property. */
  readonly violating: Record<string, number> = {};
  #run = 0;

  add(scenario: ProgramScenario, violations: readonly Violation[]): void {
    this.#run += 1;
    for (const property of new Set(violations.map((one) => one.property)))
      this.violating[property] = (this.violating[property] ?? 0) + 1;
    for (const violation of violations) {
      const kind = `${violation.property} ${violation.fate} ${String(beforeEpoch(scenario))}`;
      const before = this.#found.get(kind);
      const foundAtRun = before?.foundAtRun ?? this.#run;
      if (before === undefined || sizeOf(scenario) < sizeOf(before.scenario))
        this.#found.set(kind, { scenario, violation, foundAtRun });
    }
  }

  /** The gravest loss of a clock, or of anything else. */
  worst(ofClocks: boolean): Candidate | undefined {
    const ranked = [...this.#found.values()]
      .filter(({ violation }) => CLOCKS.includes(violation.property) === ofClocks)
      .map((one) => ({
        one,
        rank: GRAVITY.indexOf(one.violation.fate) + (beforeEpoch(one.scenario) ? 100 : 0),
      }));
    return ranked.sort((a, b) => a.rank - b.rank)[0]?.one;
  }
}

type Measured = Pick<PackageResult, 'search' | 'clocks' | 'other'>;

/**
 * Searches and shrinks. The gate must have passed.
 * @param secondsMax processor time of the search, s
 */
export function measured(study: ProgramStudy, secondsMax: number): Measured {
  const kept = new Kept();
  const started = now();
  const { statistics } = explore(study, VARIANT, {
    ...{ seed: SEED, runs: RUNS_MAX, seconds: secondsMax, now, shrink: false },
    explains: () => false,
    onRun: (scenario, violations) => {
      kept.add(scenario as ProgramScenario, violations);
    },
  });
  const seconds = (now() - started) / 1_000;
  const { runs } = statistics;
  const { violating } = kept;
  const perSecond = runs / seconds;
  const budget = Math.round(perSecond * secondsMax * SHRINK_SHARE);
  const shrinkRuns = Math.min(SHRINK_RUNS.max, Math.max(SHRINK_RUNS.min, budget));
  const clocks = kept.worst(true);
  const other = kept.worst(false);
  return {
    search: { seed: SEED, runs, seconds: Math.round(seconds), violating },
    ...(clocks === undefined ? {} : { clocks: lossOf(study, clocks, shrinkRuns) }),
    ...(other === undefined ? {} : { other: lossOf(study, other, shrinkRuns) }),
  };
}
