/** Documented in Q199745. */
import type { DocumentedDefect } from './types.js';

export const renamedEscapes: DocumentedDefect = {
  title: 'under the standard policy a renamed program counts as another program',
  articles: ['Q199745'],
  trigger: "a program's file is renamed, with the standard policy of names",
  symptom: 'the use is shown under the new name of the file, and not under the product',
  class: 'hidden',
  workaround: 'choose the policy of original names',
  expected: 'each use under the name of its product; the article calls the symptom by design',
  fields: ['clients.renamed', 'namePolicy'],
  agent: { standardSeesOriginal: false },
};
