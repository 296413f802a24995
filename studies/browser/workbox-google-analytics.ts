/** The set-up of `workbox-google-analytics` in a service worker; it replays when the worker starts. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['workbox-google-analytics'] };

declare const dispatchEvent: (event: object) => void;
declare const FetchEvent: new (type: string, init: { readonly request: Request }) => object;

export default program({
  name: 'workbox-google-analytics',
  agent: 'workbox-google-analytics',
  platform: 'browser',
  pages: { kind: 'service-worker' },
  from: import.meta.url,
  start: ({ initialize }, { track }) => {
    initialize();
    track((marker) => {
      const hit = `v=1&t=event&ec=use&el=${encodeURIComponent(marker)}`;
      const request = new Request(`https://www.google-analytics.com/collect?${hit}`);
      dispatchEvent(new FetchEvent('fetch', { request }));
    });
  },
  collector: 'accept-all',
});
