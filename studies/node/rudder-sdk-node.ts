/** The set-up of `@rudderstack/rudder-sdk-node`. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['@rudderstack/rudder-sdk-node'] };

export default program({
  name: 'rudder-sdk-node',
  agent: '@rudderstack/rudder-sdk-node',
  from: import.meta.url,
  start: ({ default: Analytics }, { track, flush, told }) => {
    const dataPlaneUrl = 'https://rudder.example';
    const analytics = new Analytics('key', { dataPlaneUrl, errorHandler: told });
    track((marker) => analytics.track({ userId: 'u', event: 'use', properties: { marker } }));
    flush(() => analytics.flush());
  },
  collector: 'json',
  told: /./,
});
