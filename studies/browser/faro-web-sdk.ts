/** The set-up of `@grafana/faro-web-sdk`. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['@grafana/faro-web-sdk'] };

export default program({
  name: 'faro-web-sdk',
  agent: '@grafana/faro-web-sdk',
  platform: 'browser',
  from: import.meta.url,
  start: ({ initializeFaro }, { track }) => {
    const app = { name: 'a', version: '1' };
    const faro = initializeFaro({ url: 'https://faro.example/collect', app, instrumentations: [] });
    track((marker) => faro.api.pushEvent('use', { marker }));
  },
  collector: () => ({ status: 202 }),
});
