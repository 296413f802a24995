/** Documented in Q235786. */
import type { DocumentedDefect } from './types.js';

export const serverAffinity: DocumentedDefect = {
  title: 'a client whose metering server is gone keeps trying it, and no other',
  articles: ['Q235786'],
  fixedIn: 'sp1',
  trigger: 'the service on the server that a client has chosen stops, and there is another',
  symptom: 'offline logs wait for the server that was chosen first',
  class: 'hidden',
  expected: 'logs that reach any server of the site',
  fields: ['meteringServers', 'retiredAtMs'],
  agent: { afterFailure: 'the-same-server' },
};
