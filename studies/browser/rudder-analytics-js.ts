/** The set-up of `@rudderstack/analytics-js` with its plugins built in, and its queue in localStorage. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['@rudderstack/analytics-js'] };

export default program({
  name: 'rudder-analytics-js',
  agent: '@rudderstack/analytics-js/bundled',
  platform: 'browser',
  from: import.meta.url,
  start: ({ RudderAnalytics }, { track }) => {
    const source = { id: 's', enabled: true, config: {}, destinations: [] };
    const getSourceConfig = () => ({ source });
    const analytics = new RudderAnalytics();
    analytics.load('key', 'https://rudder.example', { getSourceConfig });
    track((marker) => analytics.track('use', { marker }));
  },
  collector: 'accept-all',
});
