/** Texts and instants that stand for "no date" in exports. */
import { PLAUSIBLE_MS } from './number-instant.js';

const NO_DATE =
  /^(?:(?:0001-01-01|1601-01-01|1753-01-01|1899-12-3[01]|1900-01-0[01]|1970-01-01|2099-12-31|4501-01-01|9999-12-31)(?:[T ]00:00(?::00(?:\.0+)?)?)?|null|\(null\)|\\n|n\/?a|nan|nat|none|nil|undefined|-+|[+-]?0(?:\.0+)?|-\d+(?:\.\d+)?|0000-00-00.*)?$/i;

export const isNoDate = (text: string): boolean => NO_DATE.test(text);

/** The last seconds of counters: 32 bits signed from 1970, and of NTP's first era. */
const ENDS_OF_COUNTERS = [2_147_483_647_000, 2_085_978_496_000];

const SENTINELS: readonly (readonly [fromMs: number, toMs: number, what: string])[] = [
  [Date.UTC(1899, 11, 29), Date.UTC(1900, 0, 3), 'the zero of spreadsheets'],
  [Date.UTC(1600, 11, 31), Date.UTC(1601, 0, 3), 'the zero of FILETIME'],
  [Date.UTC(1752, 11, 31), Date.UTC(1753, 0, 3), 'the least date of SQL Server'],
  [Date.UTC(1969, 11, 30), Date.UTC(1970, 0, 3), 'the zero of epoch time'],
  [Date.UTC(1979, 11, 31), PLAUSIBLE_MS[0], 'the zero of a PC’s clock'],
];

/** The meaning of an instant that no use can have; undefined for a plausible one. */
export function sentinelOf(ms: number): string | undefined {
  const [firstMs, endMs] = PLAUSIBLE_MS;
  if (ENDS_OF_COUNTERS.some((end) => Math.abs(ms - end) < 1_000))
    return 'the end of a counter of seconds';
  if (ms >= firstMs && ms < endMs) return undefined;
  const zero = SENTINELS.find(([fromMs, toMs]) => ms >= fromMs && ms < toMs)?.[2];
  return zero ?? (ms < firstMs ? 'before 1980' : 'after 2079');
}
