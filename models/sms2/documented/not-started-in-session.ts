/** Documented in Q235177. */
import type { DocumentedDefect } from './types.js';

export const notStartedInSession: DocumentedDefect = {
  title: 'an agent that is installed while a user is logged on is not started',
  articles: ['Q235177'],
  trigger: 'the agent is installed remotely while a user is logged on',
  symptom: 'no usage until the next logon',
  class: 'lost',
  workaround: 'log off and on, or run Launch32',
  expected: 'each use from the installation on',
  fields: ['clients.nextLogonAtMs'],
  agent: { runsInSession: false },
};
