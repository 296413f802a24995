/** The set-up of `@launchdarkly/node-server-sdk`: custom events, with polling for flags. */
import { program } from 'skewproof/hosting';
import { launchDarkly } from '../collectors/launch-darkly.js';

export const about = { packages: ['@launchdarkly/node-server-sdk'] };

export default program({
  name: 'launchdarkly-node-server-sdk',
  agent: '@launchdarkly/node-server-sdk',
  from: import.meta.url,
  start: ({ init }, { track, flush, told }) => {
    const client = init('sdk-key', { stream: false, diagnosticOptOut: true });
    client.on('error', told);
    track((marker) => client.track('use', { kind: 'user', key: 'u' }, { marker }));
    flush(() => client.flush());
  },
  collector: launchDarkly,
});
