/** The prediction table of the fact sheet, and the runs of the models. */
import type { PredictionCell } from '../../properties/sms2/article/predictions.js';
import { tableOf } from '../text/table.js';
import { coloursOf } from '../text/text.js';
import type { TextStyle } from '../text/text.js';

/**
 * A row for each situation, a column for each mechanism: the prediction, and a mark where a run
 * disagrees.
 */
export function predictionReport(cells: readonly PredictionCell[], style: TextStyle): string {
  const colours = coloursOf(style);
  const mechanisms = [...new Set(cells.map((cell) => cell.mechanism))];
  const rows = [...new Set(cells.map((cell) => cell.row))].map((row) => [
    row,
    ...mechanisms.map((mechanism) => {
      const cell = cells.find((one) => one.row === row && one.mechanism === mechanism);
      if (cell === undefined) return '';
      return cell.agrees
        ? `${cell.says} ${colours.green('✓')}`
        : `${cell.says} ${colours.red(`✗ ${cell.disagreement ?? ''}`)}`;
    }),
  ]);
  const disagreeing = cells.filter((cell) => !cell.agrees).length;
  const verdict =
    disagreeing === 0
      ? `All ${String(cells.length)} predictions hold (✓).`
      : `${String(disagreeing)} of ${String(cells.length)} predictions do not hold (✗).`;
  const head = ['situation', ...mechanisms.map((name) => name.toUpperCase())];
  return `${tableOf(head, rows, style, [26, 16, 22, 22, 18, 18, 20])}\n\n${verdict}\n`;
}
