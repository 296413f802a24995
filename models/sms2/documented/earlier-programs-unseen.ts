/** Documented in Q199997. */
import type { DocumentedDefect } from './types.js';

export const earlierProgramsUnseen: DocumentedDefect = {
  title: 'a program that was started before the agent is never metered',
  articles: ['Q199997'],
  trigger: 'a program starts with the machine, before the agent does',
  symptom: 'its use is not recorded, even if it runs for a long time',
  class: 'lost',
  expected: 'each use that continues after the agent of the client has started',
  fields: ['clients.startDelayMs', 'actions.restart'],
  agent: { seesRunning: false },
};
