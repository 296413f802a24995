/** The set-up of `replicache`, with its mutations in IndexedDB; its server's memory is a module beside it. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['replicache'],
  searched: { files: ['README.md'], words: ['clock', '2 days', '14 days', 'older than', 'expire'] },
  decides: {
    file: 'replicache/out/chunk-B3SOU6MT.js',
    text: 'e-t.lastOpenedTimestampMS<(a?r:n)',
  },
};

export default program({
  name: 'replicache',
  agent: 'replicache',
  platform: 'browser',
  from: import.meta.url,
  start: ({ Replicache }, { track }) => {
    const { notTaken, pushed, pulled } = require('../collectors/replicache.js');
    const post = (body?: any) => fetch('https://app.example/uses', { method: 'POST', body });
    const pusher = async ({ mutations }: any) =>
      pushed(await post(JSON.stringify(notTaken(mutations))), mutations);
    const puller = async () => pulled(await post());
    const mutators = { use: (tx: any, id: string) => tx.set(id, true) };
    const { mutate } = new Replicache({ name: 'u', mutators, pusher, puller });
    track((marker) => mutate.use(marker));
  },
  collector: () => ({ status: 200 }),
});
