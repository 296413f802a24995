/**
 * Statistics of a campaign, as data: they show what its runs visited, so that a number of runs need
 * not be trusted.
 */
import type { RunResult } from '../oracle/judged-run.js';

export interface BandCount {
  runs: number;
  /** Number of these runs that broke a property. */
  violating: number;
}

export interface Statistics {
  runs: number;
  violating: number;
  events: number;
  records: number;
  /** Runs repeated, and compared by trace hash. */
  repeated: number;
  /** Dimension → band → counts. */
  readonly bands: Record<string, Record<string, BandCount>>;
  readonly marks: Record<string, number>;
}

export const noStatistics = (): Statistics => ({
  runs: 0,
  violating: 0,
  events: 0,
  records: 0,
  repeated: 0,
  bands: {},
  marks: {},
});

const bandIn = (statistics: Statistics, dimension: string, band: string): BandCount => {
  const bands = (statistics.bands[dimension] ??= {});
  return (bands[band] ??= { runs: 0, violating: 0 });
};

export function addRun(
  statistics: Statistics,
  result: RunResult,
  labels: Readonly<Record<string, readonly string[]>>,
): void {
  const violating = result.violations.length > 0;
  statistics.runs += 1;
  statistics.violating += violating ? 1 : 0;
  statistics.events += result.summary.events;
  statistics.records += result.metered;
  for (const dimension of Object.keys(labels))
    for (const band of labels[dimension] ?? []) {
      const counts = bandIn(statistics, dimension, band);
      counts.runs += 1;
      counts.violating += violating ? 1 : 0;
    }
  for (const [mark, times] of result.marks)
    statistics.marks[mark] = (statistics.marks[mark] ?? 0) + times;
}

/** Adds `other` to `statistics`: commutative, so the order of workers does not matter. */
export function mergeStatistics(statistics: Statistics, other: Statistics): void {
  statistics.runs += other.runs;
  statistics.violating += other.violating;
  statistics.events += other.events;
  statistics.records += other.records;
  statistics.repeated += other.repeated;
  for (const dimension of Object.keys(other.bands))
    for (const [band, counts] of Object.entries(other.bands[dimension] ?? {})) {
      const known = bandIn(statistics, dimension, band);
      known.runs += counts.runs;
      known.violating += counts.violating;
    }
  for (const [mark, times] of Object.entries(other.marks))
    statistics.marks[mark] = (statistics.marks[mark] ?? 0) + times;
}
