/**
 * Documented in Q202303 for denials. The scenario collates uses at the same age, to which the
 * product can be set.
 */
import { THIS_SITE } from '../site/report-wizard.js';
import type { DocumentedDefect } from './types.js';

export const reportJustMisses: DocumentedDefect = {
  title: 'reports show the last 7 days of rows that are collated at an age of 7 days',
  articles: ['Q202303'],
  trigger:
    'rows are collated when they are 7 days old, and a report is requested with its defaults',
  symptom: 'the report is empty, though the summary window shows the rows',
  class: 'hidden',
  inferred:
    'that usage is concerned: the article is of denials; usage is collated every 4 hours unless it is set to 7 days, as here',
  workaround: 'let the report start a day before the usage in question',
  expected: 'a report of a week with every row that the summary window shows of that week',
  fields: ['collationAgeMinutes', 'report'],
  console: { reportsRow: ({ serverColumn }) => serverColumn === THIS_SITE },
};
