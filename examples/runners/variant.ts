/**
 * The variant that the examples test: the right one, or with BUFFER_VARIANT=naive the one that
 * loses.
 */
export const variant = process.env['BUFFER_VARIANT'] ?? 'sequenced';

/** A fixed seed, so that a failure on one machine is the same on every other. */
export const parameters = { seed: 20_261_124, numRuns: 100 };
