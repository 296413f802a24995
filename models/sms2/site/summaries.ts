/**
 * Summarisation: old rows become one row per program, version and interval, without client and user
 * [Q263023].
 */
import { civilOf, utcOf } from '../../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, localMs, msOf } from '../../../sim/model/time.js';
import type { Seq } from '../../../sim/model/seq.js';
import type { LocalMs } from '../../../sim/model/time.js';
import type { SummaryRow, UsageRow } from '../protocol.js';
import type { Granularity } from '../scenario.js';

export interface Interval {
  readonly start: LocalMs;
  /** First moment after the interval. */
  readonly end: LocalMs;
}

const WEEK_MS = 7 * DAY_MS;
/** 1970-01-04 was a Sunday. Assumption: a week begins with one. */
const FIRST_WEEK_MS = 3 * DAY_MS;

const EVEN: Readonly<
  Record<Exclude<Granularity, 'year'>, { readonly ms: number; readonly from: number }>
> = {
  minute: { ms: MINUTE_MS, from: 0 },
  hour: { ms: HOUR_MS, from: 0 },
  day: { ms: DAY_MS, from: 0 },
  week: { ms: WEEK_MS, from: FIRST_WEEK_MS },
};

const yearStartMs = (year: number): number =>
  utcOf({ year, month: 1, day: 1, hour: 0, minute: 0, second: 0, ms: 0 });

/** The interval that a stamp falls in, by integer arithmetic. */
export function intervalOf(stamp: LocalMs, by: Granularity): Interval {
  if (by === 'year') {
    const { year } = civilOf(msOf(stamp));
    return { start: localMs(yearStartMs(year)), end: localMs(yearStartMs(year + 1)) };
  }
  const { ms, from } = EVEN[by];
  const start = Math.floor((msOf(stamp) - from) / ms) * ms + from;
  return { start: localMs(start), end: localMs(start + ms) };
}

const keyOf = (program: string, version: string, { start }: Interval): string =>
  JSON.stringify([program, version, msOf(start)]);

/** Adds the rows to the summaries. */
export function summarised(
  summaries: readonly SummaryRow[],
  rows: Seq<UsageRow>,
  interval: (stamp: LocalMs) => Interval,
): SummaryRow[] {
  const all = [...summaries];
  const places = new Map(
    all.map(({ program, version, intervalStart: start, intervalEnd: end }, place) => [
      keyOf(program, version, { start, end }),
      place,
    ]),
  );
  rows.forEach(({ program, version, start, record, boundMs }) => {
    const within = interval(start);
    const key = keyOf(program, version, within);
    const place = places.get(key) ?? all.length;
    places.set(key, place);
    const known = all[place];
    all[place] = {
      program,
      version,
      intervalStart: within.start,
      intervalEnd: within.end,
      uses: (known?.uses ?? 0) + 1,
      records: [...(known?.records ?? []), record],
      ...(boundMs === undefined ? {} : { boundMs: Math.max(boundMs, known?.boundMs ?? 0) }),
    };
  });
  return all;
}
