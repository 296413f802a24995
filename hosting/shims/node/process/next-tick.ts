/**
 * `process.nextTick`, for the program and for Node's own streams while it runs. An exception is charged
 * to the process within the tick: one that left the queue would corrupt Node's stack of async ids.
 */
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { real } from '../../../realm/node/real.js';
import { invalidArgument } from '../node-errors.js';

type Callback = (...values: unknown[]) => unknown;

export const nextTickShim =
  (host: HostedProcess) =>
  (callback: Callback, ...values: unknown[]): void => {
    if (typeof callback !== 'function')
      throw invalidArgument('callback', 'of type function', callback);
    real.nextTick(() => {
      try {
        callback(...values);
      } catch (error) {
        host.onUncaught(error);
      }
    });
  };
