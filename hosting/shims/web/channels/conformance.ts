/** Cases that the channels of a hosted page and those of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const CHANNEL_CASES: readonly WebCase[] = [
  {
    name: 'ports pass copies, once they are started',
    run: async ({ MessageChannel }, { after, tried }) => {
      const { port1, port2 } = new MessageChannel();
      const seen: unknown[] = [];
      const sent = { n: 1 };
      port1.postMessage(sent);
      sent.n = 2;
      port2.addEventListener('message', (event: any) => seen.push(['listener', event.data]));
      await after(10);
      seen.push('started');
      port2.onmessage = (event: any) => seen.push(['handler', event.data]);
      await after(10);
      port2.postMessage('not heard');
      port1.close();
      port1.postMessage('closed');
      await after(10);
      return [seen, await tried(() => port2.postMessage(() => 1))];
    },
  },
  {
    name: 'a broadcast reaches the others of its name, never itself',
    run: async ({ BroadcastChannel }, { after, tried }) => {
      const [one, two, other] = ['a', 'a', 'b'].map((name) => new BroadcastChannel(name));
      const seen: unknown[] = [];
      for (const [index, channel] of [one, two, other].entries())
        channel.onmessage = (event: any) => seen.push([index, event.data, event.origin]);
      one.postMessage({ n: 1 });
      await after(30);
      two.close();
      one.postMessage(2);
      await after(30);
      return [seen, await tried(() => two.postMessage(1)), one.name];
    },
  },
  {
    name: 'a window posts to itself',
    run: async ({ window }, { after }) => {
      const seen: unknown[] = [];
      const heard = (event: any) => seen.push([event.data, event.origin, event.source === window]);
      window.addEventListener('message', heard);
      window.postMessage({ a: 1 }, '*');
      seen.push('posted');
      await after(20);
      window.removeEventListener('message', heard);
      return seen;
    },
  },
];
