/** The explored section: bands that no run visited are named, and so are those that lose most often. */
import test from 'ava';
import { noStatistics } from '../../properties/campaign/statistics.js';
import type { ReportData, ReportVariant } from '../document/data.js';
import { exploredSection, unvisited } from './explored.js';

const variantWith = (
  variant: string,
  bands: ReportVariant['statistics']['bands'],
): ReportVariant => ({
  ...{ variant, title: variant, verdict: 'pass', cells: [] },
  statistics: { ...noStatistics(), runs: 40, bands },
});

const first = variantWith('a', {
  faults: { none: { runs: 30, violating: 3 }, '1': { runs: 10, violating: 9 } },
});
const second = variantWith('b', {
  faults: { none: { runs: 40, violating: 0 } },
  clock: { right: { runs: 40, violating: 0 } },
});

test('explored - bands that only another variant visited are named', (t) => {
  t.deepEqual(unvisited(first, [first, second]), ['clock: right']);
  t.deepEqual(unvisited(second, [first, second]), ['faults: 1']);
  t.deepEqual(unvisited(first, [first]), []);
});

test('explored - folded, with the bands that lose most often in the line that is seen', (t) => {
  const { text } = exploredSection({ variants: [first, second] } as unknown as ReportData);
  t.notRegex(text, /<details class="group" open/);
  t.regex(text, /most often with loss: faults 1 \(90(\.0)? %\); faults none \(10(\.0)? %\)/);
  t.regex(text, /0 runs in: faults: 1</);
});
