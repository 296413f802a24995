/** Documented in Q200622. The meaning of a peak is an assumption (see report-wizard.ts). */
import { hasPeak } from '../site/report-wizard.js';
import type { DocumentedDefect } from './types.js';

export const onlyProductsWithPeak: DocumentedDefect = {
  title: 'the multiple-site summary leaves out products without a peak',
  articles: ['Q200622'],
  trigger: 'a product whose uses never overlap',
  symptom: 'the product is not in the report, though the summary window shows its uses',
  class: 'hidden',
  workaround: 'pick the product by name',
  expected: 'every product that was used',
  fields: ['report'],
  console: { reportsProduct: hasPeak },
};
