/**
 * fast-check properties for a user's own test suite, for any runner.
 *
 * fast-check draws scenarios; the harness shrinks them, to the exact unit, and explains the loss.
 * The output of fast-check itself stays short.
 */
import { passGate } from './gate.js';
import * as fc from 'fast-check';
import { SkewproofError } from '../../sim/model/errors.js';
import { explain } from '../explain/explain.js';
import { arbitraryOf } from './sampling.js';
import { failureText } from './failure-text.js';
import { minimise } from '../shrink/minimise.js';
import { CopiesSeen, warningsOf } from '../oracle/copy-watch.js';
import { tracerFieldsOf } from '../oracle/tracers.js';
import type { RealTime } from '../../sim/world/spec.js';
import type { RunResult } from '../oracle/judged-run.js';
import type { Violation } from '../oracle/verdict.js';
import type { PropertyName, ScenarioBase, Study } from '../study/contract.js';
import { timed } from '../study/guarded.js';
import { Repeats } from './repeats.js';

/**
 * Variant and space that `everyRecord` draws from, and its budgets.
 * @since 0.1.0
 */
export interface EveryRecordOptions {
  readonly variant: string;
  /** Part of the study's space. Default `everything`. */
  readonly space?: string;
  /** Properties to check. Default: all. */
  readonly properties?: readonly PropertyName[];
  /** Runs to spend on shrinking a failure. Default 4,000. */
  readonly shrinkRunsMax?: number;
  /**
   * Budget of the host's time for a single run; one that exceeds it fails. Default: unlimited. It is
   * looked at between events: a step that never returns holds the test's own thread. Only the command
   * line, which runs campaigns in threads, ends such a step.
   */
  readonly realTime?: RealTime;
}

/** One run in this many is repeated, besides the first and each failing one. */
const REPEAT_ONE_IN = 20;

interface Failure<Scenario> {
  /**
   * The smallest scenario that fails in the same way; `undefined`: the failure is of another kind.
   */
  readonly minimal: Scenario | undefined;
  /** Runs do not repeat: another attempt proves nothing. */
  readonly final?: true;
  /** The failure in one line; the minimal scenario prints as the whole explanation. */
  readonly text: string;
}

const named = ({ study, variant }: ScenarioBase): string => `a scenario of ${study}/${variant}`;

/**
 * Sets the text by which fast-check prints a scenario in a counterexample.
 *
 * It carries the explanation: every runner shows the message, but not every one shows an error's
 * cause.
 */
function printedAs<Scenario extends ScenarioBase>(scenario: Scenario, text: string): Scenario {
  return Object.defineProperty({ ...scenario }, fc.toStringMethod, { value: () => text });
}

/** Creates an error without a stack, which would show only the harness. */
export function errorOf(text: string): Error {
  const error = new Error(text);
  error.stack = `Error: ${text}`;
  return error;
}

/** Runs scenarios and remembers failures, since fast-check repeats questions while shrinking. */
class Checker<Scenario extends ScenarioBase, Message, Input> {
  readonly #study: Study<Scenario, Message, Input>;
  readonly #options: EveryRecordOptions;
  readonly #known = new WeakMap<Scenario, Failure<Scenario>>();
  readonly #repeats: Repeats<Scenario, Message, Input>;
  readonly #copies: CopiesSeen;
  #runs = 0;
  #metered = 0;

  constructor(study: Study<Scenario, Message, Input>, options: EveryRecordOptions) {
    this.#study = study;
    this.#options = options;
    this.#repeats = new Repeats(study, REPEAT_ONE_IN);
    this.#copies = new CopiesSeen(tracerFieldsOf(study));
  }

  /** The result, or the failure that prevented one. */
  #run(scenario: Scenario): RunResult | Failure<Scenario> {
    try {
      return this.#repeated(scenario);
    } catch (error) {
      if (error instanceof SkewproofError) return { minimal: undefined, text: error.message };
      throw error;
    }
  }

  #repeated(scenario: Scenario): RunResult | Failure<Scenario> {
    const number = this.#runs;
    this.#runs += 1;
    const watch = this.#copies.watch<Message, Input>(number);
    const { result, ledger } = this.#repeats.run(scenario, {
      observers: watch === undefined ? [] : [watch],
    });
    this.#copies.learn(ledger.metered, watch);
    this.#metered += result.metered;
    const fails = this.#broken(result) !== undefined;
    if (result.reason !== undefined || this.#repeats.holds(scenario, number, result, fails))
      return result;
    const text = `nondeterminism: ${this.#repeats.reasons.at(-1) ?? ''}`;
    return { minimal: undefined, final: true, text };
  }

  #broken({ violations }: RunResult): Violation | undefined {
    const { properties } = this.#options;
    return violations.find(({ property }) => properties?.includes(property) ?? true);
  }

  /** Warnings about the runs so far, one per line. */
  #warnings(): string {
    const counts = { runs: this.#runs, records: this.#metered };
    return warningsOf(counts, this.#copies.result, tracerFieldsOf(this.#study))
      .map((warning) => `\nwarning: ${warning}`)
      .join('');
  }

  /** A study that fails its gate fails at once, and its diagnosis is what fast-check prints. */
  #refused(scenario: Scenario): Failure<Scenario> | undefined {
    try {
      passGate(this.#study, this.#options.variant);
      return undefined;
    } catch (error) {
      if (!(error instanceof SkewproofError)) throw error;
      const minimal = printedAs(scenario, error.message);
      const failure = { minimal, text: error.message };
      this.#known.set(scenario, failure);
      this.#known.set(minimal, failure);
      return failure;
    }
  }

  failure(scenario: Scenario): Failure<Scenario> | undefined {
    const known = this.#known.get(scenario) ?? this.#refused(scenario);
    if (known !== undefined) return known;
    const { shrinkRunsMax } = this.#options;
    const result = this.#run(scenario);
    if ('text' in result) {
      this.#known.set(scenario, result);
      return result;
    }
    if (result.reason !== undefined)
      return { minimal: undefined, text: `${result.verdict}: ${result.reason}` };
    const violation = this.#broken(result);
    if (violation === undefined) return undefined;
    const shrunk = minimise(
      this.#study,
      scenario,
      explain(this.#study, scenario, violation),
      shrinkRunsMax === undefined ? {} : { runsMax: shrinkRunsMax },
    );
    const minimal = printedAs(shrunk.scenario, failureText(this.#study, shrunk) + this.#warnings());
    const { property, fate } = violation;
    const failure = { minimal, text: `${named(scenario)} breaks ${property}: ${fate}` };
    this.#known.set(scenario, failure);
    this.#known.set(minimal, failure);
    return failure;
  }
}

/**
 * Returns a fast-check property that fails if a scenario of the study's space breaks one of the
 * properties: `fc.assert(everyRecord(study, { variant: 'fixed' }))`.
 * @throws SkewproofError SKEW-102 for a variant or a space that the study does not have.
 * @since 0.1.0
 */
export function everyRecord<Scenario extends ScenarioBase, Message, Input>(
  given: Study<Scenario, Message, Input>,
  options: EveryRecordOptions,
): fc.IProperty<[Scenario]> {
  const study = timed(given, options.realTime);
  const arbitrary = arbitraryOf(study, options.variant, options.space).map((scenario) =>
    printedAs(scenario, named(scenario)),
  );
  const checker = new Checker(study, options);
  const property = fc.property(arbitrary, (scenario) => {
    const failure = checker.failure(scenario);
    if (failure !== undefined) throw errorOf(failure.text);
  });
  const shrink = property.shrink.bind(property);
  property.shrink = (value) => {
    const [scenario] = value.value;
    const { minimal, final } = checker.failure(scenario) ?? {};
    if (minimal === undefined && final !== true) return shrink(value);
    return minimal === undefined || minimal === scenario
      ? fc.Stream.nil<fc.Value<[Scenario]>>()
      : fc.Stream.of(new fc.Value<[Scenario]>([minimal], undefined));
  };
  return property;
}

type Only = <Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  options: Omit<EveryRecordOptions, 'properties'>,
) => fc.IProperty<[Scenario]>;

const only =
  (property: PropertyName): Only =>
  (study, options) =>
    everyRecord(study, { ...options, properties: [property] });

/**
 * Checks `conservation` alone: every record is counted, in flight, or reported as lost.
 * @since 0.1.0
 */
export const noSilentLoss = only('conservation');
/**
 * Checks `no-duplicates` alone: no record is counted twice, and none is counted that was never
 * used.
 * @since 0.1.0
 */
export const noDuplicates = only('no-duplicates');
/**
 * Checks `dates` alone: every shown date is as close to the true time as the system states.
 * @since 0.1.0
 */
export const datesWithinBound = only('dates');
/**
 * Checks `eventual-delivery` alone: once faults have ended, every record that a node still holds is
 * delivered.
 * @since 0.1.0
 */
export const eventuallyDelivered = only('eventual-delivery');
/**
 * Checks `console-monotone` alone: a row that the console has shown stays on it.
 * @since 0.1.0
 */
export const consoleNeverGoesBack = only('console-monotone');
/**
 * Checks `reports-true` alone: a record that is reported as lost is never counted.
 * @since 0.1.0
 */
export const reportsAreTrue = only('reports-true');
