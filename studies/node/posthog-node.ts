/** The set-up of `posthog-node`. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['posthog-node'],
  searched: { files: ['README.md'], words: ['clock', '1970'] },
  decides: { file: '@posthog/core/dist/vendor/uuidv7.mjs', text: 'unixTsMs < 1' },
};

export default program({
  name: 'posthog-node',
  agent: 'posthog-node',
  from: import.meta.url,
  start: ({ PostHog }, { track, flush, told }) => {
    const posthog = new PostHog('key', { host: 'https://posthog.example', flushAt: 1 });
    posthog.on('error', told);
    track((marker) => posthog.capture({ distinctId: 'u', event: 'use', properties: { marker } }));
    flush(() => posthog.flush().catch(told));
  },
  collector: 'json',
  // After its last attempt a batch that the server refused is dropped.
  told: /HTTP error while fetching PostHog/,
});
