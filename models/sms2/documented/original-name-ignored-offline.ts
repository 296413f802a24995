/** Documented in Q250976. */
import type { DocumentedDefect } from './types.js';

export const originalNameIgnoredOffline: DocumentedDefect = {
  title: 'the policy of original names is not followed by offline clients',
  articles: ['Q250976'],
  fixedIn: 'sp3',
  trigger: "a program's file is renamed, with the policy of original names, in offline mode",
  symptom: 'the use is shown under the new name of the file, and not under the product',
  class: 'hidden',
  workaround: 'meter in online mode',
  fields: ['clients.renamed', 'namePolicy'],
  agent: { originalNamesIn: (mode) => mode === 'online' },
};
