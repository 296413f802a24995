/** The limits of a collector as an agent can keep to them: what its documentation lets one know. */
import type { Bound, CollectorRow, KeyPart } from '../../../models/collectors/index.js';
import { HOUR_MS } from '../../../sim/model/time.js';

/** Limits that an agent keeps to. */
export interface KnownLimits {
  /** Oldest date that is accepted for certain, before the server's clock, ms; Infinity: any. */
  readonly pastMs: number;
  readonly itemsMax: number;
  readonly spanMs: number;
  /** Time after the end of a month in which its records are accepted, ms; absent: no month closes. */
  readonly monthClosesMs?: number;
  /** Uses are summed by the hour. */
  readonly isHourly: boolean;
  /** No two entries of one stream may have one date. */
  readonly needsOwnTime: boolean;
  /** Entries of a stream must ascend from request to request. */
  readonly isOrdered: boolean;
  readonly unitMs: number;
}

/** More at once are no request that a service takes. */
const ITEMS_MAX = 100;

const has = ({ deduplication }: CollectorRow, part: KeyPart): boolean =>
  deduplication?.key.includes(part) === true;

/**
 * Distance behind the server's clock within which no record is refused for its age, ms; Infinity: none
 * ever is. A first request that is made now leaves the least.
 */
export const pastMsOf = ({ window }: CollectorRow): number =>
  Math.min(
    Infinity,
    ...window
      .filter(({ side, by, kind }) => side === 'past' && byClock(by) && kind !== 'month-closes')
      .map(({ ms }) => ms),
  );

const byClock = (by: Bound['by']): boolean => by === 'server' || by === 'first-request';

/**
 * The same where other agents' records are the measure: the newest of all may be as far ahead as the
 * bound of the future allows.
 */
export function behindNewestMsOf({ window }: CollectorRow): number {
  const future = window.find(({ side, by }) => side === 'future' && by === 'server');
  const behind = window.find(({ by }) => by === 'newest-of-all');
  return behind === undefined ? Infinity : behind.ms - (future?.ms ?? 0);
}

export function limitsOf(row: CollectorRow | undefined): KnownLimits {
  if (row === undefined)
    return {
      ...{ pastMs: Infinity, itemsMax: ITEMS_MAX, spanMs: Infinity, unitMs: 1 },
      ...{ isHourly: false, needsOwnTime: false, isOrdered: false },
    };
  const { batch = {}, window, granularityMs, unit } = row;
  const month = window.find(({ kind }) => kind === 'month-closes');
  const order = window.find(({ by, ms }) => by === 'newest-of-stream' && ms === 0);
  return {
    ...(month === undefined ? {} : { monthClosesMs: month.ms }),
    pastMs: Math.min(pastMsOf(row), behindNewestMsOf(row)),
    itemsMax: Math.min(ITEMS_MAX, batch.itemsMax ?? ITEMS_MAX),
    spanMs: batch.spanMs ?? Infinity,
    isHourly: granularityMs === HOUR_MS || has(row, 'hour'),
    needsOwnTime: (has(row, 'time') && !has(row, 'id')) || order?.edge === 'out',
    isOrdered: window.some(({ by }) => by === 'newest-of-stream'),
    unitMs: unit === 's' ? 1_000 : 1,
  };
}
