/** Documented in Q230246. */
import type { DocumentedDefect } from './types.js';

export const dosProgramsUnseen: DocumentedDefect = {
  title: 'DOS programs on Windows NT are not metered',
  articles: ['Q230246'],
  trigger: 'a DOS program is used: its process is Ntvdm.exe, which is excluded',
  symptom: 'its use is not recorded',
  class: 'lost',
  fields: ['dosPrograms'],
  agent: { metersDosPrograms: false },
};
