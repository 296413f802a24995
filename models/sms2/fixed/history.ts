/**
 * The history of one client on the fixed server: the last record that it durably has, and the
 * numbers it has seen of each incarnation. These alone determine the new records of a batch and the
 * missing ones; no clock is read.
 */
import type { OperatorReport } from '../../../sim/model/node.js';
import { sameId } from './protocol.js';
import type { FixedMessage, LostRecords, RecordId, UploadElement } from './protocol.js';

export interface ClientHistory {
  readonly tip: RecordId | undefined;
  /** Highest number per incarnation. */
  readonly seen: Readonly<Record<string, number>>;
  /** The client said goodbye: its next history may start from nothing. */
  readonly closed: boolean;
}

export const NO_HISTORY: ClientHistory = { tip: undefined, seen: {}, closed: false };

/** Number of missing records in a report to the operator, or that it is unknown. */
type Gap = number | 'unknown';

export type Batch = FixedMessage & { kind: 'fixed-batch' };

const seenOf = (seen: ClientHistory['seen'], incarnation: number): number =>
  seen[String(incarnation)] ?? 0;

/**
 * The gap between the last record on the server and the last one that the agent takes for
 * delivered. Its size is unknown even where both are of one incarnation: a server restored from an
 * older image has given part of the missing records to the database.
 */
export const gapBefore = ({ tip, closed }: ClientHistory, base: RecordId | undefined): Gap =>
  sameId(base, tip) || (base === undefined && closed) ? 0 : 'unknown';

export const gapWithin = (previous: RecordId | undefined, element: UploadElement): number =>
  (element.kind === 'kept' ? element.sequence : element.from) - 1 - (previous?.sequence ?? 0);

/**
 * The part of the element that is new to a server that has it up to number `seen`; undefined: none.
 */
export function newPart(seen: number, element: UploadElement): UploadElement | undefined {
  if (element.sequence <= seen) return undefined;
  if (element.kind === 'kept' || element.from > seen) return element;
  return { ...element, from: seen + 1, tracers: element.tracers.drop(seen + 1 - element.from) };
}

/** Number of records that an entry of the losses file stands for: its numbers are consecutive. */
export const notKept = ({ from, sequence }: LostRecords): number => sequence + 1 - from;

/** Rules of the server that can lose records; see AgentParts. */
export interface HistoryRules {
  readonly gapBefore: (history: ClientHistory, base: RecordId | undefined) => Gap;
  /** Number of missing records between an element and the one before it. */
  readonly gapWithin: (previous: RecordId | undefined, element: UploadElement) => number;
  readonly newPart: (seen: number, element: UploadElement) => UploadElement | undefined;
  /** Number of records that a report of records that were not kept states. */
  readonly notKept: (element: LostRecords) => number;
}

interface Ingested {
  readonly history: ClientHistory;
  readonly added: readonly UploadElement[];
  readonly gap: Gap;
}

/** The part of a batch that is reported to an operator. */
export type Ingestion = Pick<Ingested, 'added' | 'gap'>;

const sum = (a: Gap, b: Gap): Gap => (a === 'unknown' || b === 'unknown' ? 'unknown' : a + b);

/** Adds a batch to a history; returns the new records, and the gap before or within the batch. */
export function ingest(parts: HistoryRules, before: ClientHistory, batch: Batch): Ingested {
  let gap = parts.gapBefore(before, batch.base);
  let previous = batch.base;
  let tip = batch.base;
  // Copied once for the whole batch: no other caller holds it until it is returned.
  const seen: Record<string, number> = { ...before.seen };
  if (tip !== undefined)
    seen[String(tip.incarnation)] = Math.max(seenOf(seen, tip.incarnation), tip.sequence);
  const added: UploadElement[] = [];
  for (const element of batch.elements) {
    const { incarnation, sequence } = element;
    const missing = parts.gapWithin(previous, element);
    previous = element;
    const fresh = parts.newPart(seenOf(seen, incarnation), element);
    tip = { incarnation, sequence };
    if (fresh === undefined) continue;
    if (missing > 0) gap = sum(gap, missing);
    seen[String(incarnation)] = sequence;
    added.push(fresh);
  }
  return { history: { tip, seen, closed: batch.goodbye }, added, gap };
}

export const GAP_REPORT = 'records-missing';
export const NOT_KEPT_REPORT = 'records-not-kept';

/** Reports of a batch to the operator; records are named where the agent could name them. */
export function reportsOf(
  parts: Pick<HistoryRules, 'notKept'>,
  client: string,
  { added, gap }: Ingestion,
): OperatorReport[] {
  const reports: OperatorReport[] = [];
  if (gap !== 0)
    reports.push({
      name: GAP_REPORT,
      details: {
        client,
        count: gap,
        advice:
          'A disk was replaced or restored: see what was done to the client and to the metering server.',
      },
    });
  for (const element of added) {
    if (element.kind === 'kept') continue;
    reports.push({
      name: NOT_KEPT_REPORT,
      records: element.tracers.toArray(),
      details: {
        client,
        count: parts.notKept(element),
        advice: 'The log or the disk of the client was full: give it room, or let it upload.',
      },
    });
  }
  return reports;
}
