/** The set-up of `posthog-js`. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['posthog-js'] };

export default program({
  name: 'posthog-js',
  agent: 'posthog-js',
  platform: 'browser',
  from: import.meta.url,
  start: ({ default: posthog }, { track }) => {
    const plain = { autocapture: false, capture_pageview: false, disable_session_recording: true };
    const quiet = { advanced_disable_flags: true, disable_external_dependency_loading: true };
    posthog.init('key', { api_host: 'https://posthog.example', ...plain, ...quiet });
    track((marker) => posthog.capture('use', { marker }));
  },
  collector: () => ({ status: 200, body: '{"status":1}' }),
});
