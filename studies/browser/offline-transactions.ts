/** The set-up of `@tanstack/offline-transactions`, with its outbox in IndexedDB. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['@tanstack/offline-transactions', '@tanstack/db'],
  searched: { files: ['README.md'], words: ['clock'] },
  decides: {
    by: 'timers',
    because:
      'a transaction waits until the wall clock has reached the date that it was given when it was made',
  },
};

export default program({
  name: 'offline-transactions',
  agent: '@tanstack/offline-transactions',
  platform: 'browser',
  from: import.meta.url,
  start: async ({ startOfflineExecutor }, { track }) => {
    const { createCollection, localOnlyCollectionOptions } = await import('@tanstack/db');
    const options = localOnlyCollectionOptions({ getKey: ({ id }: { id: string }) => id });
    const uses = createCollection(options);
    const send = async ({ transaction, idempotencyKey }: any) => {
      const body = JSON.stringify([idempotencyKey, transaction.mutations[0].modified]);
      const { ok, status } = await fetch('https://app.example/use', { method: 'POST', body });
      if (!ok) throw new Error(`answered ${status}`);
    };
    const offline = startOfflineExecutor({ collections: { uses }, mutationFns: { send } });
    const onMutate = (id: string) => uses.insert({ id });
    const use = offline.createOfflineAction({ mutationFnName: 'send', onMutate });
    track((marker) => use(marker));
  },
  collector: 'accept-all',
});
