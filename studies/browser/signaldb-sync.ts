/** The set-up of `@signaldb/sync`, with its collections in localStorage and a sync every 30 s. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['@signaldb/sync', '@signaldb/core', '@signaldb/localstorage'] };

export default program({
  name: 'signaldb-sync',
  agent: '@signaldb/sync',
  platform: 'browser',
  from: import.meta.url,
  start: async ({ SyncManager }, { track }) => {
    const { Collection } = await import('@signaldb/core');
    const { default: persistenceAdapter } = await import('@signaldb/localstorage');
    const pull = () => Promise.resolve({ changes: { added: [], modified: [], removed: [] } });
    const push = async (_: object, { changes }: any) => {
      const init = { method: 'POST', body: JSON.stringify(changes) };
      const { ok, status } = await fetch('https://app.example/uses', init);
      if (!ok) throw new Error(`answered ${status}`);
    };
    const manager = new SyncManager({ persistenceAdapter, pull, push, onError() {} });
    const uses = new Collection({ persistence: persistenceAdapter('uses') });
    manager.addCollection(uses, { name: 'uses' });
    setInterval(() => manager.sync('uses').catch(() => undefined), 30_000);
    track((id) => uses.insert({ id }));
  },
  collector: 'accept-all',
});
