/** The set-up of `mixpanel`. */
import { program } from 'skewproof/hosting';
import { mixpanel } from '../collectors/mixpanel.js';

export const about = { packages: ['mixpanel'] };

export default program({
  name: 'mixpanel',
  agent: 'mixpanel',
  from: import.meta.url,
  start: ({ default: Mixpanel }, { track, told }) => {
    const mixpanel = Mixpanel.init('token');
    track((marker) =>
      mixpanel.track('use', { distinct_id: 'u', marker }, (error: unknown) => error && told(error)),
    );
  },
  collector: mixpanel,
  told: /./,
});
