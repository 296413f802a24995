/** `npm start`: the whole reference study with its verdicts. */
import { articleFit } from '../../properties/sms2/article/article.js';
import { discriminate } from '../../properties/sms2/article/discriminate.js';
import { predictionTable } from '../../properties/sms2/article/predictions.js';
import { workaroundOutcomes } from '../../properties/sms2/article/workaround.js';
import { discriminationReport, fitReport } from '../../reports/sms2/article.js';
import { predictionReport } from '../../reports/sms2/predictions.js';
import { workaroundReport } from '../../reports/sms2/workaround.js';
import { heading } from '../../reports/text/text.js';
import { runVerify } from '../commands/verify.js';
import { EXIT, fail, outputOf } from '../cli/context.js';
import { CORPUS } from '../campaign/corpus.js';
import { REPORT_FOLDER } from '../cli/report.js';
import { toleratingClosedPipes } from '../cli/streams.js';

/** Runs per variant: with the build before it the whole study stays well under a minute on a slow core. */
const RUNS = 500;

async function start(): Promise<number> {
  const output = outputOf({});
  output.print(heading('Q213261: six mechanisms against the table of predictions', output));
  const cells = predictionTable();
  output.print(predictionReport(cells, output));
  output.print(heading('Which mechanisms agree with every sentence of the article', output));
  const fits = articleFit();
  output.print(fitReport(fits, output));
  const remaining = fits.filter((fit) => fit.agreesWeakly).map((fit) => fit.mechanism);
  output.print(heading('The shortest observation that tells the remaining ones apart', output));
  output.print(
    'The agent was installed 30 days behind and has metered for two days. Each move is followed by a day, then a look.\n',
  );
  output.print(discriminationReport(discriminate(remaining), output));
  output.print(heading('The workaround, and what becomes of the logs written before it', output));
  output.print(
    'Installed 30 days behind, two days metered, nothing shown; then this is done. The article does not say what becomes of those two days.\n',
  );
  output.print(workaroundReport(workaroundOutcomes(), output));
  const verdict = await runVerify(
    { study: 'sms2', runs: RUNS, corpus: CORPUS, report: REPORT_FOLDER },
    output,
  );
  return cells.every((cell) => cell.agrees) ? verdict : EXIT.violation;
}

toleratingClosedPipes();
try {
  process.exitCode = await start();
} catch (error) {
  process.exitCode = fail(error);
}
