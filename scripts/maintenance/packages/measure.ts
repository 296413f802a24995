/** Measures one package: the gate, equal hashes, a search without hints, and its losses shrunk. */
import { SkewproofError } from '../../../sim/model/errors.js';
import { explore } from '../../../properties/campaign/explore.js';
import { arbitraryOf, scenariosFrom } from '../../../properties/campaign/sampling.js';
import { runScenario } from '../../../properties/oracle/judged-run.js';
import type { Violation } from '../../../properties/oracle/verdict.js';
import type { ProgramScenario } from '../../../properties/hosted/scenario/scenario.js';
import { agentName } from '../../../properties/pipeline/protocol.js';
import { EPOCH_MS } from '../../../properties/pipeline/scenario/scenario.js';
import { isByChance, isClocks, lossOf } from './loss.js';
import { isCounted } from './result.js';
import type { Candidate, ProgramStudy } from './loss.js';
import type { Loss, PackageResult } from './result.js';

export const SEED = 1;
const VARIANT = 'shipped';
/** The default search: at most this number of runs, or this processor time, s. */
const RUNS_MAX = 2_000;
export const SECONDS_MAX = 60;
/** Scenarios that every process plays. */
export const EQUAL_RUNS = 200;
/** Processor time for shrinking a loss, as a share of that of the search. */
const SHRINK_SHARE = 2 / 3;
const SHRINK_RUNS = { min: 500, max: 6_000 } as const;

/** Processor time of this process, ms. */
const now = (): number => process.cpuUsage().user / 1_000;

/** Plays drawn scenarios, and returns their trace hashes. */
export function played(study: ProgramStudy, runs: number): readonly string[] {
  const next = scenariosFrom(arbitraryOf(study, VARIANT), SEED, 0);
  return Array.from({ length: runs }, () => runScenario(study, next()).summary.hash);
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

/** Candidates of one kind that are kept, the smallest first. */
const KEPT = 3;

interface KeptCandidate extends Candidate {
  /** True if its run broke a property of clocks, and right clocks avoid that. */
  readonly ofClocks: boolean;
}

/** Keeps, for each kind of violation, the smallest scenarios that showed it. */
class Kept {
  readonly #isClocks: (scenario: ProgramScenario, property: string) => boolean;
  readonly #found = new Map<string, KeptCandidate[]>();
  /** Number of runs that broke each property. */
  readonly violating: Record<string, number> = {};
  #run = 0;

  /** @param isClocks says whether right clocks avoid the violation of a property */
  constructor(isClocks: (scenario: ProgramScenario, property: string) => boolean) {
    this.#isClocks = isClocks;
  }

  add(scenario: ProgramScenario, violations: readonly Violation[]): void {
    this.#run += 1;
    for (const property of new Set(violations.map((one) => one.property)))
      this.violating[property] = (this.violating[property] ?? 0) + 1;
    const ofClocks = violations.some(
      ({ property }) => CLOCKS.includes(property) && this.#isClocks(scenario, property),
    );
    for (const violation of violations) {
      const { property, fate } = violation;
      // A run that right clocks mend shows no other cause: its losses are a kind of their own.
      const kind = [property, fate, ofClocks, beforeEpoch(scenario), isByChance(scenario)].join(
        ' ',
      );
      const all = [
        ...(this.#found.get(kind) ?? []),
        { scenario, violation, foundAtRun: this.#run, ofClocks },
      ].sort((a, b) => sizeOf(a.scenario) - sizeOf(b.scenario));
      this.#found.set(kind, all.slice(0, KEPT));
    }
  }

  /** Losses of a clock, or of runs in which no clock lost any; the gravest first. */
  worst(ofClocks: boolean): readonly Candidate[] {
    const ranked = [...this.#found.values()]
      .flat()
      .filter(({ ofClocks: mended, violation }) =>
        ofClocks ? mended && CLOCKS.includes(violation.property) : !mended,
      )
      .map((one) => ({
        one,
        rank:
          GRAVITY.indexOf(one.violation.fate) +
          (isByChance(one.scenario) ? 10 : 0) +
          (beforeEpoch(one.scenario) ? 100 : 0),
      }));
    return ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
  }
}

/** The first candidate that other draws of chance show as well, or else the first. */
function clearest(
  study: ProgramStudy,
  candidates: readonly Candidate[],
  shrinkRunsMax: number,
): Loss | undefined {
  let first: Loss | undefined;
  for (const candidate of candidates.slice(0, KEPT)) {
    const loss = lossOf(study, candidate, shrinkRunsMax);
    // A program that spins may shrink to one that spins with right clocks as well.
    if (!loss.isClocks) continue;
    if (isCounted(loss)) return loss;
    first ??= loss;
  }
  return first;
}

/** The gravest loss that right clocks do not avoid; shrinking may end at one that they do. */
function otherCause(
  study: ProgramStudy,
  [candidate]: readonly Candidate[],
  shrinkRunsMax: number,
): Loss | undefined {
  const loss = candidate && lossOf(study, candidate, shrinkRunsMax);
  return loss?.isClocks === true ? undefined : loss;
}

type Measured = Pick<PackageResult, 'search' | 'clocks' | 'other'>;

/**
 * Searches and shrinks. The gate must have passed.
 * @param secondsMax processor time of the search, s
 */
export function measured(study: ProgramStudy, secondsMax: number): Measured {
  const kept = new Kept((scenario, property) => isClocks(study, scenario, property));
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
  const clocks = clearest(study, kept.worst(true), shrinkRuns);
  const other = otherCause(study, kept.worst(false), shrinkRuns);
  return {
    search: { seed: SEED, runs, seconds: Math.round(seconds), violating },
    ...(clocks === undefined ? {} : { clocks }),
    ...(other === undefined ? {} : { other }),
  };
}
