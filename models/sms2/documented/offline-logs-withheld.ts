/** Documented in Q213261. */
import { MECHANISMS } from '../shipped/mechanisms.js';
import type { DocumentedDefect } from './types.js';

/**
 * The article gives no mechanism. H4 is one of two that meet each of its statements; see
 * mechanisms.ts.
 */
export const offlineLogsWithheld: DocumentedDefect = {
  title: 'offline logs are not uploaded after an installation on a slow clock (by hypothesis H4)',
  articles: ['Q213261'],
  trigger: 'the clock is significantly behind the site server when the agent is installed',
  symptom: 'the summary window shows no usage of that client',
  class: 'lost',
  inferred: 'the mechanism: hypothesis H4, one of two that agree with the whole article',
  workaround: 'remove the client, synchronise its clock, install again',
  fields: ['clients.offsetMs'],
  agent: { mechanism: MECHANISMS.h4 },
};
