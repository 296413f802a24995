/** The outbox of correct-page.ts under the harness. */
import { program } from '../library/hosting.js';
import type { Outbox } from './correct-page.js';

export default program<{ readonly Outbox: typeof Outbox }>({
  name: 'outbox',
  title: 'a page with an outbox in IndexedDB',
  agent: './correct-page.js',
  platform: 'browser',
  from: import.meta.url,
  start: ({ Outbox: Made }, { track, flush }) => {
    const outbox = new Made('https://ingest.example/v1');
    track((marker) => outbox.track(marker));
    flush(() => outbox.send());
  },
  collector: 'json',
});
