/** The set-up of `@segment/analytics-node`. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['@segment/analytics-node'],
  documented: {
    file: 'dist/types/app/settings.d.ts',
    quote:
      'Maximum total time (in seconds) a batch can spend retrying transient errors before being dropped. Default: 43200 (12 hours).',
  },
  decides: {
    file: '@segment/analytics-node/src/plugins/segmentio/publisher.ts',
    text: 'Date.now() - firstFailureTime > this._maxTotalBackoffDuration * 1000',
  },
};

export default program({
  name: 'segment-analytics-node',
  agent: '@segment/analytics-node',
  from: import.meta.url,
  start: ({ Analytics }, { track, flush, told }) => {
    const analytics = new Analytics({ writeKey: 'key', maxEventsInBatch: 1 });
    analytics.on('error', told);
    track((marker) => analytics.track({ userId: 'u', event: 'use', properties: { marker } }));
    flush(() => analytics.flush());
  },
  collector: 'json',
  told: /delivery_failure/,
});
