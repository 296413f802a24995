/** The set-up of `@snowplow/browser-tracker`, with its queue in localStorage. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['@snowplow/browser-tracker'] };

export default program({
  name: 'snowplow-browser-tracker',
  agent: '@snowplow/browser-tracker',
  platform: 'browser',
  from: import.meta.url,
  start: ({ newTracker, trackStructEvent, flushBuffer }, { track, flush, told }) => {
    const onRequestFailure = ({ message, willRetry }: any) => willRetry === true || told(message);
    newTracker('t', 'https://collector.example', { appId: 'a', onRequestFailure });
    track((marker) => trackStructEvent({ category: 'use', action: marker }));
    flush(() => flushBuffer());
  },
  collector: 'accept-all',
});
