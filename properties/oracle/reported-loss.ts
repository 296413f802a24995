/** Reports of loss, in the form in which they are counted. */
import type { Coverage } from '../study/contract.js';

export interface ReportedLoss {
  readonly atMs: number;
  readonly name: string;
  readonly node: string;
  readonly records: readonly number[];
  /** Number of records beyond the named ones; `Infinity`: unknown. */
  readonly count: number;
  /** A count covers only records used until then, true ms. */
  readonly usedUntilMs: number;
  readonly unfounded?: string;
  /** Set if the report's text need not mean a loss. */
  readonly mention?: true;
  /** A stated number of records that contradicts the named ones. */
  readonly miscounted?: number;
}

type NamedLoss = Coverage & { readonly by: 'records' };

/** The part of a named loss that its stated number adds. */
function statedBy({ records, stated, exact }: NamedLoss): Partial<ReportedLoss> {
  const named = new Set(records).size;
  if (stated === undefined || stated === named) return {};
  return exact === true || stated < named ? { miscounted: stated } : { count: stated - named };
}

/** Converts a report to the form in which it is counted. */
export function lossOf(coverage: Coverage, atMs: number, name: string): ReportedLoss {
  const { node } = coverage;
  const nothing = { atMs, name, node, records: [], count: 0, usedUntilMs: atMs };
  switch (coverage.by) {
    case 'records':
      return { ...nothing, records: coverage.records, ...statedBy(coverage) };
    case 'mention':
      return { ...nothing, records: coverage.records, mention: true };
    case 'count':
      return { ...nothing, count: coverage.count, usedUntilMs: coverage.usedUntilMs ?? atMs };
    case 'unknown':
      return { ...nothing, count: Infinity, usedUntilMs: coverage.usedUntilMs ?? atMs };
    case 'unfounded':
      return { ...nothing, unfounded: coverage.why };
  }
}
