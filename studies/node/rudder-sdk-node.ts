/** The set-up of `@rudderstack/rudder-sdk-node`. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['@rudderstack/rudder-sdk-node'],
  searched: { files: ['README.md', 'CHANGELOG.md'], words: ['clock', 'retry-after'] },
  decides: {
    by: 'timers',
    because: 'axios-retry waits until the date of Retry-After by the clock of its own machine',
  },
};

export default program({
  name: 'rudder-sdk-node',
  agent: '@rudderstack/rudder-sdk-node',
  from: import.meta.url,
  start: ({ default: Analytics }, { track, flush, told }) => {
    const dataPlaneUrl = 'https://rudder.example';
    const analytics = new Analytics('key', { dataPlaneUrl, errorHandler: told });
    track((marker) =>
      analytics.track({ userId: 'u', event: 'use', properties: { marker } }, (error: any) => {
        if (error) told(`not sent ${marker}: ${error}`);
      }),
    );
    flush(() => analytics.flush());
  },
  collector: 'json',
});
