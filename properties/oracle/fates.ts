/** Derives one fate per metered record from the ledger of a finished run (decisions 8 and 18). */
import type { Destruction } from './disk-replacements.js';
import type { Ledger } from './ledger.js';
import type { MeteredRecord, ScenarioBase, ShownRow } from '../study/contract.js';
import type { Fate } from './verdict.js';

/**
 * `unwritten-at-crash`: a full disk refused the record, and the process ended before it could note that.
 * `in-memory-at-crash`: a fault ended the process while nothing but its memory had the record.
 */
type ExcuseName =
  'disk-destroyed' | 'unsynced-at-crash' | 'unwritten-at-crash' | 'in-memory-at-crash' | 'optional';

export interface RecordFate {
  readonly record: number;
  readonly fate: Fate;
  readonly excuse?: ExcuseName;
  /** Nodes (or links) that hold a copy, for records that are not counted. */
  readonly holders?: readonly string[];
  /** Error of a misdated record's start or end, the larger of the two, ms. */
  readonly offMs?: number;
  /** Reported as lost, but held by a node long after the faults ended. */
  readonly undelivered?: boolean;
}

/** Options by which records are judged; see `fateOptions`. */
export interface FateOptions {
  /**
   * Duration of a sync, ms: a record used within this time before a power failure cannot be
   * durable.
   */
  readonly syncLatencyMs: (node: string) => number;
  readonly dateToleranceMs: number;
  /** Largest stated clock error that excuses a wrong date, ms. */
  readonly statedErrorMsMax: number;
  /** The run reached its end, so that everything deliverable must have been delivered. */
  readonly complete: boolean;
}

export interface Fates {
  /** Fates other than `counted`. */
  readonly uncounted: readonly RecordFate[];
  readonly totals: Readonly<Record<Fate, number>>;
}

const noTotals = (): Record<Fate, number> => ({
  counted: 0,
  duplicated: 0,
  misdated: 0,
  pending: 0,
  'lost-reported': 0,
  excused: 0,
  stranded: 0,
  destroyed: 0,
  phantom: 0,
});

/** True if the row's key is wrong for the record: such a row does not show the use. */
export const misnamed = <S extends ScenarioBase, M, I>(
  { metered }: Pick<Ledger<S, M, I>, 'metered'>,
  row: ShownRow,
  tracer: number,
): boolean => metered.get(tracer)?.wrongKey === row.key;

interface Shown {
  uses: number;
  offMs: number;
}

/** Error of a row's dates, ms: that of the start or the end, the larger of the two. */
function offMs({ startMs, endMs, interval }: ShownRow, metered: MeteredRecord): number {
  if (interval !== undefined)
    return (
      Math.max(0, interval.fromMs - metered.startMs) +
      Math.min(0, interval.toMs - 1 - metered.startMs)
    );
  if (startMs === undefined) return 0;
  const startOff = startMs - metered.startMs;
  const endOff = endMs - metered.endMs;
  return Math.abs(endOff) > Math.abs(startOff) ? endOff : startOff;
}

/** Number of times that the last look shows each record, and the error of its dates. */
function shownOf<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  { dateToleranceMs, statedErrorMsMax }: FateOptions,
): Map<number, Shown> {
  const shown = new Map<number, Shown>();
  for (const row of ledger.rows ?? [])
    for (const tracer of row.records) {
      if (misnamed(ledger, row, tracer)) continue;
      const entry = shown.get(tracer) ?? { uses: 0, offMs: 0 };
      entry.uses += 1;
      const metered = ledger.metered.get(tracer);
      if (metered !== undefined) {
        const allowed = Math.min(row.boundMs ?? 0, statedErrorMsMax) + dateToleranceMs;
        const off = offMs(row, metered);
        if (Math.abs(off) > allowed && Math.abs(off) > Math.abs(entry.offMs)) entry.offMs = off;
      }
      shown.set(tracer, entry);
    }
  return shown;
}

export function fatesOf<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  options: FateOptions,
): Fates {
  const totals = noTotals();
  const uncounted: RecordFate[] = [];
  const add = (fate: RecordFate): void => {
    totals[fate.fate] += 1;
    uncounted.push(fate);
  };
  const shown = shownOf(ledger, options);
  const missing: MeteredRecord[] = [];
  for (const metered of ledger.metered.values()) {
    const entry = shown.get(metered.record);
    if (entry === undefined) missing.push(metered);
    else if (entry.uses > 1) add({ record: metered.record, fate: 'duplicated' });
    else if (entry.offMs !== 0)
      add({ record: metered.record, fate: 'misdated', offMs: entry.offMs });
    else totals.counted += 1;
  }
  for (const tracer of shown.keys())
    if (!ledger.metered.has(tracer)) add({ record: tracer, fate: 'phantom' });
  for (const row of ledger.rows ?? [])
    for (const tracer of row.records)
      if (misnamed(ledger, row, tracer)) add({ record: tracer, fate: 'phantom' });
  if (missing.length > 0)
    for (const fate of missingFates(ledger, missing, shown, options)) add(fate);
  return { uncounted, totals };
}

type Reached = (record: number) => boolean;

function missingFates<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  missing: readonly MeteredRecord[],
  shown: ReadonlyMap<number, Shown>,
  options: FateOptions,
): RecordFate[] {
  const holders = ledger.holders(new Set(missing.map((metered) => metered.record)));
  const isShown: Reached = (record) => shown.has(record);
  const edges = reachedEdges(ledger, (record) => isShown(record) || holders.has(record));
  const reported = new ReportedRecords(ledger);
  return missing.map((metered): RecordFate => {
    const { record, node } = metered;
    const held = holders.get(record) ?? [];
    if (metered.optional !== undefined && !edges.has(edgeOf(metered)))
      return { record, fate: 'excused', excuse: 'optional' };
    const undelivered = held.length > 0 && options.complete ? { undelivered: true } : {};
    if (reported.named.has(record))
      return { record, fate: 'lost-reported', holders: held, ...undelivered };
    if (held.length === 0) {
      const excuse = excuseOf(ledger, metered, isShown, options);
      if (excuse !== undefined) return { record, fate: 'excused', excuse };
    }
    if (!options.complete && held.length > 0) return { record, fate: 'pending', holders: held };
    if (reported.takeFor(node, metered.endMs))
      return { record, fate: 'lost-reported', holders: held, ...undelivered };
    return { record, fate: held.length > 0 ? 'stranded' : 'destroyed', holders: held };
  });
}

/** A record without an edge is an edge of its own. */
const edgeOf = ({ record, node, optional }: MeteredRecord): string =>
  typeof optional === 'object'
    ? `${node} edge ${String(optional.edge)}`
    : `record ${String(record)}`;

/**
 * Edges with a record that reached a node or the console: the other records of such an edge are
 * then required.
 */
function reachedEdges<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  reached: Reached,
): ReadonlySet<string> {
  const edges = new Set<string>();
  for (const metered of ledger.metered.values())
    if (metered.optional !== undefined && reached(metered.record)) edges.add(edgeOf(metered));
  return edges;
}

/** Reports of loss, by name and by count; each count stands for that number of records. */
class ReportedRecords {
  readonly named = new Set<number>();
  readonly #counts: { readonly node: string; readonly untilMs: number; left: number }[] = [];

  constructor({ reports }: Pick<Ledger<never, never, never>, 'reports'>) {
    for (const { node, records, count, usedUntilMs: untilMs, unfounded } of reports) {
      if (unfounded !== undefined) continue;
      for (const record of records) this.named.add(record);
      if (count > 0) this.#counts.push({ node, untilMs, left: count });
    }
    // A report that fits the fewest records is used first.
    this.#counts.sort((a, b) => a.untilMs - b.untilMs);
  }

  /**
   * Uses up a count that may stand for a record of the node, used until `endMs`; false: none is
   * left.
   */
  takeFor(node: string, endMs: number): boolean {
    const count = this.#counts.find(
      (one) => one.node === node && one.left > 0 && endMs <= one.untilMs,
    );
    if (count === undefined) return false;
    count.left -= 1;
    return true;
  }
}

function excuseOf<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  metered: MeteredRecord,
  isShown: Reached,
  options: FateOptions,
): ExcuseName | undefined {
  const { record } = metered;
  const destruction = ledger.replacements.destructionOf(record);
  if (destruction !== undefined)
    return couldBeDetected(ledger, destruction, isShown) ? undefined : 'disk-destroyed';
  const { node, endMs } = metered;
  const endedBy = (crashes: typeof ledger.hardCrashes, untilMs: number): boolean =>
    crashes.some((crash) => crash.node === node && crash.atMs >= endMs && crash.atMs <= untilMs);
  const { machines, hardCrashes, softCrashes } = ledger;
  const refused = machines.mayHaveRefused(node, endMs);
  // A node suspended at that moment learns of the refusal, and records the loss, only after it
  // resumes.
  const writtenMs = refused ? machines.durableAtMs(node, endMs, 0) : endMs;
  if (endedBy(hardCrashes, machines.durableAtMs(node, writtenMs, options.syncLatencyMs(node))))
    return 'unsynced-at-crash';
  if (refused && endedBy(softCrashes, writtenMs)) return 'unwritten-at-crash';
  return ledger.diedInMemory(record) ? 'in-memory-at-crash' : undefined;
}

/**
 * True if a node could have detected the gap.
 *
 * A node that holds later records than the restored disk, and has heard from it since, could have
 * detected the gap. Staying silent is then not excused.
 */
function couldBeDetected<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  destruction: Destruction,
  isShown: Reached,
): boolean {
  const { node, atMs, witnesses } = destruction;
  if (!witnesses.some(isShown) || ledger.replacements.keeperReplacedAfter(destruction))
    return false;
  // Records used after a further replacement are evidence of that one only.
  const untilMs = ledger.machines.nextReplacementMs(destruction);
  for (const { node: of, startMs, record } of ledger.metered.values())
    if (of === node && startMs >= atMs && startMs < untilMs && isShown(record)) return true;
  return false;
}
