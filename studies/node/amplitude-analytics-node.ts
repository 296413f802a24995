/** The set-up of `@amplitude/analytics-node`. */
import { program } from 'skewproof/hosting';
import { amplitude } from '../collectors/amplitude.js';

export const about = { packages: ['@amplitude/analytics-node'] };

export default program({
  name: 'amplitude-analytics-node',
  agent: '@amplitude/analytics-node',
  from: import.meta.url,
  start: ({ createInstance }, { track, flush, told }) => {
    const client = createInstance();
    client.init('key');
    track((marker) => {
      const sent = client.track('use', { marker }, { user_id: 'user' }).promise;
      sent.then(({ code, message }: any) => code === 200 || told(`not sent ${marker}: ${message}`));
    });
    flush(() => client.flush());
  },
  collector: amplitude,
});
