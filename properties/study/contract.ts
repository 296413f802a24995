/**
 * What a team states about its own system to put it under the harness.
 *
 * A study says how a scenario becomes a world, what was used (an account kept outside the
 * models), and how to read what the console shows. Everything else, the ledger, the
 * judges, exploration, shrinking, reproduction, is the same for every study.
 */
import type * as fc from 'fast-check';
import type { Decision, NodeEvent, OperatorReport } from '../../sim/model/node.js';
import type { Schedule } from '../../sim/queue/schedule.js';
import type { WorldIncident, WorldSpec } from '../../sim/world/spec.js';
import type { Scope, ScopeOptions } from './scope.js';
import type { PlaneAxis } from '../frontier/types.js';

/**
 * Plain JSON that determines a run completely. A study adds its own fields.
 * @since 0.1.0
 */
export interface ScenarioBase {
  readonly study: string;
  readonly variant: string;
  /** Root of every random stream of the run, an unsigned 32-bit integer. */
  readonly seed: number;
  /** What a scripted adversary does: the path of an exhaustive check has one. */
  readonly schedule?: Schedule;
}

/**
 * One use of a program, known to the oracle from outside the system.
 * @since 0.1.0
 */
export interface MeteredRecord {
  /** The tracer: an opaque number that models carry and never read. */
  readonly record: number;
  /** Node on which it was used. */
  readonly node: string;
  /** What a reader of the console could tell it by (client, user, program); not unique. */
  readonly key: string;
  /** What the system may take it for by mistake: a row under this key does not show the record. */
  readonly wrongKey?: string;
  /** True time, ms. */
  readonly startMs: number;
  readonly endMs: number;
  /**
   * At an edge where either is right (a crash within the latency of an installation): may be counted
   * once or not. Records of one numbered edge stand or fall together: if one of them reached anybody,
   * all had to. `alone`: the record is an edge of its own.
   */
  readonly optional?: 'alone' | { readonly edge: number };
  /**
   * The history of its node that it is part of, if the system numbers what a node delivers: who
   * has had later records of a history than a disk that came back knows must tell of the break.
   * Absent: nothing could tell.
   */
  readonly history?: number;
}

/** What every row of a console view says, dated or not. */
interface RowAccount {
  readonly key: string;
  /** Tracers of the records that this row stands for: one for a detail row, many for a summary. */
  readonly records: readonly number[];
  /** How many uses the row claims. */
  readonly uses: number;
  /** The error that the system itself states for the row's dates, ms. Absent: it claims exactness. */
  readonly boundMs?: number;
}

/** A row that says nothing of when: how it is dated is not judged. */
interface UndatedRow extends RowAccount {
  readonly startMs?: never;
  readonly endMs?: never;
  readonly interval?: never;
}

/** A detail row: when the use began and ended, in true ms as the study counts them (0 is `epochMs`). */
export interface DatedRow extends RowAccount {
  readonly startMs: number;
  readonly endMs: number;
  readonly interval?: never;
}

/** A row that stands for uses that began in an interval: its first moment and the first after it, true ms. */
interface IntervalRow extends RowAccount {
  readonly startMs?: never;
  readonly endMs?: never;
  readonly interval: { readonly fromMs: number; readonly toMs: number };
}

/**
 * One row of a console view, as the study reads it. A start without an end, or both and an interval,
 * is no row: what is given says which kind it is.
 * @since 0.1.0
 */
export type ShownRow = UndatedRow | DatedRow | IntervalRow;

/**
 * The independent account of usage, kept from outside over the events that reach nodes.
 * `event` returns the record that became due to be counted, if that event completed one.
 * @since 0.1.0
 */
export interface Metering<Input> {
  event(node: string, atMs: number, event: NodeEvent<unknown, Input>): MeteredRecord | undefined;
  incident(atMs: number, incident: WorldIncident): void;
}

/**
 * A property that every run is judged by.
 * @since 0.1.0
 */
export type PropertyName =
  | 'conservation'
  | 'no-duplicates'
  | 'dates'
  | 'eventual-delivery'
  | 'console-monotone'
  | 'reports-true';

/**
 * A variant of a study, and which of its properties are expected to be violated.
 * @since 0.1.0
 */
export interface Variant {
  readonly title: string;
  /** What the study expects to find in its whole space; a property not named is expected to hold. */
  readonly violated: readonly PropertyName[];
  /** The part of the space in which this is expected. Default: `everything`. */
  readonly space?: string;
}

/**
 * The records that an operator's report accounts for.
 * @since 0.1.0
 */
export type Coverage =
  /** Exactly these records are reported as lost (tracers). */
  | { readonly by: 'records'; readonly node: string; readonly records: readonly number[] }
  /**
   * This many of the node's records, of those used until `usedUntilMs`, true ms. Default: those used
   * until the report was made.
   */
  | {
      readonly by: 'count';
      readonly node: string;
      readonly count: number;
      readonly usedUntilMs?: number;
    }
  /** Some of the node's records, nobody can say how many. */
  | { readonly by: 'unknown'; readonly node: string; readonly usedUntilMs?: number }
  /** What the report says of the scenario is not so: it accounts for nothing, and is itself an error. */
  | { readonly by: 'unfounded'; readonly node: string; readonly why: string };

/**
 * A number in a scenario that a frontier map can vary, and the range that it covers by default.
 * @since 0.1.0
 */
export interface NumericParameter<Scenario> extends Omit<PlaneAxis, 'name' | 'fields'> {
  set(scenario: Scenario, value: number): Scenario;
}

/** Names of the fields in which models carry the tracers of records. */
export interface TracerFields {
  /** Each holds one record's tracer, a number: this is a copy of the record. Default `record`. */
  readonly record: readonly string[];
  /** Each holds the tracers of several, as an array or a Seq of numbers. Default `records`. */
  readonly records: readonly string[];
  /**
   * Each holds the tracers of records that are known to be lost: an account of them, no copy. An
   * array or a Seq of numbers. Default `tracers`.
   */
  readonly accounts: readonly string[];
}

/**
 * A study without the spaces that it is explored in: what it takes to play a scenario, to judge it,
 * to explain it and to print it. No generator is among it, so that a page can hold it: a study lies
 * in two files, this part in one, and in the other what fast-check draws (see `Study`).
 */
export interface RunnableStudy<Scenario extends ScenarioBase, Message, Input> {
  readonly name: string;
  readonly title: string;
  /** What true time 0 is called in civil time, ms since 1970; for printing. */
  readonly epochMs: number;
  readonly variants: Readonly<Record<string, Variant>>;
  /**
   * Names of the defects that can be planted in a variant, as in `fixed+<defect>`. Default: none, and
   * no name of a variant has a plus sign.
   */
  defectsOf?(variant: string): readonly string[];
  /**
   * A variant with a planted defect that any campaign of a few dozen runs must catch. `verify`
   * searches it too: a harness that finds nothing there finds nothing anywhere.
   */
  readonly canary?: string;
  /**
   * JSON Schema of a scenario file: draft-07, or the draft that its `$schema` names. OpenAPI's
   * `discriminator` beside `oneOf` makes errors be about the branch that was meant.
   */
  readonly schema: object;
  /** What shrinking aims for: one node, one record, right clocks, no fault. Usually no violation. */
  simplest(variant: string): Scenario;
  build(scenario: Scenario): WorldSpec<Message, Input>;
  /**
   * Where models carry tracers in states, messages and disk entries, so that a record that waits
   * somewhere is known from one that is gone. Default: fields called `record`, `records`, `tracers`.
   */
  readonly tracerFields?: Partial<TracerFields>;
  metering(scenario: Scenario): Metering<Input>;
  /** Rows of a `show` effect's view. */
  shown(view: unknown): readonly ShownRow[];
  /** What an operator's report, made at a true time, accounts for; undefined: it is about something else. */
  coverage(report: OperatorReport, scenario: Scenario, atMs: number): Coverage | undefined;
  /**
   * Tolerance for a row's dates in this scenario beyond what the row itself states, ms (clock
   * errors of the server that dates are relative to, for instance).
   */
  dateToleranceMs(scenario: Scenario): number;
  /** The widest error that a row may excuse itself with in this scenario, ms. Default: any. */
  statedErrorMsMax?(scenario: Scenario): number;
  /** Labels for the statistics of what was explored: dimension → bands that the scenario falls in. */
  labels(scenario: Scenario): Readonly<Record<string, readonly string[]>>;
  /** Sometimes-marks that a campaign over a variant must reach, else it is vacuous. */
  requiredMarks?(variant: string, space: string): readonly string[];
  /**
   * Plainer scenarios that may break in the same way, tried while shrinking (and kept only if
   * they do). For what single steps cannot reach, where two fields decide a boundary together.
   */
  rewrites?(scenario: Scenario): Iterable<Scenario>;
  /**
   * Which of the decisions that did not hold explains a lost record (an index), when the study
   * can tell better than "the last": for a stranded record those of its holder, for a
   * destroyed one those of the step that ended it.
   */
  decisive?(
    decisions: readonly {
      readonly node: string;
      readonly atMs: number;
      readonly decision: Decision;
    }[],
    fate: 'stranded' | 'destroyed',
  ): number;
  /** What an exhaustive check may do to the study; absent: it cannot be checked. */
  scope?(options: ScopeOptions): Scope<Scenario, Input>;
  /** Numbers that a frontier map can vary, by name. */
  readonly parameters?: Readonly<Record<string, NumericParameter<Scenario>>>;
  /**
   * What a frontier map shows unless told otherwise: two parameters, and the scenario in which
   * they are varied. Default: the first two parameters, the simplest scenario.
   */
  readonly plane?: { readonly x: string; readonly y: string; base(variant: string): Scenario };
}

/**
 * A study: a system to test, with the spaces that its scenarios are drawn from.
 * @since 0.1.0
 */
export interface Study<Scenario extends ScenarioBase, Message, Input> extends RunnableStudy<
  Scenario,
  Message,
  Input
> {
  /**
   * Scenario arbitraries by the name of the space that they cover. `everything` must exist
   * and is what explore and verify use. Sizes are integers, never long arrays.
   */
  readonly spaces: Readonly<Record<string, (variant: string) => fc.Arbitrary<Scenario>>>;
}

/**
 * Returns the study as it is; gives it its types.
 * @since 0.1.0
 */
export const defineStudy = <Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
): Study<Scenario, Message, Input> => study;
