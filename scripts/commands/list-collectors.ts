/** `skewproof list collectors`: today's ingestion services, as rows of a table. */
import { COLLECTORS } from '../../models/collectors/index.js';
import { reactionWords, repetitionWords, windowWords } from '../../reports/collectors/words.js';
import { tableOf } from '../../reports/text/table.js';
import { heading } from '../../reports/text/text.js';
import { EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';

/** The word in the place of a study. */
export const LIST_COLLECTORS = 'collectors';

export function runListCollectors(output: Output): number {
  output.print(heading('collectors: what services do with a record by its date', output));
  const rows = COLLECTORS.map((row) => [
    row.name,
    windowWords(row),
    reactionWords(row),
    repetitionWords(row),
    row.source.confidence,
  ]);
  output.print(tableOf(['collector', 'accepts', 'outside', 'knows by', ''], rows, output));
  output.print(
    '\n? marks an edge that the source leaves open: a scenario chooses it. The last column is the source:\n' +
      "A code or a vendor's declarations, B a page, C an issue. All were read on " +
      `${COLLECTORS[0]?.source.read ?? ''}.`,
  );
  output.print('\nTo try a study at some: npx skewproof verify <study> --collector loki,kafka-4');
  output.result({ collectors: COLLECTORS });
  return EXIT.ok;
}
