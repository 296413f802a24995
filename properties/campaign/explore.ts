/**
 * Exploration: scenarios drawn by fast-check, run and judged, every finding kept once by its
 * fingerprint. The same seed draws the same scenarios, whatever the time or the machine.
 */
import type * as fc from 'fast-check';
import { SkewproofError, inputError } from '../../sim/model/errors.js';
import { scenariosFrom } from './sampling.js';
import { explain } from '../explain/explanation.js';
import type { Explanation } from '../explain/explanation.js';
import { GuidedSearch } from '../guided/guided.js';
import { minimise } from '../shrink/minimise.js';
import type { Minimised } from '../shrink/minimise.js';
import { judgedRun, runScenario } from '../oracle/judged-run.js';
import { addRun, noStatistics } from './statistics.js';
import type { Statistics } from './statistics.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { worstOf } from '../oracle/verdict.js';
import type { VerdictKind, Violation } from '../oracle/verdict.js';

export interface ExploreOptions {
  /** Part of the study's space. Default `everything`. */
  readonly space?: string;
  readonly seed: number;
  readonly runs: number;
  /** First run of the campaign to do (they are numbered from 0); for sharing a campaign among workers. */
  readonly from?: number;
  /** Stop after this many seconds by `now`, which gives ms. Only the number of runs depends on it. */
  readonly seconds?: number;
  readonly now?: () => number;
  /** Repeat one run in this many and compare trace hashes. Default 20; 0: none. */
  readonly repeatOneIn?: number;
  /** Shrink what is found. Default true. */
  readonly shrink?: boolean;
  /**
   * Steer by what came near to losing, instead of drawing every scenario afresh. Each run depends
   * on those before it, so such a campaign is not shared out: `from` has to be 0.
   */
  readonly guided?: boolean;
  /** Explanations asked for at most (each costs a few runs). Default 400. */
  readonly explanationsMax?: number;
  /** Which violations are explained, and so can be findings. Default: all. */
  readonly explains?: (violation: Violation) => boolean;
  /** Ends the campaign after the run that first shows such a finding. */
  readonly stopWhen?: (fingerprint: string) => boolean;
  readonly onProgress?: (done: number, findings: number) => void;
  /** Sees each scenario and its result; for tallies of the caller's own. */
  readonly onRun?: (scenario: unknown, violations: readonly Violation[]) => void;
}

export interface Finding<Scenario> {
  readonly fingerprint: string;
  /** Number of the run that first showed it, from 1. */
  readonly foundAtRun: number;
  readonly found: Scenario;
  readonly explanation: Explanation;
  /** Undefined when shrinking was switched off. */
  readonly minimal: Minimised<Scenario> | undefined;
}

export interface Exploration<Scenario> {
  readonly verdict: VerdictKind;
  readonly reason?: string;
  readonly findings: readonly Finding<Scenario>[];
  readonly statistics: Statistics;
  /** Of a guided campaign: scenarios that took too many events and were given up; they are no runs. */
  readonly givenUp?: number;
}

/** The space that every study has, and the one that is searched unless another is named. */
const EVERYTHING = 'everything';

interface Candidate<Scenario> {
  readonly scenario: Scenario;
  readonly violation: Violation;
  readonly run: number;
}

/** Runs of more records than this are explained only when they are the first of their kind. */
const LARGE_RECORDS = 200;

/** Length as JSON: faults and actions weigh most, and a scenario without any shrinks best. */
const sizeOf = (scenario: unknown): number => JSON.stringify(scenario).length;

class Campaign<Scenario extends ScenarioBase, Message, Input> {
  readonly statistics = noStatistics();
  givenUp = 0;
  readonly findings = new Map<string, Finding<Scenario>>();
  readonly verdicts = new Set<VerdictKind>(['pass']);
  reason: string | undefined;
  stopped = false;
  #explanations = 0;
  readonly #study: Study<Scenario, Message, Input>;
  readonly #options: ExploreOptions;
  /** Per coarse kind of violation: how often it was met, and the size of the smallest scenario. */
  readonly #met = new Map<string, { times: number; smallest: number }>();

  constructor(study: Study<Scenario, Message, Input>, options: ExploreOptions) {
    this.#study = study;
    this.#options = options;
  }

  #fault(kind: VerdictKind, reason: string | undefined): void {
    this.verdicts.add(kind);
    this.reason ??= reason;
  }

  run(scenario: Scenario, number: number, guide?: GuidedSearch<Scenario, Message, Input>): void {
    const result =
      guide === undefined
        ? runScenario(this.#study, scenario)
        : runScenario<Scenario, Message, Input>(guide.study, scenario, {
            observers: guide.observers,
          });
    if (guide?.learn(scenario, result) === false) {
      this.givenUp += 1;
      return;
    }
    addRun(this.statistics, result, this.#study.labels(scenario));
    this.#options.onRun?.(scenario, result.violations);
    const repeatOneIn = this.#options.repeatOneIn ?? 20;
    if (repeatOneIn > 0 && number % repeatOneIn === 0) {
      this.statistics.repeated += 1;
      const again = runScenario(this.#study, scenario).summary.hash;
      if (again !== result.summary.hash)
        this.#fault(
          'nondeterminism',
          `run ${String(number)}: hashes ${result.summary.hash} and ${again}`,
        );
    }
    if (result.verdict !== 'pass') this.#fault(result.verdict, result.reason);
    const large = result.metered > LARGE_RECORDS;
    for (const violation of result.violations)
      this.#consider({ scenario, violation, run: number }, large);
  }

  /**
   * Explains often at first, then ever more rarely, so that new kinds of loss are still met
   * late; and whenever a scenario is smaller than any before, since the smallest is shrunk.
   */
  #consider(candidate: Candidate<Scenario>, large: boolean): void {
    if (this.#options.explains?.(candidate.violation) === false) return;
    const { property, fate } = candidate.violation;
    const coarse = `${property} | ${fate}`;
    const met = this.#met.get(coarse) ?? { times: 0, smallest: Infinity };
    this.#met.set(coarse, met);
    met.times += 1;
    const size = sizeOf(candidate.scenario);
    const smaller = size < met.smallest;
    met.smallest = Math.min(met.smallest, size);
    const due = smaller || met.times <= 24 || (met.times & (met.times - 1)) === 0;
    // Following one record through thousands costs much and teaches little: only if nothing
    // smaller has shown the kind yet.
    if (large && met.times > 1) return;
    if (!due || this.#explanations >= (this.#options.explanationsMax ?? 400)) return;
    const named = candidate.violation.records;
    // The first and the last record of a run are the likeliest to have met different ends.
    const tracers = named.length === 0 ? [undefined] : [...new Set([named[0], named.at(-1)])];
    for (const tracer of tracers) {
      this.#explanations += 1;
      const explanation = explain(this.#study, candidate.scenario, candidate.violation, tracer);
      this.#note(candidate, explanation);
    }
  }

  /** Keeps the run that first showed it, and the smallest scenario that did. */
  #note(candidate: Candidate<Scenario>, explanation: Explanation): void {
    const { fingerprint } = explanation;
    if (this.#options.stopWhen?.(fingerprint) === true) this.stopped = true;
    const known = this.findings.get(fingerprint);
    if (known !== undefined && sizeOf(known.found) <= sizeOf(candidate.scenario)) return;
    this.findings.set(fingerprint, {
      fingerprint,
      foundAtRun: known?.foundAtRun ?? candidate.run + 1,
      found: candidate.scenario,
      explanation,
      minimal: undefined,
    });
  }

  shrink(): void {
    for (const [fingerprint, finding] of this.findings)
      this.findings.set(fingerprint, {
        ...finding,
        minimal: minimise(this.#study, finding.found, finding.explanation),
      });
  }
}

/** @throws SkewproofError SKEW-102 for a space that the study does not have. */
export function arbitraryOf<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  variant: string,
  space = EVERYTHING,
): fc.Arbitrary<Scenario> {
  const make = Object.hasOwn(study.spaces, space) ? study.spaces[space] : undefined;
  if (make !== undefined) return make(variant);
  throw new SkewproofError('SKEW-102', {
    place: `study ${study.name}`,
    expected: `a space (${Object.keys(study.spaces).join(', ')})`,
    got: space,
  });
}

export function explore<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  variant: string,
  options: ExploreOptions,
): Exploration<Scenario> {
  const arbitrary = arbitraryOf(study, variant, options.space);
  const campaign = new Campaign(study, options);
  const from = options.from ?? 0;
  if (options.guided === true && from !== 0)
    throw inputError({
      place: 'explore, option from',
      expected: '0, where the search is guided: each run depends on those before it',
      got: String(from),
    });
  const started = options.now?.() ?? 0;
  const outOfTime = (): boolean =>
    options.seconds !== undefined &&
    options.now !== undefined &&
    options.now() - started > options.seconds * 1_000;
  const fresh = scenariosFrom(arbitrary, options.seed, from);
  const guide =
    options.guided === true ? new GuidedSearch(study, arbitrary, options.seed, fresh) : undefined;
  for (let run = from; run < from + options.runs && !campaign.stopped && !outOfTime(); run += 1) {
    campaign.run(guide?.next() ?? fresh(), run, guide);
    options.onProgress?.(run - from + 1, campaign.findings.size);
  }
  if (options.shrink !== false) campaign.shrink();
  const missed = (study.requiredMarks?.(variant, options.space ?? EVERYTHING) ?? []).filter(
    (mark) => (campaign.statistics.marks[mark] ?? 0) === 0,
  );
  if (missed.length > 0) campaign.verdicts.add('vacuous');
  const reason =
    campaign.reason ?? (missed.length > 0 ? `never reached: ${missed.join(', ')}` : undefined);
  return {
    verdict: worstOf([...campaign.verdicts]),
    ...(reason === undefined ? {} : { reason }),
    findings: [...campaign.findings.values()],
    statistics: campaign.statistics,
    ...(guide === undefined ? {} : { givenUp: campaign.givenUp }),
  };
}

/** The hash and verdict of one scenario, run twice; throws SKEW-301 when they differ. */
export function reproduce<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  scenario: Scenario,
): ReturnType<typeof judgedRun<Scenario, Message, Input>> {
  const run = judgedRun(study, scenario);
  const again = runScenario(study, scenario, { timeline: 'fake-timers' });
  if (again.summary.hash !== run.result.summary.hash)
    throw new SkewproofError('SKEW-301', {
      place: `${scenario.study}/${scenario.variant}, seed ${String(scenario.seed)}`,
      expected: `trace hash ${run.result.summary.hash} on both timelines`,
      got: again.summary.hash,
      advice: 'A model reads something that the scenario does not determine.',
    });
  return run;
}
