/**
 * What the reference study says of its article, beyond the table of variants: the predictions of
 * the fact sheet against runs, which mechanisms agree with each sentence, what would tell the
 * others apart, and what the workaround leaves behind.
 */
import { articleFit } from '../../properties/sms2/article/article.js';
import { discriminate } from '../../properties/sms2/article/discriminate.js';
import { predictionTable } from '../../properties/sms2/article/predictions.js';
import { workaroundOutcomes } from '../../properties/sms2/article/workaround.js';
import { discriminationReport, fitReport } from '../../reports/sms2/article.js';
import { predictionReport } from '../../reports/sms2/predictions.js';
import { workaroundReport } from '../../reports/sms2/workaround.js';
import { heading } from '../../reports/text/text.js';
import type { Output } from '../cli/context.js';

/** A part of a study's own, printed after its variants. */
export interface Chapter {
  readonly asExpected: boolean;
  /** For the JSON document. */
  readonly result: object;
}

export function articleChapter(output: Output): Chapter {
  const predictions = predictionTable();
  output.print(heading('Q213261: six mechanisms against the table of predictions', output));
  output.print(predictionReport(predictions, output));
  const fits = articleFit();
  output.print(heading('Which mechanisms agree with every sentence of the article', output));
  output.print(fitReport(fits, output));
  const remaining = fits.filter((fit) => fit.agreesWeakly).map((fit) => fit.mechanism);
  const discrimination = discriminate(remaining);
  output.print(heading('The shortest observation that tells the remaining ones apart', output));
  output.print(
    'The agent was installed 30 days behind and has metered for two days. Each move is followed by a day, then a look.\n',
  );
  output.print(discriminationReport(discrimination, output));
  const workaround = workaroundOutcomes();
  output.print(heading('The workaround, and what becomes of the logs written before it', output));
  output.print(
    'Installed 30 days behind, two days metered, nothing shown; then this is done. The article does not say what becomes of those two days.\n',
  );
  output.print(workaroundReport(workaround, output));
  const asExpected = predictions.every((cell) => cell.agrees);
  return {
    asExpected,
    result: { article: { asExpected, predictions, fits, discrimination, workaround } },
  };
}
