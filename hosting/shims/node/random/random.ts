/** `Math.random` from the process's own stream. */
import type { HostedProcess } from '../../../realm/hosted-process.js';

/** A number from 0 to below 1, of 53 random bits. */
export const randomShim =
  ({ random }: HostedProcess): (() => number) =>
  () =>
    ((random.bits() >>> 5) * 67_108_864 + (random.bits() >>> 6)) / 9_007_199_254_740_992;
