/** The set-up of `raygun` with its cache on disk: the machine is offline, and goes online at a flush. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['raygun'],
  searched: {
    files: ['README.md', 'CHANGELOG.md'],
    words: ['clock', 'overwrit', 'file name', 'same time'],
  },
  decides: {
    by: 'timers',
    because:
      'a cached report is a file that is named by `Date.now()` alone: two of one reading are one file',
  },
};

export default program({
  name: 'raygun-offline',
  agent: 'raygun',
  from: import.meta.url,
  start: ({ Client }, { track, flush, told }) => {
    const offlineStorageOptions = { cachePath: '/data/', cacheLimit: 1000 };
    const client = new Client().init({ apiKey: 'key', isOffline: true, offlineStorageOptions });
    track((marker) => {
      client.offline();
      const kept = client.send(new Error(marker));
      kept.catch((error: unknown) => told(`not sent ${marker}: ${error}`));
    });
    flush(() => client.online());
  },
  collector: () => ({ status: 202 }),
});
