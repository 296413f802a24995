/**
 * The collector as a pure reducer: memory, request and the server's clock give a judgement and the next
 * memory. Memory is plain data.
 */
import { boundNow, isInside } from './bounds.js';
import type { Readings } from './bounds.js';
import { KnownKeys } from './deduplication.js';
import type { KnownKey } from './deduplication.js';
import { comparedInstants, movedBy } from './instant.js';
import type { Instant } from './instant.js';
import type {
  BatchJudged,
  BoundCompared,
  CollectedBatch,
  CollectedItem,
  ItemJudged,
} from './item.js';
import type { SettledCollector } from './choice.js';

/**
 * Memory of a collector between two requests.
 * @since 0.1.0
 */
export interface CollectorMemory {
  /** The server's clock at the first request, ms since 1970; null: there was none. */
  readonly firstWall: number | null;
  /** Newest accepted date of each stream. */
  readonly newest: Readonly<Record<string, Instant>>;
  /** Date of the last record that was inside the window; null: there was none. */
  readonly lastInside: Instant | null;
  readonly known: readonly KnownKey[];
}

/**
 * The memory of a collector that has had no request.
 * @since 0.1.0
 */
export const EMPTY_MEMORY: CollectorMemory = {
  firstWall: null,
  newest: {},
  lastInside: null,
  known: [],
};

/** The server while it judges a request. */
export interface CollectorServer {
  /** Its clock, ms since 1970. */
  readonly wall: number;
  /** Start of the subscription, ms since 1970. */
  readonly startedAt: number;
}

const SECOND_MS = 1_000;

/** The date after the collector's correction. */
function corrected(
  { correction }: SettledCollector,
  date: Instant,
  sentAt: number | undefined,
  wall: number,
): Instant {
  if (correction === undefined || sentAt === undefined) return date;
  const drift = wall - sentAt;
  if (correction.kind === 'drift') {
    const whole = Math.trunc(Math.abs(drift) / SECOND_MS) * SECOND_MS;
    if (whole < correction.fromMs) return date;
  }
  return movedBy(date, drift);
}

const floored = ({ granularityMs }: SettledCollector, date: Instant): Instant =>
  granularityMs === undefined ? date : { at: Math.floor(date.at / granularityMs) * granularityMs };

const newestOf = (newest: Readonly<Record<string, Instant>>): Instant | undefined =>
  Object.values(newest).reduce<Instant | undefined>(
    (best, one) => (best === undefined || comparedInstants(one, best) > 0 ? one : best),
    undefined,
  );

/** The whole request is refused: the name of the refusal, and what it is about. */
interface WholeRefusal {
  readonly code: string;
  readonly cause?: ItemJudged;
}

/** One request in the hands of a collector. */
class Judging {
  readonly #row: SettledCollector;
  readonly #server: CollectorServer;
  readonly #firstWall: number;
  readonly #keys: KnownKeys;
  readonly #newest: Record<string, Instant>;
  #lastInside: Instant | null;
  #newestOfAll: Instant | undefined;
  #whole: WholeRefusal | undefined;

  constructor(row: SettledCollector, memory: CollectorMemory, server: CollectorServer) {
    this.#row = row;
    this.#server = server;
    this.#firstWall = memory.firstWall ?? server.wall;
    this.#keys = new KnownKeys(row.deduplication, memory.known);
    this.#newest = { ...memory.newest };
    this.#newestOfAll = newestOf(memory.newest);
    this.#lastInside = memory.lastInside;
  }

  get whole(): WholeRefusal | undefined {
    return this.#whole;
  }

  after(before: CollectorMemory): CollectorMemory {
    return {
      firstWall: this.#firstWall,
      newest: this.#newest,
      lastInside: this.#lastInside,
      known: this.#keys.listed(before.known),
    };
  }

  /** The first bound that a date is outside of. */
  outside(date: Instant, stream: string): BoundCompared | undefined {
    const readings: Readings = {
      wall: this.#server.wall,
      firstWall: this.#firstWall,
      startedAt: this.#server.startedAt,
      newest: this.#newestOfAll,
      newestOfStream: this.#newest[stream],
    };
    for (const bound of this.#row.window) {
      const now = boundNow(bound, readings);
      if (now !== undefined && !isInside(now, date))
        return { bound, at: date.at, limit: now.limit.at };
    }
    return undefined;
  }

  item(item: CollectedItem, sentAt: number | undefined): ItemJudged {
    const { correction } = this.#row;
    const { wall } = this.#server;
    const stated: Instant = item.ns === undefined ? { at: item.at } : { at: item.at, ns: item.ns };
    const early = correction?.first !== 'bounds';
    const date = early ? corrected(this.#row, stated, sentAt, wall) : stated;
    const outside = this.outside(date, item.stream ?? '');
    if (outside === undefined) {
      this.#lastInside = date;
      const stored = early ? date : corrected(this.#row, date, sentAt, wall);
      return this.#kept(item, stored, comparedInstants(stored, stated) !== 0);
    }
    return this.#reacted(item, date, outside);
  }

  #reacted(item: CollectedItem, date: Instant, outside: BoundCompared): ItemJudged {
    const { bound } = outside;
    const { code = bound.name } = bound;
    const judged = { item, stored: date, outside, code };
    switch (bound.does) {
      case 'refuse-one':
      case 'refuse-one-in-success':
        return { ...judged, fate: 'refused' };
      case 'refuse-batch':
        return this.#refuseWhole(code, { ...judged, fate: 'refused' });
      case 'drop-after-success':
        return { ...judged, fate: 'dropped' };
      case 'store-unseen':
        return { ...judged, fate: 'unseen' };
      case 'redate-to-receipt':
        return { ...this.#kept(item, { at: this.#server.wall }, true), outside };
      case 'redate-to-neighbour': {
        const neighbour = this.#lastInside ?? { at: this.#server.wall };
        return { ...this.#kept(item, neighbour, true), outside };
      }
    }
  }

  #refuseWhole(code: string, cause: ItemJudged): ItemJudged {
    this.#whole ??= { code, cause };
    return cause;
  }

  #kept(item: CollectedItem, date: Instant, redated: boolean): ItemJudged {
    const { wall } = this.#server;
    const stored = floored(this.#row, date);
    const dated: CollectedItem = { ...item, at: date.at, ns: date.ns ?? 0 };
    const repetition = this.#keys.repetition(dated, wall);
    const judged = { item, stored, ...(redated ? { redated: true as const } : {}) };
    if (repetition === 'ignore') return { ...judged, fate: 'repeated' };
    if (repetition === 'refuse') return { ...judged, fate: 'refused', code: 'duplicate' };
    if (repetition === 'refuse-batch')
      return this.#refuseWhole('duplicate', { ...judged, fate: 'refused', code: 'duplicate' });
    const key = this.#keys.add(dated, wall);
    this.#accepted(item.stream ?? '', date);
    return {
      ...judged,
      fate: 'kept',
      ...(key === undefined ? {} : { key }),
      ...(repetition === 'overwrite' ? { replaces: true as const } : {}),
    };
  }

  #accepted(stream: string, date: Instant): void {
    const before = this.#newest[stream];
    if (before === undefined || comparedInstants(date, before) > 0) this.#newest[stream] = date;
    const all = this.#newestOfAll;
    if (all === undefined || comparedInstants(date, all) > 0) this.#newestOfAll = date;
  }

  /** The rule of the request as a whole that it breaks, by name. */
  broken({ items }: CollectedBatch): string | undefined {
    const { itemsMax = Infinity, ascending, spanMs = Infinity } = this.#row.batch ?? {};
    if (items.length > itemsMax) return 'too many records';
    if (ascending === true)
      for (let at = 1; at < items.length; at += 1) {
        const [a, b] = [items[at - 1], items[at]];
        if (a !== undefined && b !== undefined && comparedInstants(a, b) > 0) return 'order';
      }
    if (spanMs === Infinity) return undefined;
    const inside = items.filter((item) => this.outside(item, item.stream ?? '') === undefined);
    const dates = inside.map(({ at }) => at);
    return Math.max(...dates) - Math.min(...dates) > spanMs ? 'span' : undefined;
  }
}

const refusedWhole = (
  batch: CollectedBatch,
  { code, cause }: WholeRefusal,
  status: number,
): BatchJudged => ({
  items: batch.items.map((item) =>
    item === cause?.item ? cause : { item, fate: 'refused', stored: item, code, withBatch: true },
  ),
  status,
  refusedWhole: code,
});

/** Refusals that the status says, rather than the body of a success. */
const byStatus = ({ fate, outside }: ItemJudged): boolean =>
  fate === 'refused' && outside?.bound.does !== 'refuse-one-in-success';

/**
 * Judges a request. Pure: the next memory is returned, and none is changed.
 * @since 0.1.0
 */
export function collected(
  row: SettledCollector,
  memory: CollectorMemory,
  batch: CollectedBatch,
  server: CollectorServer,
): readonly [CollectorMemory, BatchJudged] {
  const { ok, refused } = row.answer;
  const judging = new Judging(row, memory, server);
  const first = { ...memory, firstWall: memory.firstWall ?? server.wall };
  const broken = judging.broken(batch);
  if (broken !== undefined) return [first, refusedWhole(batch, { code: broken }, refused)];
  const items: ItemJudged[] = [];
  for (const item of batch.items) {
    items.push(judging.item(item, batch.sentAt));
    const { whole } = judging;
    if (whole !== undefined) return [first, refusedWhole(batch, whole, refused)];
  }
  return [judging.after(memory), { items, status: items.some(byStatus) ? refused : ok }];
}
