/** Access to what is not simulated: refused by name, with the line of the program that touched it. */
import { SkewproofError } from '../../sim/model/errors.js';

/** The line of the program in a stack that holds frames of the program alone. */
const lineOf = (error: Error): string =>
  /\n\s*at (.*)/.exec(error.stack ?? '')?.[1] ?? 'an unknown line of the program';

/** Hears of each refusal, whether or not the program catches it. */
export const refusals: { heard: ((api: string) => void) | undefined } = { heard: undefined };

/** SKEW-404: what a program touched, and where. */
export function notSimulated(api: string, advice = ''): SkewproofError {
  refusals.heard?.(api);
  return new SkewproofError('SKEW-404', {
    place: lineOf(new Error()),
    expected: 'an interface that hosting simulates',
    got: api,
    advice:
      advice === ''
        ? `${api} would reach outside the simulation. Take the code that calls it out of the adapter's way, or replace it by a double.`
        : advice,
  });
}
