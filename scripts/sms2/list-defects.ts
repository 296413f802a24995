/**
 * `skewproof list <study>`: lists its known defects, and for sms2 also the articles outside the
 * models. A study without known defects is listed with its variants.
 */
import * as sms2 from '../../models/sms2/index.js';
import { defectRows } from '../../properties/sms2/documented/verify.js';
import type { Studies } from '../config/studies.js';
import { defectsReport, outsideReport } from '../../reports/sms2/defects.js';
import { heading } from '../../reports/text/text.js';
import { DEFAULT_SEED, EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { runListStudy } from '../commands/list.js';
import { runListClasses } from '../store-forward/list-classes.js';

function runListDocumented(output: Output): number {
  const rows = defectRows(DEFAULT_SEED);
  output.print(heading('sms2: documented defects', output));
  output.print(defectsReport(rows, output));
  output.print(heading('sms2: articles of the knowledge base outside the models', output));
  output.print(outsideReport(output));
  output.result({
    study: 'sms2',
    seed: DEFAULT_SEED,
    defects: rows.map(({ name: defect, defect: of, versions, caughtBy, foundAtRun }) => ({
      defect,
      articles: of.articles,
      versions,
      trigger: of.trigger,
      symptom: of.symptom,
      class: of.class,
      ...(of.inferred === undefined ? {} : { inferred: of.inferred }),
      caughtBy,
      ...(foundAtRun === undefined ? {} : { foundAtRun }),
    })),
    outside: sms2.OUTSIDE,
  });
  return EXIT.ok;
}

const LISTS: Readonly<Record<string, (output: Output) => number>> = {
  sms2: runListDocumented,
  'store-forward': runListClasses,
};

export function runListDefects(study: string, output: Output, studies: Studies): number {
  const named = studies.named(study);
  const list = LISTS[named.name];
  return list === undefined ? runListStudy(named, output) : list(output);
}
