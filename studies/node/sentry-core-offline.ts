/** The set-up of the offline transport of `@sentry/core`, with a queue in memory. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['@sentry/core'],
  searched: { files: ['README.md'], words: ['clock', 'rate limit', 'retry-after', 'offline'] },
  decides: {
    file: '@sentry/core/src/utils/ratelimit.ts',
    text: 'disabledUntil(limits, dataCategory) > now',
  },
};

export default program({
  name: 'sentry-core-offline',
  agent: '@sentry/core',
  from: import.meta.url,
  start: ({ createTransport, makeOfflineTransport }, { track, told }) => {
    const url = 'https://sentry.example/api/1/envelope/';
    const post = async ({ body }: { body: string }) => {
      const { status: statusCode, headers } = await fetch(url, { method: 'POST', body });
      const names = ['retry-after', 'x-sentry-rate-limits'];
      return { statusCode, headers: Object.fromEntries(names.map((n) => [n, headers.get(n)])) };
    };
    const transport = makeOfflineTransport((all: object) => createTransport(all, post))({
      createStore: () => [],
      recordDroppedEvent: told,
    });
    track((marker) => {
      transport.send([{}, [[{ type: 'event' }, { marker }]]]).then(undefined, told);
    });
  },
  collector: 'accept-all',
  // The reasons of `recordDroppedEvent`.
  told: /ratelimit_backoff|network_error|send_error|queue_overflow/,
});
