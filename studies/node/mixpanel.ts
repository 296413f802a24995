/** The set-up of `mixpanel`. */
import { program } from 'skewproof/hosting';
import { mixpanel } from '../collectors/mixpanel.js';

export const about = {
  packages: ['mixpanel'],
  documented: {
    file: 'readme.md',
    quote: 'track an event with a specific timestamp (up to 5 days old;',
  },
  decides: {
    by: 'service',
    because: 'the answer to an event that is too old is that of any other: 200 with the body 1',
  },
};

export default program({
  name: 'mixpanel',
  agent: 'mixpanel',
  from: import.meta.url,
  start: ({ default: Mixpanel }, { track, told }) => {
    const mixpanel = Mixpanel.init('token');
    track((marker) =>
      mixpanel.track('use', { distinct_id: 'u', marker, time: Date.now() }, (error: any) => {
        if (error) told(`not sent ${marker}: ${error}`);
      }),
    );
  },
  collector: mixpanel,
});
