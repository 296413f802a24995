/** Documented in Q212894. */
import type { DocumentedDefect } from './types.js';

export const oneServerKnown: DocumentedDefect = {
  title: 'a Windows 9x client knows one metering server until its components are configured again',
  articles: ['Q212894'],
  trigger: 'the first server of a Windows 9x client stops within 23 hours of the installation',
  symptom: 'the client tries that server again and again, though the site has others',
  class: 'hidden',
  workaround: 'wait for the cycle of 23 hours, or restart the client',
  expected: 'logs that reach any server of the site',
  fields: ['meteringServers', 'retiredAtMs', 'clients.windows9x'],
  agent: { listOf9x: 'one-server' },
};
