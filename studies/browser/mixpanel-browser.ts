/** The set-up of `mixpanel-browser`, which sends batches from a queue in localStorage. */
import { program } from 'skewproof/hosting';
import { mixpanel } from '../collectors/mixpanel.js';

export const about = {
  packages: ['mixpanel-browser'],
  searched: { files: ['README.md'], words: ['clock', '5 days', 'days old'] },
  decides: { by: 'service', because: 'it drops an event that is older than five days' },
};

export default program({
  name: 'mixpanel-browser',
  agent: 'mixpanel-browser',
  platform: 'browser',
  from: import.meta.url,
  start: ({ default: Mixpanel }, { track, told }) => {
    const options = { api_host: 'https://mixpanel.example', error_reporter: told };
    Mixpanel.init('token', { ...options, autocapture: false });
    track((marker) => Mixpanel.track('use', { marker }));
  },
  collector: mixpanel,
});
