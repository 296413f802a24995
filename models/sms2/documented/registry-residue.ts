/** As Q231217 tells. */
import type { DocumentedDefect } from './types.js';

/** Assumption: the article says that a service pack mends it, not which; the first is taken. */
export const registryResidue: DocumentedDefect = {
  title: 'a removal leaves registry and log behind',
  articles: ['Q231217'],
  fixedIn: 'sp1',
  trigger: 'the agent is removed',
  symptom: 'the registry key is still there though the log of the removal says that it is deleted',
  class: 'lost',
  owed: 'each use until the removal: a removed agent uploads its log before it goes (assumption)',
  fields: ['actions.remove'],
  agent: { removal: 'leaves-residue' },
};
