/** Documented in Q290995. */
import type { DocumentedDefect } from './types.js';

export const logNotWritable: DocumentedDefect = {
  title: 'the offline log is written with the rights of the user',
  articles: ['Q290995'],
  trigger: "an ordinary user of Windows 2000 Professional may not write to the log's folder",
  symptom: 'usage of that user is missing',
  class: 'lost',
  workaround: 'grant the right to write',
  fields: ['clients.cannotWrite'],
  agent: { writesAs: 'user' },
};
