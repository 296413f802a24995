/** The host's immediates as a queue that is run at once: for a library that schedules with them. */
import { real } from './real.js';

/** Calls `task`; `runAll` runs what was queued meanwhile, and says whether there was anything. */
export function withImmediates(task: (runAll: () => boolean) => void): void {
  let queue: (() => void)[] = [];
  const host: { setImmediate: unknown } = globalThis;
  host.setImmediate = (queued: () => void) => queue.push(queued);
  try {
    task(() => {
      const all = queue;
      queue = [];
      for (const queued of all) queued();
      return all.length > 0;
    });
  } finally {
    host.setImmediate = real.setImmediate;
  }
}
