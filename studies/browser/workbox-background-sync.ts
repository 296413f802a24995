/** The set-up of `workbox-background-sync`: a page's queue, replayed every ten seconds. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['workbox-background-sync'],
  documented: {
    file: 'Queue.js',
    quote: 'After this amount of time has passed, the request will be deleted from the queue.',
  },
  decides: {
    file: 'workbox-background-sync/Queue.js',
    text: 'now - entry.timestamp > maxRetentionTimeInMs',
  },
};

export default program({
  name: 'workbox-background-sync',
  agent: 'workbox-background-sync',
  platform: 'browser',
  pages: { kind: 'service-worker' },
  from: import.meta.url,
  start: ({ Queue }, { track, flush }) => {
    const queue = new Queue('uses', { maxRetentionTime: 24 * 60, forceSyncFallback: true });
    const replay = () => queue.replayRequests().catch(() => undefined);
    setInterval(replay, 10_000);
    track((body) => {
      const request = new Request('https://app.example/use', { method: 'POST', body });
      queue.pushRequest({ request });
    });
    flush(replay);
  },
  collector: 'accept-all',
});
