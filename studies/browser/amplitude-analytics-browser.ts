/** The set-up of `@amplitude/analytics-browser`. */
import { program } from 'skewproof/hosting';
import { amplitude } from '../collectors/amplitude.js';

export const about = { packages: ['@amplitude/analytics-browser'] };

export default program({
  name: 'amplitude-analytics-browser',
  agent: '@amplitude/analytics-browser',
  platform: 'browser',
  from: import.meta.url,
  start: ({ createInstance }, { track, flush, told }) => {
    const client = createInstance();
    client.init('key', 'user', { autocapture: false, fetchRemoteConfig: false });
    track((marker) => {
      const sent = client.track('use', { marker }).promise;
      sent.then(({ code, message }: any) => code === 200 || told(message), told);
    });
    flush(() => client.flush());
  },
  collector: amplitude,
});
