/** Writes that come after the work: what they fail with is printed after the results. */
import { SkewproofError } from '../../sim/model/errors.js';
import type { Output } from './context.js';

/** The result of `write`; undefined if it failed with an error of ours, which is then printed last. */
export function deferring<Result>(output: Output, write: () => Result): Result | undefined {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof SkewproofError)) throw error;
    output.defer(error);
    return undefined;
  }
}
