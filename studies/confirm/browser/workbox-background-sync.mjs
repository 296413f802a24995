/** A request waits in the queue of a service worker; the clock is set, and the queue is replayed. */
export const worker = true;
export const sides = { losing: 86_420_000, passing: 86_380_000 };

export default async ({ url, marker, step, by }) => {
  const { Queue } = await import('workbox-background-sync');
  const queue = new Queue('uses', { maxRetentionTime: 24 * 60, forceSyncFallback: true });
  const request = new Request(`${url}/use`, { method: 'POST', body: marker });
  await queue.pushRequest({ request });
  step(by);
  await queue.replayRequests();
};
