/** Documented in Q245271. */
import type { DocumentedDefect } from './types.js';

export const serviceHangs: DocumentedDefect = {
  title: 'the metering service leaks memory, cannot be restarted, and hangs',
  articles: ['Q245271'],
  fixedIn: 'sp3',
  trigger: 'days or weeks of requests fill 50 MB',
  symptom: 'the server accepts nothing more until it is rebooted',
  class: 'hidden',
  workaround: 'reboot the metering server',
  expected: 'a service that restarts at its limit, and accepts logs as before',
  fields: ['requestsPerRestart'],
  server: { atMemoryLimit: 'hangs' },
};
