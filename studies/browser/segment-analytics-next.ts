/** The set-up of `@segment/analytics-next`, with the settings that its server would give. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['@segment/analytics-next'] };

export default program({
  name: 'segment-analytics-next',
  agent: '@segment/analytics-next',
  platform: 'browser',
  from: import.meta.url,
  start: ({ AnalyticsBrowser }, { track }) => {
    const integrations = { 'Segment.io': { apiKey: 'key', apiHost: 'segment.example/v1' } };
    const cdnSettings = { integrations };
    const analytics = AnalyticsBrowser.load({ writeKey: 'key', cdnSettings });
    track((marker) => analytics.track('use', { marker }));
  },
  collector: 'accept-all',
});
