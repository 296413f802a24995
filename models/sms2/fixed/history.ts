/**
 * What the fixed server durably knows of one client's records: up to where it has them, and
 * which numbers it has seen of each incarnation. From that alone follow what of a batch is new and
 * what is missing; no clock is asked.
 */
import type { OperatorReport } from '../../../sim/model/node.js';
import { sameId } from './protocol.js';
import type { FixedMessage, RecordId, UploadElement } from './protocol.js';

export interface ClientHistory {
  readonly tip: RecordId | undefined;
  /** Highest number per incarnation. */
  readonly seen: Readonly<Record<string, number>>;
  /** The client said goodbye: a later history may begin anew. */
  readonly closed: boolean;
}

export const NO_HISTORY: ClientHistory = { tip: undefined, seen: {}, closed: false };

/** How many records an operator is told are missing, or that nobody can know. */
type Gap = number | 'unknown';

export type Batch = FixedMessage & { kind: 'fixed-batch' };

const seenOf = (seen: ClientHistory['seen'], incarnation: number): number =>
  seen[String(incarnation)] ?? 0;

/**
 * What lies between what the server has and what the agent takes for delivered. Its size is not
 * known even where both are of one incarnation: a server whose disk came back from an older image
 * has given part of what it lacks to the database.
 */
export const gapBefore = ({ tip, closed }: ClientHistory, base: RecordId | undefined): Gap =>
  sameId(base, tip) || (base === undefined && closed) ? 0 : 'unknown';

export const gapWithin = (previous: RecordId | undefined, element: UploadElement): number =>
  (element.kind === 'kept' ? element.sequence : element.from) - 1 - (previous?.sequence ?? 0);

/** The element without what the server has of it already, up to number `seen`; undefined: it has all. */
export function newPart(seen: number, element: UploadElement): UploadElement | undefined {
  if (element.sequence <= seen) return undefined;
  if (element.kind === 'kept' || element.from > seen) return element;
  return { ...element, from: seen + 1, tracers: element.tracers.drop(seen + 1 - element.from) };
}

/** The rules of the server on which records hang; see AgentParts. */
export interface HistoryRules {
  readonly gapBefore: (chain: ClientHistory, base: RecordId | undefined) => Gap;
  /** How many numbers are missing between an element and the one before it. */
  readonly gapWithin: (previous: RecordId | undefined, element: UploadElement) => number;
  readonly newPart: (seen: number, element: UploadElement) => UploadElement | undefined;
}

interface Ingested {
  readonly chain: ClientHistory;
  readonly added: readonly UploadElement[];
  readonly gap: Gap;
}

/** What of a batch an operator is to be told. */
export type Ingestion = Pick<Ingested, 'added' | 'gap'>;

const sum = (a: Gap, b: Gap): Gap => (a === 'unknown' || b === 'unknown' ? 'unknown' : a + b);

/** Pure: what a batch adds to a chain, and what is missing before or within it. */
export function ingest(parts: HistoryRules, before: ClientHistory, batch: Batch): Ingested {
  let gap = parts.gapBefore(before, batch.base);
  let previous = batch.base;
  let tip = batch.base;
  // Copied once for the whole batch: nobody else holds it until it is returned.
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
  return { chain: { tip, seen, closed: batch.goodbye }, added, gap };
}

export const GAP_REPORT = 'records-missing';
export const NOT_KEPT_REPORT = 'records-not-kept';

/** What the operator is told of a batch, by name of record where the agent could name them. */
export function reportsOf(client: string, { added, gap }: Ingestion): OperatorReport[] {
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
        count: element.sequence + 1 - element.from,
        advice: 'The log or the disk of the client was full: give it room, or let it upload.',
      },
    });
  }
  return reports;
}
