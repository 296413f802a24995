/** As Q245271 tells. */
import type { DocumentedDefect } from './types.js';

export const serviceHangs: DocumentedDefect = {
  title: 'the metering service leaks memory, cannot be restarted, and hangs',
  articles: ['Q245271'],
  fixedIn: 'sp3',
  trigger: 'days or weeks of requests fill 50 MB',
  symptom: 'the server takes nothing more until it is rebooted',
  class: 'hidden',
  workaround: 'reboot the metering server',
  owed: 'a service that starts anew at its limit, and takes logs as before',
  fields: ['requestsPerRestart'],
  server: { atMemoryLimit: 'hangs' },
};
