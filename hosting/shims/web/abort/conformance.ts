/** Cases that abort signals of a hosted page and those of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const ABORT_CASES: readonly WebCase[] = [
  {
    name: 'a controller aborts its signal once, with a reason',
    run: async ({ AbortController, AbortSignal }, { tried }) => {
      const controller = new AbortController();
      const seen: unknown[] = [];
      controller.signal.onabort = (event: any) => seen.push(event.type);
      controller.abort();
      controller.abort('again');
      const given = AbortSignal.abort('why');
      return [
        seen,
        controller.signal.aborted,
        controller.signal.reason.name,
        given.reason,
        await tried(() => controller.signal.throwIfAborted()),
        await tried(() => new AbortSignal()),
      ];
    },
  },
  {
    name: 'a time limit and a signal that follows others',
    run: async ({ AbortController, AbortSignal }, { after }) => {
      const limit = AbortSignal.timeout(5);
      const controller = new AbortController();
      const any = AbortSignal.any([controller.signal, limit]);
      const before = [limit.aborted, any.aborted];
      await after(40);
      return [before, limit.reason.name, any.aborted, any.reason === limit.reason];
    },
  },
];
