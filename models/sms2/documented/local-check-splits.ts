/** Documented in Q210366. */
import type { DocumentedDefect } from './types.js';

export const localCheckSplits: DocumentedDefect = {
  title: 'each check of the local environment closes and reopens the records of running programs',
  articles: ['Q210366'],
  trigger: 'a program runs across several local checks',
  symptom: 'one run of 60 min is shown as four of 15 min',
  class: 'duplicated',
  fields: ['localCheckMinutes'],
  agent: { splitsAtCheck: true },
};
