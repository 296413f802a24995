/** `npm start`: the whole reference study with its verdicts. */
import {
  articleFit,
  discriminate,
  discriminationReport,
  fitReport,
  heading,
  predictionReport,
  predictionTable,
} from '../reports/index.js';
import { runVerify } from './commands/verify.js';
import { EXIT, fail, outputOf } from './context.js';
import { REPORT_FOLDER } from './report.js';

/** Runs per variant: the whole study stays well under a minute on one slow core. */
const RUNS = 1_000;

function start(): number {
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
  const verdict = runVerify({ study: 'sms2', runs: RUNS, report: REPORT_FOLDER }, output);
  return cells.every((cell) => cell.agrees) ? verdict : EXIT.violation;
}

try {
  process.exitCode = start();
} catch (error) {
  process.exitCode = fail(error);
}
