/** Documented in Q213157. */
import type { DocumentedDefect } from './types.js';

export const blindWhileSynchronising: DocumentedDefect = {
  title: 'the agent sees no program start while it synchronises',
  articles: ['Q213157'],
  trigger: 'a program is started in the 5 to 10 s of a synchronisation',
  symptom: 'some seconds of usage are lost in every polling interval',
  class: 'lost',
  fields: ['syncBlindMs'],
  agent: { blindWhileSynchronising: true },
};
