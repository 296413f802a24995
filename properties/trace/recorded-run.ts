/** A completely recorded run, as data: what diagrams are drawn from. */
import type { Fate, VerdictKind } from '../oracle/verdict.js';
import type { MeteredRecord, ScenarioBase } from '../study/contract.js';
import type { TraceEntry } from './recorder.js';

/** A node's clock offsets. Positions count events and incidents from 0, in order of occurrence. */
export interface RecordedNode {
  readonly node: string;
  /** Local minus true time from a position on, ms: one entry for each change. */
  readonly offsets: readonly (readonly [position: number, offsetMs: number])[];
}

export interface RecordedRecord {
  readonly metered: MeteredRecord;
  readonly fate: Fate;
  /** Positions and nodes of its use. */
  readonly uses: readonly { readonly position: number; readonly node: string }[];
  /** Nodes that held a copy, from and to a position; without an end: until the end of the run. */
  readonly holds: readonly {
    readonly node: string;
    readonly from: number;
    readonly to: number | undefined;
  }[];
}

/**
 * A completely recorded run: its trace, the clocks of its nodes, and one followed record.
 * @since 0.1.0
 */
export interface RecordedRun {
  readonly scenario: ScenarioBase;
  /** Trace hash, 16 hexadecimal digits. */
  readonly hash: string;
  readonly verdict: VerdictKind;
  readonly nodes: readonly RecordedNode[];
  readonly entries: readonly TraceEntry[];
  /** The followed record; absent if none was metered. */
  readonly record?: RecordedRecord;
}
