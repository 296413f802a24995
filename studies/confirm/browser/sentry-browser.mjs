/** The server asks for a pause of one second; the clock steps back, and the pause goes on for as long. */
export const answers = [429];
export const headers = { 'retry-after': '1' };
export const sides = { losing: -3_600_000, passing: 0 };

export default async ({ url, marker, step, by, asked, sleep }) => {
  const Sentry = await import('@sentry/browser');
  const transport = Sentry.makeBrowserOfflineTransport(Sentry.makeFetchTransport);
  Sentry.init({ dsn: url.replace('//', '//key@') + '/1', transport, defaultIntegrations: false });
  Sentry.captureMessage('the first, which is refused');
  await asked(1);
  await sleep(200);
  step(by);
  await sleep(2_000);
  Sentry.captureMessage(marker);
};
