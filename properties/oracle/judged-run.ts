/** One scenario, one run, judged. */
import { SkewproofError } from '../../sim/model/errors.js';
import { msOf, trueMs } from '../../sim/model/time.js';
import { World } from '../../sim/world/world.js';
import type { TimelineMaker } from '../../sim/queue/timeline.js';
import type { RunSummary, WorldObserver } from '../../sim/world/spec.js';
import { fatesOf } from './fates.js';
import type { Fates } from './fates.js';
import { violationsOf } from './invariants.js';
import { disagreement } from './second-judge.js';
import { Ledger } from './ledger.js';
import { scheduled } from '../study/schedule.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { verdictOf, worstOf } from './verdict.js';
import type { VerdictKind, Violation } from './verdict.js';

export interface RunOptions<Message, Input> {
  readonly timeline?: TimelineMaker;
  /** Stops at this true time, ms; liveness is then not judged. */
  readonly untilMs?: number;
  /** Freezes states and events, so that an impure model throws. */
  readonly strict?: boolean;
  readonly observers?: readonly WorldObserver<Message, Input>[];
  /** Called with the world before it runs, for observers that look into states. */
  readonly onWorld?: (world: World<Message, Input>) => void;
}

export interface RunResult {
  readonly summary: RunSummary;
  readonly verdict: VerdictKind;
  readonly violations: readonly Violation[];
  readonly fates: Fates;
  readonly metered: number;
  /** Marks that models passed, with how often. */
  readonly marks: ReadonlyMap<string, number>;
  readonly reports: number;
  /** Why, for verdicts that are about the harness. */
  readonly reason?: string;
}

/** Everything of a run, for whoever wants to look closer than at the result. */
export interface JudgedRun<Scenario extends ScenarioBase, Message, Input> {
  readonly result: RunResult;
  readonly ledger: Ledger<Scenario, Message, Input>;
  readonly world: World<Message, Input>;
}

/**
 * @throws SkewproofError SKEW-402 when a model throws, with node, times and seed; SKEW-101 for a
 *   scenario that cannot be played.
 */
export function judgedRun<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  options: RunOptions<Message, Input> = {},
): JudgedRun<Scenario, Message, Input> {
  const spec = scheduled(study.build(scenario), scenario.schedule);
  const ledger = new Ledger(study, scenario);
  const world = new World(spec, {
    observers: [ledger, ...(options.observers ?? [])],
    ...(options.timeline === undefined ? {} : { timeline: options.timeline }),
    ...(options.strict === undefined ? {} : { strict: options.strict }),
  });
  ledger.attach(world);
  options.onWorld?.(world);
  const untilMs = Math.min(options.untilMs ?? spec.endAt, spec.endAt);
  const summary = playedTo(world, untilMs, scenario);
  const latencies = new Map(spec.nodes.map((node) => [node.name, node.syncLatencyMs ?? 0]));
  const complete =
    summary.outcome === 'ended' && untilMs >= spec.endAt && ledger.lastLookAtMs >= spec.healAt;
  const fates = fatesOf(ledger, {
    syncLatencyMs: (node) => latencies.get(node) ?? 0,
    dateToleranceMs: study.dateToleranceMs(scenario),
    statedErrorMsMax: study.statedErrorMsMax?.(scenario) ?? Infinity,
    complete,
  });
  const result = resultOf(ledger, fates, summary, complete, untilMs >= spec.endAt);
  return { result, ledger, world };
}

function playedTo<Message, Input>(
  world: World<Message, Input>,
  untilMs: number,
  scenario: ScenarioBase,
): RunSummary {
  try {
    return world.run(trueMs(untilMs));
  } catch (error) {
    if (error instanceof SkewproofError) throw error;
    throw new SkewproofError('SKEW-402', {
      place: `${scenario.study}/${scenario.variant}, seed ${String(scenario.seed)}, true time ${String(msOf(world.now))} ms`,
      expected: 'a model whose step returns',
      got: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      advice: 'A model threw; its step must be defined for every event in every state.',
    });
  }
}

function resultOf<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  fates: Fates,
  summary: RunSummary,
  complete: boolean,
  toTheEnd: boolean,
): RunResult {
  const of = (
    verdict: VerdictKind,
    violations: readonly Violation[],
    reason?: string,
  ): RunResult => ({
    summary,
    verdict,
    violations,
    fates,
    metered: ledger.metered.size,
    marks: ledger.marks,
    reports: ledger.reports.length,
    ...(reason === undefined ? {} : { reason }),
  });
  const disputed = ledger.rows === undefined ? undefined : disagreement(ledger, fates);
  if (disputed !== undefined)
    return of('harness-error', [], `the two judges disagree: ${disputed}`);
  if (summary.outcome !== 'ended') return of('out-of-budget', [], whyOver(summary));
  const violations = violationsOf(ledger, fates);
  const verdict = verdictOf(violations);
  if (!complete && toTheEnd)
    return of(
      worstOf([verdict, 'unknown']),
      violations,
      'nobody looked at the console after the faults had ended',
    );
  return of(verdict, violations);
}

const whyOver = ({ outcome, events, lastEventAt }: RunSummary): string =>
  outcome === 'endless-instant'
    ? `machines answered each other without end at true time ${String(lastEventAt)} ms: ${String(events)} events, and no time passed`
    : 'more events than the budget allows';

/** Runs and judges one scenario. */
export const runScenario = <Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  options: RunOptions<Message, Input> = {},
): RunResult => judgedRun(study, scenario, options).result;
