/**
 * Documented in Q287626. That each attempt restarts the lockout is an assumption (see account.ts).
 * The article counts the attempts, and says that logs are copied with the user's account.
 */
import type { DocumentedDefect } from './types.js';

export const logonTriedAgain: DocumentedDefect = {
  title: 'a client whose user is locked out tries to log on hundreds of times',
  articles: ['Q287626'],
  fixedIn: 'sp4',
  trigger: "the account of the client's user is locked out",
  symptom: 'hundreds of refused logons, which fill the security log; logs are not copied',
  inferred: 'each attempt restarts the lockout of the account',
  class: 'hidden',
  workaround: 'set PipeRetries and PipeRetryInterval in the registry of every client',
  expected: 'logs that are copied when the lockout has ended',
  fields: ['clients.lockedOutAtMs', 'pipeRetries'],
  // Assumption on the number; the article says hundreds.
  agent: { logonTries: 300 },
};
