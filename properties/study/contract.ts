/**
 * The contract of a study: statements by which a team puts its own system under test.
 *
 * A study states how a scenario becomes a world, which use happened (recorded outside the models),
 * and how the console is read. Everything else is equal for all studies: ledger, judges,
 * exploration, shrinking and reproduction.
 */
import type * as fc from 'fast-check';
import type { Decision, Effect, NodeEvent, OperatorReport } from '../../sim/model/node.js';
import type { Schedule } from '../../sim/queue/schedule.js';
import type { WorldIncident, WorldSpec } from '../../sim/world/spec.js';
import type { DecidedByCode, DecidingPair } from './deciding-pair.js';
import type { Scope, ScopeOptions } from './scope.js';
import type { ClockChange } from './clock-history.js';
import type { PlaneAxis } from '../frontier/types.js';
import type { CollectorChoice } from '../../models/collectors/index.js';

/**
 * Plain JSON that determines a run completely. A study adds its own fields.
 * @since 0.1.0
 */
export interface ScenarioBase {
  readonly study: string;
  readonly variant: string;
  /** Root of every random stream of the run, an unsigned 32-bit integer. */
  readonly seed: number;
  /** Script of an adversary: present in the path of an exhaustive check. */
  readonly schedule?: Schedule;
}

/**
 * One use of a program, known to the oracle from outside the system.
 * @since 0.1.0
 */
export interface MeteredRecord {
  /** The tracer: an opaque number that models carry and never read. */
  readonly record: number;
  /** Node on which the program was used. */
  readonly node: string;
  /** Identity that a reader of the console sees (client, user, program); not unique. */
  readonly key: string;
  /**
   * Key under which the system may show the use by mistake; such a row does not show the record.
   */
  readonly wrongKey?: string;
  /** True time, ms. */
  readonly startMs: number;
  readonly endMs: number;
  /**
   * Marks an edge at which both outcomes are right, for instance a crash within the latency of an
   * installation: the record may be counted once or not at all.
   *
   * Records of one numbered edge depend on each other: if one of them reached any node, all must be
   * counted. `alone`: the record is an edge of its own.
   */
  readonly optional?: 'alone' | { readonly edge: number };
  /**
   * History of its node that the record belongs to, if the system numbers the records of a node.
   *
   * A node with later records of a history than a restored disk knows must report the gap. Absent:
   * no node could detect one.
   */
  readonly history?: number;
}

/** Fields of every row of a console view, dated or not. */
interface RowAccount {
  readonly key: string;
  /** Tracers of the records that the row shows: one for a detail row, many for a summary. */
  readonly records: readonly number[];
  /** Number of uses that the row states. */
  readonly uses: number;
  /** Error that the system itself states for the row's dates, ms. Absent: it claims exactness. */
  readonly boundMs?: number;
}

/** A row without dates: its dates are not judged. */
interface UndatedRow extends RowAccount {
  readonly startMs?: never;
  readonly endMs?: never;
  readonly interval?: never;
}

/**
 * A detail row with start and end of the use, in true ms since the run's start (0 is `epochMs`).
 */
export interface DatedRow extends RowAccount {
  readonly startMs: number;
  readonly endMs: number;
  readonly interval?: never;
}

/** A row for uses that began in an interval, true ms: from `fromMs` to before `toMs`. */
interface IntervalRow extends RowAccount {
  readonly startMs?: never;
  readonly endMs?: never;
  readonly interval: { readonly fromMs: number; readonly toMs: number };
}

/**
 * One row of a console view, as the study reads it: undated, dated, or with an interval.
 * @since 0.1.0
 */
export type ShownRow = UndatedRow | DatedRow | IntervalRow;

/**
 * The record of usage that is kept outside the models, from the events that reach nodes.
 * `event` returns the record that an event made due to be counted, if it completed one.
 * @since 0.1.0
 */
export interface Metering<Input> {
  event(node: string, atMs: number, event: NodeEvent<unknown, Input>): MeteredRecord | undefined;
  incident(atMs: number, incident: WorldIncident): void;
  /**
   * Sees each effect other than looks and reports; returns the record that became due with it, if
   * one did. Programs need it: whether a use was taken shows only in the step.
   */
  effect?(node: string, atMs: number, effect: Effect<unknown>): MeteredRecord | undefined;
  /**
   * Rows of a view, where reading them takes the account: a record that is shown again because its
   * answer was lost is no duplicate. Default: `shown` of the study.
   */
  shown?(view: unknown): readonly ShownRow[];
  /** Returns whether nothing but the memory of a process had the record when a fault ended it. */
  diedInMemory?(record: number): boolean;
}

/**
 * A property that runs are judged by. The last two are judged only where a variant names them in
 * `also`; the others always are.
 * @since 0.1.0
 */
export type PropertyName =
  | 'conservation'
  | 'no-duplicates'
  | 'dates'
  | 'eventual-delivery'
  | 'console-monotone'
  | 'reports-true'
  | 'clock-innocent'
  | 'no-hot-loop';

/**
 * A variant of a study, with the properties that it is expected to violate.
 * @since 0.1.0
 */
export interface Variant {
  readonly title: string;
  /**
   * Properties that the study expects to be violated in the space; all others are expected to hold.
   */
  readonly violated: readonly PropertyName[];
  /** Properties to judge besides those that every variant is judged by. Default: none. */
  readonly also?: readonly PropertyName[];
  /** Part of the space for which this is expected. Default: `everything`. */
  readonly space?: string;
  /**
   * Incremented whenever the models of this variant change the meaning of its scenarios (their trace
   * hashes), so that a token made before warns. Default 0.
   */
  readonly revision?: number;
}

/**
 * Records that an operator's report covers.
 * @since 0.1.0
 */
export type Coverage =
  /** The named records are reported as lost (tracers). */
  | {
      readonly by: 'records';
      readonly node: string;
      readonly records: readonly number[];
      /**
       * Number of lost records that the report states, the named ones among them. Above their number it
       * stands for others of the node, used until the report. Absent: it states none.
       */
      readonly stated?: number;
      /** Set if the report names every record that it counts: `stated` must be their number. */
      readonly exact?: true;
    }
  /**
   * These records are named in a text that need not mean a loss (tracers): a lost one was reported,
   * and a delivered one makes the text no false report.
   */
  | { readonly by: 'mention'; readonly node: string; readonly records: readonly number[] }
  /**
   * This many of the node's records, used until `usedUntilMs`, true ms. Default: until the report.
   */
  | {
      readonly by: 'count';
      readonly node: string;
      readonly count: number;
      readonly usedUntilMs?: number;
    }
  /** An unknown number of the node's records. */
  | { readonly by: 'unknown'; readonly node: string; readonly usedUntilMs?: number }
  /**
   * The report states something untrue about the scenario: it covers no record and is itself a
   * violation.
   */
  | { readonly by: 'unfounded'; readonly node: string; readonly why: string };

/**
 * Recorded usage of one machine, and the error of its clock.
 * @since 0.1.0
 */
export interface RecordedUsage {
  /** The machine's clock minus true time, ms. */
  readonly offsetMs: number;
  /** Changes of that clock during the run, in order. Default: none. */
  readonly changes?: readonly ClockChange[];
  /** True time at which the program starts, ms since 1970. */
  readonly startedAtMs: number;
  /** Times of the uses after the start, true ms, in order. */
  readonly usesAtMs: readonly number[];
}

/**
 * A run of recorded usage. Its uses are the records from 1, in order.
 * @since 0.1.0
 */
export interface UsageRun<Scenario extends ScenarioBase, Message, Input> {
  readonly scenario: Scenario;
  build(): WorldSpec<Message, Input>;
}

/**
 * A number in a scenario that a frontier map can vary, with its default range.
 * @since 0.1.0
 */
export interface NumericParameter<Scenario> extends Omit<PlaneAxis, 'name' | 'fields'> {
  set(scenario: Scenario, value: number): Scenario;
}

/** Names of the fields in which models carry the tracers of records. */
export interface TracerFields {
  /**
   * Each holds one record's tracer, a number; the object is a copy of the record. Default `record`.
   */
  readonly record: readonly string[];
  /**
   * Each holds the tracers of several records, as an array or a Seq of numbers. Default `records`.
   */
  readonly records: readonly string[];
  /**
   * Each holds the tracers of records known to be lost: a report of loss and no copy. It is an
   * array or a Seq of numbers. Default `tracers`.
   */
  readonly accounts: readonly string[];
}

/**
 * A study without its spaces: everything needed to play, judge, explain and print a scenario.
 *
 * It contains no generator, so that a web page can hold it. A study therefore has two files: this
 * part, and the spaces that fast-check draws from (see `Study`).
 */
export interface RunnableStudy<Scenario extends ScenarioBase, Message, Input> {
  readonly name: string;
  readonly title: string;
  /** Civil time of true time 0, ms since 1970; used for printing. */
  readonly epochMs: number;
  readonly variants: Readonly<Record<string, Variant>>;
  /**
   * Names of the defects that can be planted in a variant, as in `fixed+<defect>`. Default: none.
   * Names of variants contain no plus sign.
   */
  defectsOf?(variant: string): readonly string[];
  /**
   * A variant with a planted defect that every campaign of a few dozen runs must find.
   *
   * `verify` searches it too: a harness that misses it cannot be trusted with others.
   */
  readonly canary?: string;
  /**
   * JSON Schema of a scenario file: draft-07, or the draft that `$schema` names.
   *
   * With OpenAPI's `discriminator` beside `oneOf`, errors concern the branch that was meant.
   */
  readonly schema: object;
  /**
   * Target of shrinking: one node, one record, right clocks, no fault. Usually without violation.
   */
  simplest(variant: string): Scenario;
  /**
   * The field of a scenario that names the exact system under test, such as the hash of a program.
   * Its value in `simplest` is that of the present system. Default: scenarios name none.
   */
  readonly identity?: string;
  /**
   * Throws a diagnosis unless the set-up works at all: every record counted once while nothing goes
   * wrong. Called before searches; what fails it gets no verdict.
   */
  gate?(variant: string): void;
  /** Returns the scenario with right clocks, for `clock-innocent`; undefined: they are right. */
  rightClocks?(scenario: Scenario): Scenario | undefined;
  /**
   * Names the comparison of the code under test that decides between a losing scenario and its passing
   * neighbour; undefined: there is no code. For systems whose models state no decisions.
   */
  decidingLine?(pair: DecidingPair<Scenario, Message, Input>): DecidedByCode | undefined;
  build(scenario: Scenario): WorldSpec<Message, Input>;
  /**
   * Estimates the steps of a run without running it: records, polls, retries, looks, faults. A
   * scenario from outside with more than 5,000,000 is refused. Default: no estimate.
   */
  steps?(scenario: Scenario): number;
  /**
   * Fields in which models carry tracers, in states, messages and disk entries. They distinguish a
   * record that waits somewhere from one that is gone. Default: `record`, `records`, `tracers`.
   */
  readonly tracerFields?: Partial<TracerFields>;
  metering(scenario: Scenario): Metering<Input>;
  /** Reads the rows of a `show` effect's view. */
  shown(view: unknown): readonly ShownRow[];
  /**
   * Records that an operator's report at true time `atMs` covers; `undefined`: it concerns no loss.
   */
  coverage(report: OperatorReport, scenario: Scenario, atMs: number): Coverage | undefined;
  /**
   * Tolerance for a row's dates beyond the error that the row states, ms: for instance the clock
   * error of the server that dates refer to.
   */
  dateToleranceMs(scenario: Scenario): number;
  /** Largest stated error that excuses a row's date in this scenario, ms. Default: unlimited. */
  statedErrorMsMax?(scenario: Scenario): number;
  /**
   * Labels for the statistics of a campaign: per dimension the bands that the scenario belongs to.
   */
  labels(scenario: Scenario): Readonly<Record<string, readonly string[]>>;
  /** Marks that a campaign over a variant must reach; otherwise its verdict is `vacuous`. */
  requiredMarks?(variant: string, space: string): readonly string[];
  /**
   * Plainer scenarios that may break in the same way: shrinking tries them, and keeps those that
   * do.
   *
   * They serve where single steps fail because two fields decide a boundary together.
   */
  rewrites?(scenario: Scenario): Iterable<Scenario>;
  /**
   * Index of the failed decision that explains a lost record, if the study knows better than "the
   * last".
   *
   * For a stranded record the decisions are those of its holder; for a destroyed one, those of the
   * step that ended it.
   */
  decisive?(
    decisions: readonly {
      readonly node: string;
      readonly atMs: number;
      readonly decision: Decision;
    }[],
    fate: 'stranded' | 'destroyed',
  ): number;
  /** Bounds and moves of an exhaustive check; absent: the study cannot be checked. */
  scope?(options: ScopeOptions): Scope<Scenario, Input>;
  /** Plays recorded usage of one machine while nothing else goes wrong; absent: it cannot be played. */
  usage?(variant: string, recorded: RecordedUsage): UsageRun<Scenario, Message, Input>;
  /** Puts a named collector into a scenario; absent: no collector can serve the study. */
  collectors?(scenario: Scenario, collector: CollectorChoice): Scenario;
  /** Numbers that a frontier map can vary, by name. */
  readonly parameters?: Readonly<Record<string, NumericParameter<Scenario>>>;
  /**
   * Default plane of a frontier map: two parameters, and the scenario in which they are varied.
   * Default: the first two parameters and the simplest scenario.
   */
  readonly plane?: {
    readonly x: string;
    readonly y: string;
    base(variant: string): Scenario;
    /** Samples along x unless the caller gives a number: fewer where a run takes long. Default 48. */
    readonly resolution?: number;
  };
}

/**
 * A study: a system under test, with the spaces that its scenarios are drawn from.
 * @since 0.1.0
 */
export interface Study<Scenario extends ScenarioBase, Message, Input> extends RunnableStudy<
  Scenario,
  Message,
  Input
> {
  /**
   * Scenario arbitraries by name of the space that they cover.
   *
   * `everything` must exist; explore and verify use it. Sizes are integers, never long arrays.
   */
  readonly spaces: Readonly<Record<string, (variant: string) => fc.Arbitrary<Scenario>>>;
}

/**
 * Returns the study unchanged, with its types inferred.
 * @since 0.1.0
 */
export const defineStudy = <Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
): Study<Scenario, Message, Input> => study;
