/** The verdict table: each cell stands in the column of its property. */
import test from 'ava';
import type { ReportData, ReportVariant } from '../document/data.js';
import { noStatistics } from '../../properties/campaign/statistics.js';
import type { PropertyName } from '../../properties/study/contract.js';
import { verdictSection } from './verdict.js';

const judged = (variant: string, properties: readonly PropertyName[]): ReportVariant => ({
  variant,
  title: variant,
  verdict: 'pass',
  cells: properties.map((property) => ({
    variant,
    property,
    expected: 'holds',
    found: 'holds',
    asExpected: true,
  })),
  statistics: noStatistics(),
});

const rowsOf = (variants: readonly ReportVariant[]): readonly (readonly string[])[] => {
  const { text } = verdictSection({ variants, asExpected: true } as unknown as ReportData);
  return [...text.matchAll(/<tr>[^]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell = '']) =>
      cell.replaceAll(/<small>.*?<\/small>|<[^>]*>|[●\s]/g, ''),
    ),
  );
};

test('verdict table - variants that are judged by different properties keep their columns', (t) => {
  const [head = [], first = [], second = []] = rowsOf([
    judged('a', ['no-hot-loop', 'conservation']),
    judged('b', ['clock-innocent', 'dates', 'conservation']),
  ]);
  const shown = (row: readonly string[]): unknown =>
    Object.fromEntries(head.map((name, place) => [name, row[place]]));
  const rest = { 'no-duplicates': '–', 'eventual-delivery': '–', 'console-monotone': '–' };
  const counts = { 'reports-true': '–', runs: '0', withaviolation: '0' };
  t.deepEqual(shown(first), {
    ...{ variant: 'a', ...rest, ...counts },
    ...{ conservation: 'holds', dates: '–', 'clock-innocent': '–', 'no-hot-loop': 'holds' },
  });
  t.deepEqual(shown(second), {
    ...{ variant: 'b', ...rest, ...counts },
    ...{ conservation: 'holds', dates: 'holds', 'clock-innocent': 'holds', 'no-hot-loop': '–' },
  });
});
