/** Documented in Q226832 and Q311764. */
import type { DocumentedDefect } from './types.js';

export const nextSyncTimeLatched: DocumentedDefect = {
  title: "the next upload waits for an absolute time on the client's clock",
  articles: ['Q226832', 'Q311764'],
  trigger: 'an upload happens while the clock is set forward, and the clock is put back after it',
  symptom: 'no usage until real time has reached the false date',
  class: 'lost',
  workaround: 'remove the client with its registry, correct the clock, install again',
  fields: ['actions.set-clock'],
  agent: { dueBy: 'next-sync-time' },
};
