/** As Q256127 tells. */
import type { DocumentedDefect } from './types.js';

export const passwordChangeStopsService: DocumentedDefect = {
  title: 'the metering service does not start again after its password was changed',
  articles: ['Q256127'],
  trigger: "the password of the service's account is changed, and Sunday's pack comes",
  symptom: 'error 1069: every metering server is down on Monday, and takes no logs',
  class: 'hidden',
  workaround: 'name a new account with the new password, and keep the old until all have restarted',
  owed: 'logs that are taken after the pack as before it',
  fields: ['passwordChange'],
  server: { restartsAfterPasswordChange: false },
};
