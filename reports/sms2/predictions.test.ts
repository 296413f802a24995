/** The table of predictions, to the letter. */
import test from 'ava';
import { simplestScenario } from '../../models/sms2/index.js';
import type { PredictionCell } from '../../properties/sms2/article/predictions.js';
import { predictionReport } from './predictions.js';

const cell = (
  row: string,
  mechanism: PredictionCell['mechanism'],
  disagreement?: string,
): PredictionCell => ({
  row,
  mechanism,
  says: 'none',
  observed: 'no upload',
  agrees: disagreement === undefined,
  ...(disagreement === undefined ? {} : { disagreement }),
  scenario: simplestScenario(mechanism),
});

test('predictions - a mark where a run agrees', (t) => {
  t.is(
    predictionReport([cell('ten days', 'h0'), cell('ten days', 'h1')], { colour: false }),
    `situation  H0      H1
ten days   none ✓  none ✓

All 2 predictions hold (✓).
`,
  );
});

test('predictions - the observation where a run disagrees', (t) => {
  t.is(
    predictionReport(
      [cell('ten days', 'h0'), cell('ten days', 'h1', '3 of 9'), cell('other', 'h1')],
      { colour: false },
    ),
    `situation  H0      H1
ten days   none ✓  none ✗ 3 of 9
other              none ✓

1 of 3 predictions do not hold (✗).
`,
  );
});
