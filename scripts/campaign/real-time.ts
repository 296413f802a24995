/** The budget of real time that a single run of a command has. */
import type { RealTime } from '../../sim/world/spec.js';

export const DEFAULT_RUN_SECONDS = 30;

/** A model that waits for the host's clock must not block a command. */
export const realTime = (seconds = DEFAULT_RUN_SECONDS): RealTime => ({
  now: () => performance.now(),
  maxMs: seconds * 1_000,
});

/** A run that asks for time ends by itself, between two events; only one that never asks is left. */
const GRACE_MS = 1_000;

/** Real time after which a run that does not get on is ended with its thread, ms. */
export const stalledMs = (runSeconds: number): number => runSeconds * 1_000 + GRACE_MS;
