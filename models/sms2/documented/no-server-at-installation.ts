/** Documented in Q199747 and Q201762. */
import type { DocumentedDefect } from './types.js';

export const noServerAtInstallation: DocumentedDefect = {
  title: 'an agent that was installed before there was a metering server does not run',
  articles: ['Q199747', 'Q201762'],
  trigger: 'the agent is installed while the site has no metering server',
  symptom: 'the agent ends with a registry error in its log, and records nothing',
  class: 'lost',
  workaround: 'add the role, then restart the client',
  expected: 'each use from the installation on',
  fields: ['serverSetUpAtMs'],
  agent: { runsWithoutServer: false },
};
