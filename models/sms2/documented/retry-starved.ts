/** Documented in Q235153. */
import type { DocumentedDefect } from './types.js';

export const retryStarved: DocumentedDefect = {
  title: 'the delay before a retry is the polling interval, and the poll comes first',
  articles: ['Q235153'],
  trigger: 'the metering server cannot be reached for a while, and the delay was not set before',
  symptom: 'the configured retries never happen: usage waits for the next poll',
  class: 'hidden',
  workaround: 'set a delay below the polling interval before the agent is installed',
  expected: 'usage of online clients within the delay before a retry, while the retries last',
  fields: ['faults.partition', 'prompt', 'clients.mode'],
  agent: {
    pollEndsRetries: true,
    retryDelayMs: ({ pollMs, retryDelayMs }, setBefore) => (setBefore ? retryDelayMs : pollMs),
  },
};
