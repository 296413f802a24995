/**
 * Words what a campaign explored: the share of runs by band, and the number of these that broke a
 * property.
 */
import type { Statistics } from '../../properties/campaign/statistics.js';
import { count, share } from './numbers.js';
import { tableOf } from './table.js';
import type { TextStyle } from './text.js';

const repeats = ({ repeated }: Statistics): string =>
  repeated === 0 ? 'no run repeated' : `${count(repeated)} runs repeated, hashes equal`;

/** Runs, events, records and violations, in one line. */
export const statisticsTotals = (statistics: Statistics): string =>
  `${count(statistics.runs)} runs, ${count(statistics.events)} events, ${count(statistics.records)} records metered; ${count(statistics.violating)} runs broke a property; ${repeats(statistics)}.`;

/**
 * Returns the statistics of a campaign as text: runs, events, records, and bands of sizes.
 * @since 0.1.0
 */
export function statisticsReport(statistics: Statistics, style: TextStyle): string {
  const rows = Object.entries(statistics.bands).flatMap(([dimension, bands]) =>
    Object.entries(bands)
      .sort(([, a], [, b]) => b.runs - a.runs)
      .map(([band, counts], place) => [
        place === 0 ? dimension : '',
        band,
        count(counts.runs),
        share(counts.runs, statistics.runs),
        count(counts.violating),
      ]),
  );
  return `${statisticsTotals(statistics)}\n\n${tableOf(['explored', 'band', 'runs', 'share', 'with a violation'], rows, style)}`;
}
