/** The set-up of `applicationinsights` 2.x, with retries from its disk. */
import { program } from 'skewproof/hosting';
import { applicationInsights } from '../collectors/application-insights.js';

export const about = {
  packages: ['applicationinsights'],
  searched: {
    files: ['README.md'],
    words: ['clock', '48 hours', '7 days', 'older than', 'expired'],
  },
  decides: {
    by: 'service',
    because: 'it answers 400, which is none of the statuses that the sender tries again',
  },
};

export default program({
  name: 'applicationinsights',
  agent: 'applicationinsights',
  from: import.meta.url,
  env: { APPLICATION_INSIGHTS_NO_STATSBEAT: 'true' },
  start: ({ TelemetryClient }, { track, flush }) => {
    const key = 'InstrumentationKey=11111111-1111-1111-1111-111111111111';
    const client = new TelemetryClient(`${key};IngestionEndpoint=https://ai.example`);
    client.setAutoPopulateAzureProperties?.(false);
    client.channel.setUseDiskRetryCaching(true);
    track((marker) => client.trackEvent({ name: 'use', properties: { marker } }));
    flush(() => client.flush());
  },
  collector: applicationInsights,
});
