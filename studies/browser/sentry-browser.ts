/** The set-up of `@sentry/browser` with its offline transport over IndexedDB. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['@sentry/browser'],
  searched: { files: ['README.md'], words: ['clock', 'rate limit', 'retry-after'] },
  decides: {
    file: '@sentry/core/src/utils/ratelimit.ts',
    text: 'disabledUntil(limits, dataCategory) > now',
  },
};

export default program({
  name: 'sentry-browser',
  agent: '@sentry/browser',
  platform: 'browser',
  from: import.meta.url,
  start: (Sentry, { track, flush }) => {
    const transport = Sentry.makeBrowserOfflineTransport(Sentry.makeFetchTransport);
    const dsn = 'https://key@sentry.example/1';
    Sentry.init({ dsn, transport, defaultIntegrations: false });
    track((marker) => Sentry.captureMessage(marker));
    flush(() => Sentry.flush(2_000));
  },
  collector: 'accept-all',
});
