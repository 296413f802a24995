/** The server asks for a pause; the clock steps forward by more than the longest total pause. */
export const answers = [429];
export const headers = { 'retry-after': '2' };
export const sides = { losing: 43_202_000, passing: 43_190_000 };

export default async ({ url, marker, step, by, asked, sleep }) => {
  const { Analytics } = await import('@segment/analytics-node');
  const analytics = new Analytics({ writeKey: 'key', host: url, maxEventsInBatch: 1 });
  analytics.on('error', () => undefined);
  analytics.track({ userId: 'u', event: 'use', properties: { marker } });
  await asked(1);
  await sleep(200);
  step(by);
};
