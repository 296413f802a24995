/** Documented in Q256127. */
import type { DocumentedDefect } from './types.js';

export const passwordChangeStopsService: DocumentedDefect = {
  title: 'the metering service does not start again after its password was changed',
  articles: ['Q256127'],
  trigger: "the password of the service's account is changed, and Sunday's pack comes",
  symptom: 'error 1069: every metering server is down on Monday, and accepts no logs',
  class: 'hidden',
  workaround: 'use a new account with the new password, and keep the old until all have restarted',
  expected: 'logs that are accepted after the pack as before it',
  fields: ['passwordChange'],
  server: { restartsAfterPasswordChange: false },
};
