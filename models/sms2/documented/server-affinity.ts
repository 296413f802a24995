/** As Q235786 tells. */
import type { DocumentedDefect } from './types.js';

export const serverAffinity: DocumentedDefect = {
  title: 'a client whose metering server is gone goes on trying it, and no other',
  articles: ['Q235786'],
  fixedIn: 'sp1',
  trigger: 'the service on the server that a client has chosen stops, and there is another',
  symptom: 'offline logs wait for the server that was chosen first',
  class: 'hidden',
  owed: 'logs that reach any server that there is',
  fields: ['meteringServers', 'retiredAtMs'],
  agent: { afterFailure: 'the-same-server' },
};
