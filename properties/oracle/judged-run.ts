/** Runs one scenario and judges it. */
import { isWithoutPlace, notPlain, PlainData } from '../../sim/model/plain.js';
import { msOf, trueMs } from '../../sim/model/time.js';
import { SkewproofError } from '../../sim/model/errors.js';
import { World } from '../../sim/world/world.js';
import type { TimelineMaker } from '../../sim/queue/timeline.js';
import type { Checkpoints } from '../../sim/hash/checkpoints.js';
import type { RunSummary, WorldObserver } from '../../sim/world/spec.js';
import { fateOptions } from './fate-options.js';
import { fatesOf } from './fates.js';
import type { Fates } from './fates.js';
import { HOT_LOOP } from '../../models/rules/hot-loop.js';
import { furtherViolations } from './further.js';
import { violationsOf } from './invariants.js';
import { disagreement } from './second-judge.js';
import { Ledger } from './ledger.js';
import { guarded } from '../study/guarded.js';
import { scheduled } from '../study/schedule.js';
import { checkedVariant, variantOf } from '../study/variant.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { verdictOf, worstOf } from './verdict.js';
import type { VerdictKind, Violation } from './verdict.js';

/**
 * Options of a run. Only `untilMs`, which ends the run early, changes its trace.
 * @since 0.1.0
 */
export interface RunOptions<Message, Input> {
  readonly timeline?: TimelineMaker;
  /** Stops at this true time, ms; liveness is then not judged. */
  readonly untilMs?: number;
  /**
   * Freezes states and events, so that an impure model throws, and searches them for data that is
   * not plain.
   */
  readonly strict?: boolean;
  /** Searches every state, event and effect for data that is not plain. */
  readonly plain?: boolean;
  /** Receives the trace hash after each event and effect. */
  readonly checkpoints?: Checkpoints;
  readonly observers?: readonly WorldObserver<Message, Input>[];
}

/** Fields of every result, judged or not. */
interface RunAccount {
  readonly summary: RunSummary;
  readonly violations: readonly Violation[];
  readonly fates: Fates;
  readonly metered: number;
  /** Marks that models passed, with their counts. */
  readonly marks: ReadonlyMap<string, number>;
  readonly reports: number;
}

/** The run was played as far as requested, and judged. */
interface JudgedResult extends RunAccount {
  readonly outcome: 'judged';
  readonly verdict: VerdictKind;
  readonly reason?: never;
}

/**
 * An incomplete run with a `reason` in words.
 *
 * Either no look at the console followed the faults, which does not invalidate violations found
 * before, or a budget was exhausted first.
 */
interface UnfinishedResult extends RunAccount {
  readonly outcome: 'unfinished';
  readonly verdict: VerdictKind;
  readonly reason: string;
}

/** The two judges disagree: one of them is wrong, and neither result counts. */
interface DisputedResult extends RunAccount {
  readonly outcome: 'disputed';
  readonly verdict: 'harness-error';
  readonly reason: string;
}

/**
 * A judged run: its verdict, violations, fates of the records, and the hash of its trace.
 * @since 0.1.0
 */
export type RunResult = JudgedResult | UnfinishedResult | DisputedResult;

/**
 * A judged run with its world and ledger, for tools that read more than the result.
 * @since 0.1.0
 */
export interface JudgedRun<Scenario extends ScenarioBase, Message, Input> {
  readonly result: RunResult;
  readonly ledger: Ledger<Scenario, Message, Input>;
  readonly world: World<Message, Input>;
}

/**
 * Runs and judges one scenario, and returns the world and the ledger with the result.
 * @throws SkewproofError SKEW-402 if a model throws, with node, times and seed; SKEW-101 for a
 *   scenario that cannot be played.
 * @since 0.1.0
 */
export function judgedRun<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  options: RunOptions<Message, Input> = {},
): JudgedRun<Scenario, Message, Input> {
  try {
    return played(guarded(study), scenario, options);
  } catch (error) {
    throw inScenario(error, scenario);
  }
}

/** Codes of errors that a model or a study causes in a run. */
const OF_A_RUN: readonly string[] = ['SKEW-402', 'SKEW-403'];

/** Adds the scenario to the place of an error that a model or a study caused. */
function inScenario(error: unknown, { study, variant, seed }: ScenarioBase): unknown {
  if (!(error instanceof SkewproofError)) return error;
  if (!OF_A_RUN.includes(error.code)) return error;
  const scenario = `${study}/${variant}, seed ${String(seed)}`;
  return error.place.startsWith(scenario) ? error : error.at(`${scenario}, ${error.place}`);
}

function played<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  options: RunOptions<Message, Input>,
): JudgedRun<Scenario, Message, Input> {
  checkedVariant(study, scenario.variant);
  const spec = scheduled(study.build(scenario), scenario.schedule);
  const ledger = new Ledger(study, scenario, spec.faults);
  const world = new World(spec, {
    observers: [ledger, ...(options.observers ?? [])],
    ...(options.timeline === undefined ? {} : { timeline: options.timeline }),
    ...(options.strict === undefined ? {} : { strict: options.strict }),
    ...(options.plain === undefined ? {} : { plain: options.plain }),
    ...(options.checkpoints === undefined ? {} : { checkpoints: options.checkpoints }),
  });
  const untilMs = Math.min(options.untilMs ?? spec.endAt, spec.endAt);
  const { summary, refusal } = runOf(world, untilMs);
  const complete =
    summary.outcome === 'ended' && untilMs >= spec.endAt && ledger.lastLookAtMs >= spec.healAt;
  const fates = walked(world, () => fatesOf(ledger, fateOptions(study, scenario, spec, complete)));
  const further = (): readonly Violation[] =>
    furtherViolations(
      variantOf(study, scenario.variant)?.also ?? [],
      { fates, marks: ledger.marks },
      () => (complete ? rightRun(study, scenario, options) : undefined),
    );
  const toTheEnd = untilMs >= spec.endAt;
  const result = resultOf(ledger, fates, { summary, refusal }, complete, toTheEnd, further);
  return { result, ledger, world };
}

interface Ran {
  readonly summary: RunSummary;
  /** The access of a hosted program that ended the run, with its line. */
  readonly refusal?: SkewproofError | undefined;
}

/** Access to what is not simulated ends the run and no more: the program is named, and others go on. */
function runOf<Message, Input>(world: World<Message, Input>, untilMs: number): Ran {
  try {
    return { summary: walked(world, () => world.run(trueMs(untilMs))) };
  } catch (error) {
    if (!(error instanceof SkewproofError) || error.code !== 'SKEW-404') throw error;
    return { summary: world.summary('unsimulated'), refusal: error };
  }
}

/** The same scenario with right clocks; undefined where they are right. */
function rightRun<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  { timeline }: RunOptions<Message, Input>,
): { readonly metered: ReadonlyMap<number, unknown>; readonly fates: Fates } | undefined {
  const right = study.rightClocks?.(scenario);
  if (right === undefined) return undefined;
  const { ledger, result } = played(study, right, timeline === undefined ? {} : { timeline });
  // Where the other run does not end, nothing can be compared.
  return result.outcome === 'judged' ? { metered: ledger.metered, fates: result.fates } : undefined;
}

/** Runs a walk over the data of a world; data that cannot be walked is named with its place. */
function walked<Message, Input, Result>(world: World<Message, Input>, walk: () => Result): Result {
  try {
    return walk();
  } catch (error) {
    if (!isWithoutPlace(error)) throw error;
    const plain = new PlainData();
    for (const [place, value] of dataOf(world)) {
      const found = plain.impurityOf(value);
      if (found !== undefined)
        throw notPlain(
          found.what,
          `true time ${String(msOf(world.now))} ms, ${place}${found.path}`,
        );
    }
    throw error;
  }
}

function* dataOf<Message, Input>(
  world: World<Message, Input>,
): Generator<readonly [place: string, value: unknown]> {
  for (const node of world.nodeNames) yield [`node ${node}, state`, world.stateOf(node)];
  for (const node of world.nodeNames) yield [`node ${node}, disk`, world.diskOf(node)];
  for (const { from, to, message } of world.inFlight())
    yield [`message in flight from ${from} to ${to}`, message];
}

function resultOf<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  fates: Fates,
  { summary, refusal }: Ran,
  complete: boolean,
  toTheEnd: boolean,
  further: () => readonly Violation[],
): RunResult {
  const account = {
    summary,
    fates,
    metered: ledger.metered.size,
    marks: ledger.marks,
    reports: ledger.reports.length,
  };
  const disputed = ledger.rows === undefined ? undefined : disagreement(ledger, fates);
  if (disputed !== undefined)
    return {
      outcome: 'disputed',
      verdict: 'harness-error',
      reason: `the two judges disagree: ${disputed}`,
      violations: [],
      ...account,
    };
  if (refusal !== undefined)
    return {
      outcome: 'unfinished',
      verdict: 'unknown',
      reason: `the program left the simulation: ${refusal.message}`,
      violations: [],
      ...account,
    };
  if (summary.outcome !== 'ended')
    return {
      outcome: 'unfinished',
      verdict: 'out-of-budget',
      reason: whyOver(summary),
      violations: [],
      ...account,
    };
  const own = further();
  const violations = ledger.marks.has(HOT_LOOP) ? own : [...violationsOf(ledger, fates), ...own];
  const verdict = verdictOf(violations);
  if (!complete && toTheEnd)
    return {
      outcome: 'unfinished',
      verdict: worstOf([verdict, 'unknown']),
      reason: 'the console was not looked at after the faults had ended',
      violations,
      ...account,
    };
  return { outcome: 'judged', verdict, violations, ...account };
}

function whyOver({ outcome, events, lastEventAt }: RunSummary): string {
  const come = `${String(events)} events, at true time ${String(lastEventAt)} ms`;
  switch (outcome) {
    case 'endless-instant':
      return `nodes answered each other without end at true time ${String(lastEventAt)} ms: ${String(events)} events, and no time passed`;
    case 'out-of-time':
      return `the run exceeded its budget of real time after ${come}`;
    default:
      return 'the run exceeded its budget of events';
  }
}

/**
 * Runs and judges one scenario.
 * @throws SkewproofError SKEW-402 if a model throws, SKEW-101 for a scenario that cannot be
 *   played.
 * @since 0.1.0
 */
export const runScenario = <Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  options: RunOptions<Message, Input> = {},
): RunResult => judgedRun(study, scenario, options).result;
