/** Clock, timers and the like of the host itself, taken before any program runs: the only door to the host's own clock. */

/* eslint-disable no-restricted-globals -- the door */
export const real = {
  Date,
  setTimeout,
  setImmediate,
  clearTimeout,
  queueMicrotask,
  Intl,
  process,
  nextTick: process.nextTick.bind(process),
  performance,
} as const;
/* eslint-enable no-restricted-globals */
