/**
 * A pipeline's agent, served by a named collector in place of its own server: requests as a collector
 * reads them, and the rows that it keeps.
 */
import { collected, EMPTY_MEMORY, settled } from '../../models/collectors/index.js';
import type {
  BatchJudged,
  CollectedItem,
  CollectorChoice,
  CollectorMemory,
  CollectorRow,
  ItemJudged,
  SettledCollector,
} from '../../models/collectors/index.js';
import type { AgentParts, Dated, ServerMachine, ServerParts, Use } from './parts.js';
import { SERVER } from './protocol.js';
import { EPOCH_MS } from './scenario/scenario.js';

/**
 * One entry of a request to a collector: a use with its date, or several with their sum.
 * @since 0.1.0
 */
export interface CollectorEntry {
  /** Its identity: equal whenever it is sent again. */
  readonly id: string;
  /** Date of the use, ms since 1970; rounded down to the resolution of the service. */
  readonly at: number;
  /** The uses, as they reached the agent. */
  readonly uses: readonly Use[];
  /** Default: the number of uses. */
  readonly quantity?: number;
  /** Series or stream. Default: one for each agent. */
  readonly stream?: string;
  /** Error that the entry itself states for its date, in an attribute of its own, ms. Default 0. */
  readonly boundMs?: number;
}

/**
 * A request to a collector.
 * @since 0.1.0
 */
export interface CollectorRequestBatch {
  readonly entries: readonly CollectorEntry[];
  /** The agent's clock at the sending, ms since 1970; absent: the request does not state it. */
  readonly sentAt?: number;
}

/**
 * The part of a collector's answer that a caller can read.
 * @since 0.1.0
 */
export interface CollectorReply {
  readonly status: number;
  /** The server's clock, as the header Date states it: whole seconds, ms since 1970. */
  readonly wall: number;
  /** Identities of the entries of the request, in order. */
  readonly sent: readonly string[];
  /** Entries that the body names as refused. */
  readonly refused: readonly { readonly id: string; readonly code: string }[];
  /** The request was refused whole, for this reason. */
  readonly refusedWhole?: string;
}

/**
 * The statement of a pipeline that a collector can serve its agent.
 * @since 0.1.0
 */
export interface Served<Variant extends string, Row extends Use, Request, Answer, Memory> {
  /** The request as a collector reads it; undefined: it is none, and has no answer. */
  batch(request: Request): CollectorRequestBatch | undefined;
  /** The answer as the agent's handler takes it; undefined: it gets none. */
  answer(reply: CollectorReply): Answer | undefined;
  /** The agent as it is set up for a collector. Default: as it is. */
  agent?(collector: CollectorRow): AgentParts<Variant, Row, Request, Answer, Memory>;
}

/** A use as a collector stores it. */
interface CollectedRow extends Use {
  /** Date that a console shows, ms since 1970. */
  readonly collectedAt: number;
  readonly boundMs: number;
  readonly key: string | undefined;
}

interface ServedMemory {
  collector: CollectorMemory;
  /** Stored, and in no query. */
  unseen: readonly { readonly records: readonly number[] }[];
}

const UNIT_MS: Readonly<Record<CollectorRow['unit'], number>> = { ns: 1, us: 1, ms: 1, s: 1_000 };
const SECOND_MS = 1_000;
const isGood = (status: number): boolean => status >= 200 && status < 300;

const itemOf = (row: CollectorRow, entry: CollectorEntry, from: string): CollectedItem => ({
  id: entry.id,
  at: Math.floor(entry.at / UNIT_MS[row.unit]) * UNIT_MS[row.unit],
  records: entry.uses.map(({ record }) => record),
  quantity: entry.quantity ?? entry.uses.length,
  stream: entry.stream ?? from,
});

type Machine = ServerMachine<string, CollectedRow, ServedMemory>;

/** States the comparison with the bound that a record is outside of. */
function stated(
  server: Machine,
  row: SettledCollector,
  judged: ItemJudged,
  uses: readonly Use[],
): void {
  const { outside, fate, redated } = judged;
  if (outside === undefined) return;
  const { bound, at, limit } = outside;
  const isPast = bound.side === 'past';
  const isInside = bound.edge === 'in' || bound.kind !== 'distance';
  const comparison = isPast ? (isInside ? '>=' : '>') : isInside ? '<=' : '<';
  const becomes = redated === true ? 'dated again by the service' : fate;
  server.decide(
    `${row.name}, bound ${bound.name}`,
    ['date of the record', at, server.from],
    comparison,
    ['limit of the service', limit, SERVER],
    uses,
    `the record is ${becomes}${bound.does === 'refuse-batch' ? ' with its whole request' : ''}`,
  );
}

function stored(
  server: Machine,
  row: SettledCollector,
  judged: ItemJudged,
  entry: CollectorEntry,
): void {
  const { fate, key, replaces, stored: date } = judged;
  if (fate === 'unseen') {
    const records = entry.uses.map(({ record }) => record);
    server.memory.unseen = [...server.memory.unseen, { records }];
  }
  if (fate !== 'kept') return;
  if (replaces === true) server.keep((one) => one.key !== key);
  const roundedMs = Math.max(UNIT_MS[row.unit], row.granularityMs ?? 1) - 1;
  for (const { record, agent, item } of entry.uses)
    server.add({
      ...{ record, agent, item, key },
      collectedAt: date.at,
      boundMs: Math.max(roundedMs, entry.boundMs ?? 0),
    });
}

const replyOf = (
  row: SettledCollector,
  { items, status, refusedWhole }: BatchJudged,
  wall: number,
): CollectorReply => ({
  status,
  wall: Math.floor(wall / SECOND_MS) * SECOND_MS,
  sent: items.map(({ item }) => item.id),
  refused: row.answer.names
    ? items.flatMap(({ item: { id }, fate, code = '' }) =>
        fate === 'refused' ? [{ id, code }] : [],
      )
    : [],
  ...(refusedWhole === undefined ? {} : { refusedWhole }),
});

/** The handlers of a server that is a collector. */
export function collectorParts(
  row: CollectorRow,
  choice: CollectorChoice,
  served: Pick<Served<string, Use, unknown, unknown, unknown>, 'batch' | 'answer'>,
): ServerParts<string, CollectedRow, unknown, unknown, ServedMemory> {
  const ready = settled(row, choice);
  return {
    memory: { collector: EMPTY_MEMORY, unseen: [] },
    receive: (server, request) => {
      const batch = served.batch(request);
      if (batch === undefined) return undefined;
      const { entries, sentAt } = batch;
      const items = entries.map((entry) => itemOf(row, entry, server.from));
      const [memory, judged] = collected(
        ready,
        server.memory.collector,
        sentAt === undefined ? { items } : { items, sentAt },
        { wall: server.wall, startedAt: EPOCH_MS },
      );
      server.memory.collector = memory;
      for (const [at, one] of judged.items.entries()) {
        const entry = entries[at];
        if (entry === undefined) continue;
        // One bad record decides for its whole request.
        const isWhole = one.outside?.bound.does === 'refuse-batch';
        stated(server, ready, one, isWhole ? entries.flatMap(({ uses }) => uses) : entry.uses);
        stored(server, ready, one, entry);
      }
      return served.answer(replyOf(ready, judged, server.wall));
    },
  };
}

/** The date that a console of the service shows; undefined: the row is none of a collector's. */
export const collectedDate = (row: object): Dated | undefined =>
  'collectedAt' in row
    ? { at: (row as CollectedRow).collectedAt, boundMs: (row as CollectedRow).boundMs }
    : undefined;

/** True for a status that means success. */
export const isTaken = ({ status }: CollectorReply): boolean => isGood(status);
