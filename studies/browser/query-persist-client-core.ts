/** The set-up of `@tanstack/query-persist-client-core`: mutations that wait while a page is offline. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: [
    ...['@tanstack/query-persist-client-core', '@tanstack/query-core'],
    '@tanstack/query-sync-storage-persister',
  ],
};

declare const localStorage: object;

export default program({
  name: 'query-persist-client-core',
  agent: '@tanstack/query-persist-client-core',
  platform: 'browser',
  from: import.meta.url,
  start: ({ persistQueryClient }, { track, told }) => {
    const { QueryClient, MutationObserver: Mutations } = require('@tanstack/query-core');
    const { createSyncStoragePersister } = require('@tanstack/query-sync-storage-persister');
    const client = new QueryClient();
    const send = async (body: string) => {
      const { ok, status } = await fetch('https://app.example/use', { method: 'POST', body });
      if (!ok) throw new Error(`answered ${status}`);
    };
    client.setMutationDefaults(['use'], { mutationFn: send, retry: true });
    client.mount();
    const persister = createSyncStoragePersister({ storage: localStorage });
    const [, restored] = persistQueryClient({ queryClient: client, persister });
    restored.then(() => client.resumePausedMutations());
    track((marker) => new Mutations(client, { mutationKey: ['use'] }).mutate(marker).catch(told));
  },
  collector: 'accept-all',
});
