/** The budget of real time that a single run of a command has. */
import type { RealTime } from '../../sim/world/spec.js';

export const DEFAULT_RUN_SECONDS = 30;

/** A model that waits for the host's clock must not block a command. */
export const realTime = (seconds = DEFAULT_RUN_SECONDS): RealTime => ({
  now: () => performance.now(),
  maxMs: seconds * 1_000,
});
