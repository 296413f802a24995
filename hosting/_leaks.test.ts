/** Detects resources that a run begins in the host itself: timers, files, sockets, threads. A simulation begins nothing. */
import { createHook } from 'node:async_hooks';

/** Of the queue that is drained; a synchronous call of zlib makes a handle and closes it. */
const DRAINED = new Set(['PROMISE', 'TickObject', 'Microtask', 'ZLIB']);

/** Resources of the host that `run` made, each with the place that made it. */
export function leaksOf(run: () => void): readonly string[] {
  const leaks: string[] = [];
  const hook = createHook({
    init: (_id, type) => {
      if (DRAINED.has(type)) return;
      leaks.push(`${type} ${new Error().stack?.split('\n').slice(2, 9).join('\n') ?? ''}`);
    },
  });
  hook.enable();
  try {
    run();
  } finally {
    hook.disable();
  }
  return leaks;
}
