/**
 * As Q202303 tells of denials. That uses are collated at that age too is what the scenario says,
 * and the product can be set to.
 */
import { THIS_SITE } from '../site/report-wizard.js';
import type { DocumentedDefect } from './types.js';

export const reportJustMisses: DocumentedDefect = {
  title: 'reports read what is collated at an age of 7 days, and show the last 7 days',
  articles: ['Q202303'],
  trigger:
    'rows are collated when they are 7 days old, and a report is asked for with its defaults',
  symptom: 'the report is empty, though the summary window shows the rows',
  class: 'hidden',
  workaround: 'let the report start a day before the usage in question',
  owed: 'in the report of a week whatever the summary window shows of that week',
  fields: ['collationAgeMinutes', 'report'],
  console: { reportsRow: ({ serverColumn }) => serverColumn === THIS_SITE },
};
