/**
 * Runs one share of a campaign: draws scenarios by seed and number, runs and judges them, repeats a
 * sample, and explains violations.
 *
 * Shrinking follows the merge, once per finding.
 */
import { inputError } from '../../sim/model/errors.js';
import { GuidedSearch } from '../guided/guided.js';
import { CopiesSeen } from '../oracle/copy-watch.js';
import type { RunResult } from '../oracle/judged-run.js';
import { tracerFieldsOf } from '../oracle/tracers.js';
import { kindsIn } from '../oracle/verdict.js';
import type { VerdictKind, Violation } from '../oracle/verdict.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { timed } from '../study/guarded.js';
import type { ComparedRun } from '../trace/repetition.js';
import type { RealTime } from '../../sim/world/spec.js';
import { distinct, Findings } from './findings.js';
import type { FindingsOptions } from './findings.js';
import type { Outcome, VerdictAt } from './outcome.js';
import type { Share } from './plan.js';
import { Repeats } from './repeats.js';
import { arbitraryOf, scenariosFrom } from './sampling.js';
import { addRun, noStatistics } from './statistics.js';

export interface RunShareOptions extends FindingsOptions {
  /**
   * Stops after this many seconds by `now`, which gives ms. Only the number of runs depends on it.
   */
  readonly seconds?: number;
  readonly now?: () => number;
  /**
   * Budget of the host's time for a single run; the first run to exceed it ends the share with the
   * verdict `out-of-budget`. Default: unlimited.
   */
  readonly realTime?: RealTime;
  /**
   * Repeats one run in this many, at once or later, and compares trace hashes. The first run and
   * those with new findings are repeated in any case. Default 20; 0: no repetition at all.
   */
  readonly repeatOneIn?: number;
  /**
   * Guides the search by near misses instead of drawing every scenario independently.
   *
   * Each run then depends on earlier ones, so such a campaign has one share, from run 0.
   */
  readonly guided?: boolean;
  /** Ends the share after the run that first shows such a finding. */
  readonly stopWhen?: (fingerprint: string) => boolean;
  readonly onProgress?: (done: number, findings: number) => void;
  /** Called with each scenario and its violations, for tallies of the caller. */
  readonly onRun?: (scenario: unknown, violations: readonly Violation[]) => void;
}

/** Outcome of a share, with facts known only to the process that ran it. */
export interface RanShare<Scenario> {
  readonly outcome: Outcome<Scenario>;
  /**
   * Number of scenarios that a guided campaign gave up for too many events; they count as no runs.
   */
  readonly givenUp?: number;
}

/** Name of a campaign: outcomes of one name can be merged. */
export const campaignName = (
  { study, variant, space, seed }: Omit<Share, 'from' | 'runs'>,
  guided = false,
): string => `${study}/${variant}, space ${space}, seed ${String(seed)}${guided ? ', guided' : ''}`;

class ShareRun<Scenario extends ScenarioBase, Message, Input> {
  readonly statistics = noStatistics();
  readonly verdicts = new Map<VerdictKind, VerdictAt>();
  readonly findings: Findings<Scenario, Message, Input>;
  readonly copies: CopiesSeen;
  readonly #repeats: Repeats<Scenario, Message, Input>;
  /** The run that showed each finding, to be repeated at the end. */
  readonly #shown = new Map<string, ComparedRun<Scenario>>();
  givenUp = 0;
  stopped = false;
  readonly #study: Study<Scenario, Message, Input>;
  readonly #options: RunShareOptions;

  constructor(study: Study<Scenario, Message, Input>, options: RunShareOptions) {
    this.#study = study;
    this.#options = options;
    this.findings = new Findings(study);
    this.copies = new CopiesSeen(tracerFieldsOf(study));
    this.#repeats = new Repeats(study, options.repeatOneIn ?? 20);
  }

  run(scenario: Scenario, number: number, guide?: GuidedSearch<Scenario, Message, Input>): void {
    const result = this.#played(scenario, number, guide);
    const late = result.summary.outcome === 'out-of-time';
    if (!late && guide?.learn(scenario, result) === false) {
      this.givenUp += 1;
      return;
    }
    addRun(this.statistics, result, this.#study.labels(scenario));
    this.#options.onRun?.(scenario, result.violations);
    if (result.verdict !== 'pass') this.#note(result.verdict, number, result.reason);
    // Another such run would take as long.
    if (late) this.stopped = true;
    if (late || !this.#holds(scenario, number, result)) return;
    const { explains = () => true } = this.#options;
    for (const violation of kindsIn(result.violations.filter(explains)))
      for (const shown of this.findings.consider(
        { scenario, violation, run: number },
        result.metered,
      )) {
        if (this.findings.found.get(shown)?.smallestAtRun === number + 1)
          this.#keep(shown, this.#repeats.kept(scenario, result));
        if (this.#options.stopWhen?.(shown) === true) this.stopped = true;
      }
  }

  #played(
    scenario: Scenario,
    number: number,
    guide: GuidedSearch<Scenario, Message, Input> | undefined,
  ): RunResult {
    const watch = this.copies.watch<Message, Input>(number);
    const observers = [...(guide?.observers ?? []), ...(watch === undefined ? [] : [watch])];
    const { result, ledger } = this.#repeats.run(
      scenario,
      { observers },
      guide?.study ?? this.#study,
    );
    this.copies.learn(ledger.metered, watch);
    return result;
  }

  /** Repeats the scenario if it is due; false if the results differ. */
  #holds(scenario: Scenario, number: number, result: RunResult): boolean {
    if (this.#repeats.isDue(number)) this.statistics.repeated += 1;
    const isNews = result.violations.length > 0 && this.statistics.violating === 1;
    const holds = this.#repeats.holds(scenario, number, result, isNews);
    this.#noteDifference(number);
    return holds;
  }

  #keep(fingerprint: string, run: ComparedRun<Scenario> | undefined): void {
    if (run !== undefined) this.#shown.set(fingerprint, run);
  }

  /**
   * Repeats the first run and those with findings at the end.
   *
   * A finding whose run differs is dropped: its command to reproduce would not show it.
   */
  end(last: number): void {
    this.#repeats.firstHolds();
    for (const [fingerprint, run] of this.#shown)
      if (!this.#repeats.stillHolds(`the run that showed "${fingerprint}"`, run))
        this.findings.found.delete(fingerprint);
    this.#noteDifference(last);
  }

  #noteDifference(number: number): void {
    const [reason] = this.#repeats.reasons;
    if (reason !== undefined) this.#note('nondeterminism', number, reason);
  }

  #note(verdict: VerdictKind, run: number, reason: string | undefined): void {
    if (this.verdicts.has(verdict)) return;
    this.verdicts.set(verdict, { verdict, run, ...(reason === undefined ? {} : { reason }) });
  }
}

/**
 * Runs a share. The outcome is the same on every machine and after any other runs, unless time ends
 * it early.
 * @throws SkewproofError SKEW-102 for a variant or a space that the study does not have, SKEW-101
 *   for a guided share that does not begin at run 0
 */
export function runShare<Scenario extends ScenarioBase, Message, Input>(
  given: Study<Scenario, Message, Input>,
  share: Share,
  options: RunShareOptions = {},
): RanShare<Scenario> {
  const study = timed(given, options.realTime);
  const arbitrary = arbitraryOf(study, share.variant, share.space);
  // Called before the runs: a fault in it must not cost what they found.
  study.requiredMarks?.(share.variant, share.space);
  const { guided = false } = options;
  const { from, runs, seed } = share;
  if (guided && from !== 0)
    throw inputError({
      place: 'explore, option from',
      expected: '0 for a guided search, in which each run depends on earlier ones',
      got: String(from),
    });
  const started = options.now?.() ?? 0;
  const outOfTime = (): boolean =>
    options.seconds !== undefined &&
    options.now !== undefined &&
    options.now() - started > options.seconds * 1_000;
  const fresh = scenariosFrom(arbitrary, seed, from);
  const guide = guided ? new GuidedSearch(study, arbitrary, seed, fresh) : undefined;
  const running = new ShareRun(study, options);
  let next = from;
  while (next < from + runs && !running.stopped && !outOfTime()) {
    running.run(guide?.next() ?? fresh(), next, guide);
    next += 1;
    options.onProgress?.(next - from, running.findings.found.size);
  }
  running.findings.finish();
  running.end(Math.max(from, next - 1));
  return {
    outcome: {
      campaign: campaignName(share, guided),
      ranges: [{ from, to: next, statistics: running.statistics }],
      verdicts: [...running.verdicts.values()].sort((a, b) => (a.verdict < b.verdict ? -1 : 1)),
      findings: distinct(running.findings.found.values()),
      copies: running.copies.result,
    },
    ...(guide === undefined ? {} : { givenUp: running.givenUp }),
  };
}
