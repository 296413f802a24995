/** Documented in Q311467. */
import type { DocumentedDefect } from './types.js';

/** A list of this size or more cannot be downloaded before SP4 [Q311467]. */
export const EXCLUDED_LIST_LIMIT_BYTES = 3_500_000;

export const longListFails: DocumentedDefect = {
  title: 'a long list of excluded programs cannot be downloaded, and the client goes offline',
  articles: ['Q311467'],
  fixedIn: 'sp4',
  trigger: 'the list of excluded programs has 3.5 MB or more',
  symptom: 'the upload succeeds, the synchronisation fails, and an online client goes offline',
  class: 'hidden',
  workaround: 'shorten the list',
  expected: 'usage of online clients at once',
  fields: ['excludedListBytes', 'prompt', 'clients.mode'],
  agent: { takesList: (bytes) => bytes < EXCLUDED_LIST_LIMIT_BYTES },
};
