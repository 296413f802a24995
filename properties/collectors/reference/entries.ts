/** The entries that the reference agent makes of its rows: one each, or one for each closed hour. */
import { HOUR_MS } from '../../../sim/model/time.js';
import type { CollectorEntry } from '../../pipeline/served.js';
import { designedDate, earliestOf } from './dates.js';
import type { KnownLimits } from './limits.js';
import type { Agent, AgentMemory, Form, UsageRow } from './row.js';

/** A row with the date that the agent gives it. */
interface Dated {
  readonly row: UsageRow;
  readonly at: number;
  readonly boundMs: number;
}

/** A process that starts again does not know the newest date of its stream: it opens another. */
const streamOf = (
  form: Form,
  limits: KnownLimits,
  { agent, run }: UsageRow,
): { stream?: string } =>
  form === 'designed' && (limits.isOrdered || limits.needsOwnTime)
    ? { stream: `${agent}/${String(run)}` }
    : {};

/** Dates that are taken in one stream, where no two may be equal. */
class TakenDates {
  readonly #unitMs: number;
  readonly #memory: AgentMemory;
  #last: number;

  constructor({ unitMs }: KnownLimits, memory: AgentMemory) {
    this.#unitMs = unitMs;
    this.#memory = memory;
    this.#last = memory.lastAt ?? -Infinity;
  }

  /** The date of a row: the one that it was sent with, or the next one that is free. */
  of({ row, at }: Dated): number {
    if (this.#memory.assigned[String(row.id)] === at) return at;
    const floored = Math.floor(at / this.#unitMs) * this.#unitMs;
    this.#last = Math.max(floored, this.#last + this.#unitMs);
    return this.#last;
  }
}

function ofRows(agent: Agent, limits: KnownLimits, dated: readonly Dated[]): CollectorEntry[] {
  const { variant, memory } = agent;
  const taken = new TakenDates(limits, memory);
  return dated.map((one) => {
    const { row, at, boundMs } = one;
    const own = limits.needsOwnTime && variant !== 'naive' ? taken.of(one) : at;
    return {
      id: String(row.id),
      at: own,
      uses: [row],
      boundMs: boundMs + Math.abs(own - at),
      ...streamOf(variant, limits, row),
    };
  });
}

/** One entry for each hour that has ended. */
function ofHours(dated: readonly Dated[], now: number): CollectorEntry[] {
  const hours = new Map<number, Dated[]>();
  for (const one of dated) {
    const hour = Math.floor(one.at / HOUR_MS) * HOUR_MS;
    hours.set(hour, [...(hours.get(hour) ?? []), one]);
  }
  return [...hours].flatMap(([hour, list]) => {
    const [first] = list;
    if (first === undefined || hour + HOUR_MS > now) return [];
    return {
      id: `${String(first.row.id)} ${String(hour)}`,
      at: hour,
      uses: list.map(({ row }) => row),
      boundMs: HOUR_MS - 1 + Math.max(...list.map(({ boundMs }) => boundMs)),
    };
  });
}

/** The rows with the dates of a form, in the order of sending. */
function datedRows(agent: Agent, limits: KnownLimits, now: number): readonly Dated[] {
  const { variant, rows, memory } = agent;
  if (variant !== 'designed') {
    const dated = rows.map((row) => ({ row, at: row.at, boundMs: 0 }));
    return variant === 'naive' ? dated : dated.sort((a, b) => a.at - b.at);
  }
  return rows
    .map((row): Dated => {
      const { at, boundMs } = designedDate(agent, row, now, limits);
      const sent = memory.assigned[String(row.id)];
      return sent === undefined || sent < earliestOf(now, limits)
        ? { row, at, boundMs }
        : { row, at: sent, boundMs };
    })
    .sort((a, b) => a.at - b.at);
}

/** The first entries that fit into one request. */
function fitting(
  entries: readonly CollectorEntry[],
  itemsMax: number,
  spanMs: number,
): CollectorEntry[] {
  const [first] = entries;
  return entries
    .slice(0, itemsMax)
    .filter(({ at }) => first !== undefined && at - first.at <= spanMs);
}

/** @param now the clock that the agent goes by, ms since 1970 */
export function entriesOf(
  agent: Agent,
  limits: KnownLimits,
  now: number,
): readonly CollectorEntry[] {
  const { variant, memory } = agent;
  const dated = datedRows(agent, limits, now);
  const isSummed = limits.isHourly && variant !== 'naive';
  const entries = isSummed ? ofHours(dated, now) : ofRows(agent, limits, dated);
  const spanMs = variant === 'naive' ? Infinity : limits.spanMs;
  return fitting(entries, Math.min(limits.itemsMax, memory.entriesMax), spanMs);
}
