/**
 * Processor time of this thread alone, so that other threads and programs do not count. Node has it
 * from version 24 on; older versions read it from Linux; elsewhere it is the wall clock.
 */
import { readFileSync } from 'node:fs';

const SCHEDSTAT = '/proc/thread-self/schedstat';

interface ThreadUsage {
  threadCpuUsage?(): { readonly user: number; readonly system: number };
}

function fromLinux(): number | undefined {
  try {
    return Number(readFileSync(SCHEDSTAT, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}

const thread = process as ThreadUsage;
const source =
  'threadCpuUsage' in process ? 'thread' : fromLinux() === undefined ? 'wall' : 'linux';

/** True if `cpuMs` is the thread's processor time; false if it is the wall clock. */
export const CPU_IS_MEASURED = source !== 'wall';

export function cpuMs(): number {
  if (source === 'linux') return fromLinux() ?? NaN;
  const usage = thread.threadCpuUsage?.();
  return usage === undefined ? performance.now() : (usage.user + usage.system) / 1_000;
}
