/** Cases that contexts and channels of a hosted program and Node's own agree on. */
import type { ConformanceCase } from '../conformance-case.js';

export const ASYNC_CASES: readonly ConformanceCase[] = [
  {
    name: 'diagnostics_channel: who listens, what is published, and traced calls',
    run: async (require) => {
      const channels = require('node:diagnostics_channel');
      const seen: unknown[] = [];
      const on = (message: unknown, name: unknown): unknown => seen.push([message, String(name)]);
      channels.subscribe('a.b', on);
      const channel = channels.channel('a.b');
      channel.publish({ x: 1 });
      seen.push(
        channel instanceof channels.Channel,
        channels.hasSubscribers('a.b'),
        channel.hasSubscribers,
        channels.unsubscribe('a.b', on),
        channels.unsubscribe('a.b', on),
        channels.hasSubscribers('a.b'),
      );
      const traced = channels.tracingChannel('job');
      const note =
        (what: string) =>
        ({ n }: { n: number }): unknown =>
          seen.push([what, n]);
      traced.subscribe({
        ...{ start: note('start'), end: note('end'), error: note('error') },
        ...{ asyncStart: note('async start'), asyncEnd: note('async end') },
      });
      seen.push(traced.traceSync((value: number) => value * 2, { n: 1 }, undefined, 21));
      seen.push(await traced.tracePromise(() => Promise.resolve(3), { n: 2 }));
      return seen;
    },
  },
  {
    name: 'async_hooks: a resource keeps the context that it was made in',
    run: (require) => {
      const hooks = require('node:async_hooks');
      const storage = new hooks.AsyncLocalStorage();
      const made = storage.run('inner', () => new hooks.AsyncResource('MINE'));
      return [
        storage.run('outer', () => made.runInAsyncScope(() => storage.getStore())),
        storage.getStore() ?? 'none',
        storage.run('bound', () => hooks.AsyncResource.bind(() => storage.getStore()))(),
        typeof made.asyncId(),
        made.asyncId() !== new hooks.AsyncResource('MINE').asyncId(),
        typeof hooks.executionAsyncId(),
        typeof hooks.triggerAsyncId(),
        typeof hooks.createHook({}).enable,
      ];
    },
  },
];
