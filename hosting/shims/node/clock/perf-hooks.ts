/** `perf_hooks`: the simulated `performance`, and observers that observe nothing. */
import { constants } from 'node:perf_hooks';
import type { Performance } from './performance.js';

class PerformanceObserver {
  static readonly supportedEntryTypes: readonly string[] = [];

  observe(): void {
    // Marks and measures of a hosted program reach no observer.
  }

  disconnect(): void {
    // As with `observe`.
  }

  takeRecords(): readonly never[] {
    return [];
  }
}

/** A histogram of delays of the event loop: there are none in a step. */
const histogram = () => ({
  min: 0,
  max: 0,
  mean: 0,
  stddev: 0,
  exceeds: 0,
  count: 0,
  percentiles: new Map(),
  percentile: () => 0,
  reset: () => undefined,
  enable: () => true,
  disable: () => true,
  record: () => undefined,
});

export const perfHooksShim = (performance: Performance): object => ({
  performance,
  PerformanceObserver,
  constants,
  monitorEventLoopDelay: histogram,
  createHistogram: histogram,
});
