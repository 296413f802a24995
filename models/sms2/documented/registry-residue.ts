/** Documented in Q231217. */
import type { DocumentedDefect } from './types.js';

/**
 * Assumption: the article says that a service pack fixes it, and not which; the first is assumed.
 */
export const registryResidue: DocumentedDefect = {
  title: 'a removal leaves registry and log behind',
  articles: ['Q231217'],
  fixedIn: 'sp1',
  trigger: 'the agent is removed',
  symptom:
    'a registry key of the agent is still there though the log of the removal says that it is deleted, and the Control Panel may show a wrong state',
  class: 'lost',
  inferred:
    'the loss: the article names one key (Installation Properties), and no log that stays behind; which service pack fixes it',
  expected: 'each use until the removal: a removed agent uploads its log first (assumption)',
  fields: ['actions.remove'],
  agent: { removal: 'leaves-residue' },
};
