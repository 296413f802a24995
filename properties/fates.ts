/** From a finished run's ledger to one fate per record. */
import type { Ledger } from './ledger.js';
import type { MeteredRecord, ScenarioBase } from './study.js';
import type { Fate } from './verdict.js';

export type ExcuseName = 'disk-destroyed' | 'unsynced-at-crash' | 'optional';

export interface RecordFate {
  readonly record: number;
  readonly fate: Fate;
  readonly excuse?: ExcuseName;
  /** Nodes (or links) that hold a copy, for records that are not counted. */
  readonly holders?: readonly string[];
  /** How far a misdated record's start or end is off, ms. */
  readonly offMs?: number;
}

interface FateOptions {
  /** How long a sync takes, ms: what was used within this of a hard crash cannot have been on disk. */
  readonly syncLatencyMs: (node: string) => number;
  readonly dateToleranceMs: number;
  /** The run went on to its end, so that whatever could be delivered must have been. */
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

interface Shown {
  uses: number;
  offMs: number;
}

/** What the last look shows of each record: how often, and how far its dates are off. */
function shownOf<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  toleranceMs: number,
): Map<number, Shown> {
  const shown = new Map<number, Shown>();
  for (const row of ledger.rows ?? [])
    for (const tracer of row.records) {
      const entry = shown.get(tracer) ?? { uses: 0, offMs: 0 };
      entry.uses += 1;
      const metered = ledger.metered.get(tracer);
      if (metered !== undefined && row.startMs !== undefined && row.endMs !== undefined) {
        const allowed = (row.boundMs ?? 0) + toleranceMs;
        for (const off of [row.startMs - metered.startMs, row.endMs - metered.endMs])
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
  const shown = shownOf(ledger, options.dateToleranceMs);
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
  if (missing.length > 0) for (const fate of missingFates(ledger, missing, options)) add(fate);
  return { uncounted, totals };
}

function missingFates<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  missing: readonly MeteredRecord[],
  options: FateOptions,
): RecordFate[] {
  const holders = ledger.holders(new Set(missing.map((metered) => metered.record)));
  const reported = new Set(ledger.reports.flatMap((report) => report.records));
  /** Losses reported by number only, per node: each accounts for one record that has no other account. */
  const counts = new Map<string, number>();
  for (const report of ledger.reports)
    counts.set(report.node, (counts.get(report.node) ?? 0) + report.count);
  return missing.map((metered): RecordFate => {
    const { record, node } = metered;
    const held = holders.get(record) ?? [];
    if (metered.optional === true) return { record, fate: 'excused', excuse: 'optional' };
    if (reported.has(record)) return { record, fate: 'lost-reported', holders: held };
    if (held.length === 0) {
      const excuse = excuseOf(ledger, metered, options);
      if (excuse !== undefined) return { record, fate: 'excused', excuse };
    }
    if (!options.complete && held.length > 0) return { record, fate: 'pending', holders: held };
    const left = counts.get(node) ?? 0;
    if (left > 0) {
      counts.set(node, left - 1);
      return { record, fate: 'lost-reported', holders: held };
    }
    return { record, fate: held.length > 0 ? 'stranded' : 'destroyed', holders: held };
  });
}

function excuseOf<S extends ScenarioBase, M, I>(
  ledger: Ledger<S, M, I>,
  metered: MeteredRecord,
  options: FateOptions,
): ExcuseName | undefined {
  if (ledger.diskDestroyed.has(metered.record)) return 'disk-destroyed';
  const latency = options.syncLatencyMs(metered.node);
  const unsynced = ledger.hardCrashes.some(
    (crash) =>
      crash.node === metered.node &&
      crash.atMs >= metered.endMs &&
      crash.atMs - metered.endMs <= latency,
  );
  return unsynced ? 'unsynced-at-crash' : undefined;
}
