/**
 * One share of a campaign, run: scenarios drawn by seed and number, run, judged, a sample of them
 * repeated, and what was found explained. Shrinking comes after the merge, once for each finding.
 */
import { inputError } from '../../sim/model/errors.js';
import { GuidedSearch } from '../guided/guided.js';
import { runScenario } from '../oracle/judged-run.js';
import type { RunResult } from '../oracle/judged-run.js';
import type { VerdictKind, Violation } from '../oracle/verdict.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { distinct, Findings } from './findings.js';
import type { FindingsOptions } from './findings.js';
import type { Outcome, VerdictAt } from './outcome.js';
import type { Share } from './plan.js';
import { arbitraryOf, scenariosFrom } from './sampling.js';
import { addRun, noStatistics } from './statistics.js';

export interface RunShareOptions extends FindingsOptions {
  /** Stop after this many seconds by `now`, which gives ms. Only the number of runs depends on it. */
  readonly seconds?: number;
  readonly now?: () => number;
  /** Repeat one run in this many and compare trace hashes. Default 20; 0: none. */
  readonly repeatOneIn?: number;
  /**
   * Steer by what came near to losing, instead of drawing every scenario afresh. Each run depends
   * on those before it, so such a campaign has one share, from run 0.
   */
  readonly guided?: boolean;
  /** Ends the share after the run that first shows such a finding. */
  readonly stopWhen?: (fingerprint: string) => boolean;
  readonly onProgress?: (done: number, findings: number) => void;
  /** Sees each scenario and its result; for tallies of the caller's own. */
  readonly onRun?: (scenario: unknown, violations: readonly Violation[]) => void;
}

/** What a share came to, and what only a run in this process knows of it. */
export interface RanShare<Scenario> {
  readonly outcome: Outcome<Scenario>;
  /** Of a guided campaign: scenarios that took too many events and were given up; they are no runs. */
  readonly givenUp?: number;
}

const campaignName = ({ study, variant, space, seed }: Share, guided: boolean): string =>
  `${study}/${variant}, space ${space}, seed ${String(seed)}${guided ? ', guided' : ''}`;

class ShareRun<Scenario extends ScenarioBase, Message, Input> {
  readonly statistics = noStatistics();
  readonly verdicts = new Map<VerdictKind, VerdictAt>();
  readonly findings: Findings<Scenario, Message, Input>;
  givenUp = 0;
  stopped = false;
  readonly #study: Study<Scenario, Message, Input>;
  readonly #options: RunShareOptions;

  constructor(study: Study<Scenario, Message, Input>, options: RunShareOptions) {
    this.#study = study;
    this.#options = options;
    this.findings = new Findings(study, options);
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
    if (repeatOneIn > 0 && number % repeatOneIn === 0) this.#repeat(scenario, number, result);
    if (result.verdict !== 'pass') this.#note(result.verdict, number, result.reason);
    for (const violation of result.violations)
      for (const shown of this.findings.consider(
        { scenario, violation, run: number },
        result.metered,
      ))
        if (this.#options.stopWhen?.(shown) === true) this.stopped = true;
  }

  #repeat(scenario: Scenario, number: number, { summary: { hash } }: RunResult): void {
    this.statistics.repeated += 1;
    const again = runScenario(this.#study, scenario).summary.hash;
    if (again !== hash)
      this.#note('nondeterminism', number, `run ${String(number)}: hashes ${hash} and ${again}`);
  }

  #note(verdict: VerdictKind, run: number, reason: string | undefined): void {
    if (this.verdicts.has(verdict)) return;
    this.verdicts.set(verdict, { verdict, run, ...(reason === undefined ? {} : { reason }) });
  }
}

/**
 * Runs a share; the same share comes to the same outcome on every machine, whatever was run
 * before it, unless time ends it early.
 * @throws SkewproofError SKEW-102 for a space that the study does not have, SKEW-101 for a
 *   guided share that does not begin at run 0
 */
export function runShare<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  share: Share,
  options: RunShareOptions = {},
): RanShare<Scenario> {
  const arbitrary = arbitraryOf(study, share.variant, share.space);
  const { guided = false } = options;
  const { from, runs, seed } = share;
  if (guided && from !== 0)
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
  return {
    outcome: {
      campaign: campaignName(share, guided),
      ranges: [{ from, to: next, statistics: running.statistics }],
      verdicts: [...running.verdicts.values()].sort((a, b) => (a.verdict < b.verdict ? -1 : 1)),
      findings: distinct(running.findings.found.values()),
    },
    ...(guide === undefined ? {} : { givenUp: running.givenUp }),
  };
}
