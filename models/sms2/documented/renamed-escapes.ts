/** As Q199745 tells. */
import type { DocumentedDefect } from './types.js';

export const renamedEscapes: DocumentedDefect = {
  title: 'under the standard policy a renamed program is another program',
  articles: ['Q199745'],
  trigger: "a program's file is renamed, with the standard policy of names",
  symptom: 'the use is shown under the new name of the file, and the product has none',
  class: 'hidden',
  workaround: 'choose the policy of original names',
  owed: 'each use under the name of its product; the article calls the symptom by design',
  fields: ['clients.renamed', 'namePolicy'],
  agent: { standardSeesOriginal: false },
};
