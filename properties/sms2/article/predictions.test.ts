import test from 'ava';
import { PREDICTIONS } from './predicted.js';
import type { PredictionRow } from './predicted.js';
import { predictionCell, predictionTable } from './predictions.js';

test('prediction table - every row and mechanism comes out as the fact sheet predicts', (t) => {
  const cells = predictionTable();
  t.is(cells.length, 13 * 6);
  t.deepEqual(
    cells
      .filter((cell) => !cell.agrees)
      .map((cell) => `${cell.row} / ${cell.mechanism}: ${cell.disagreement ?? ''}`),
    [],
  );
});

// A comparison that agrees with anything would pass the test above. So each mechanism's prediction,
// compared with another mechanism's run, must disagree where the table differs.
for (const row of PREDICTIONS)
  test(`prediction "${row.title}" - the control's prediction does not fit a mechanism that differs`, (t) => {
    const told =
      JSON.stringify(row.predicted.h0.records) + JSON.stringify(row.predicted.h0.uploads);
    const differing = (['h1', 'h2', 'h3', 'h4', 'h5'] as const).filter((name) => {
      const other = row.predicted[name];
      return JSON.stringify(other.records) + JSON.stringify(other.uploads) !== told;
    });
    for (const name of differing) {
      const swapped: PredictionRow = {
        ...row,
        predicted: { ...row.predicted, [name]: row.predicted.h0 },
      };
      // H5 uploads as the control does; rows in which only its records differ by less than an edge
      // are exempt.
      t.false(predictionCell(swapped, name).agrees, name);
    }
    t.pass();
  });
