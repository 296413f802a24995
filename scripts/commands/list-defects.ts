/** `skewproof list <study>`: its known defects; of sms2 also what of the knowledge base is outside. */
import {
  defectRows,
  defectsReport,
  heading,
  outsideReport,
  sms2,
  studyNamed,
} from '../../reports/index.js';
import { DEFAULT_SEED, EXIT } from '../context.js';
import type { Output } from '../context.js';
import { runListClasses } from './list-classes.js';

export function runListDefects(study: string, output: Output): number {
  const { name } = studyNamed(study);
  if (name === 'store-forward') return runListClasses(output);
  const rows = defectRows(DEFAULT_SEED);
  output.print(heading(`${name}: documented defects`, output));
  output.print(defectsReport(rows, output));
  output.print(heading(`${name}: of the knowledge base, and outside`, output));
  output.print(outsideReport(output));
  output.result({
    study: name,
    seed: DEFAULT_SEED,
    defects: rows.map(({ name: defect, defect: of, versions, caughtBy, foundAtRun }) => ({
      defect,
      articles: of.articles,
      versions,
      trigger: of.trigger,
      symptom: of.symptom,
      class: of.class,
      caughtBy,
      ...(foundAtRun === undefined ? {} : { foundAtRun }),
    })),
    outside: sms2.OUTSIDE,
  });
  return EXIT.ok;
}
