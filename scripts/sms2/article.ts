/**
 * The part of `verify sms2` about the article. It compares the predictions of the fact sheet with
 * runs, lists the mechanisms that agree with each sentence and the observations that distinguish
 * the others, and shows the effect of the workaround.
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

/** A study's own part of the output, printed after its variants. */
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
  output.print(heading('The shortest observation that distinguishes the remaining ones', output));
  output.print(
    'The agent was installed 30 days behind and has metered for two days. Each move is followed by a wait of one day, then a look.\n',
  );
  output.print(discriminationReport(discrimination, output));
  const workaround = workaroundOutcomes();
  output.print(heading('The workaround, and the fate of the logs written before it', output));
  output.print(
    'Clock 30 days behind at installation, two days metered, nothing shown; then these steps. The article does not mention the usage of those two days.\n',
  );
  output.print(workaroundReport(workaround, output));
  const asExpected = predictions.every((cell) => cell.agrees);
  return {
    asExpected,
    result: { article: { asExpected, predictions, fits, discrimination, workaround } },
  };
}
