/** A run kept whole, as data: what diagrams are drawn from. */
import type { Fate, VerdictKind } from '../oracle/verdict.js';
import type { MeteredRecord, ScenarioBase } from '../study/contract.js';
import type { TraceEntry } from './recorder.js';

/** Positions count events and incidents from 0, in the order in which they happened. */
export interface RecordedNode {
  readonly node: string;
  /** Local minus true time from a position on, ms: one entry for each change. */
  readonly offsets: readonly (readonly [position: number, offsetMs: number])[];
}

export interface RecordedRecord {
  readonly metered: MeteredRecord;
  readonly fate: Fate;
  /** Where it was used. */
  readonly uses: readonly { readonly position: number; readonly node: string }[];
  /** Which nodes held a copy, from when to when; without an end: until the run's. */
  readonly holds: readonly {
    readonly node: string;
    readonly from: number;
    readonly to: number | undefined;
  }[];
}

/**
 * A run kept whole: its trace, the clocks of its nodes, and one record followed through it.
 * @since 0.1.0
 */
export interface RecordedRun {
  readonly scenario: ScenarioBase;
  /** Trace hash, 16 hexadecimal digits. */
  readonly hash: string;
  readonly verdict: VerdictKind;
  readonly nodes: readonly RecordedNode[];
  readonly entries: readonly TraceEntry[];
  /** The record that was followed; absent where none was metered. */
  readonly record?: RecordedRecord;
}
