/** The set-up of `raygun`, each error in a request of its own. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['raygun'] };

export default program({
  name: 'raygun',
  agent: 'raygun',
  from: import.meta.url,
  start: ({ Client }, { track, told }) => {
    const client = new Client().init({ apiKey: 'key' });
    track((marker) => {
      const sent = client.send(new Error(marker));
      sent.catch((error: unknown) => told(`not sent ${marker}: ${error}`));
    });
  },
  collector: () => ({ status: 202 }),
});
