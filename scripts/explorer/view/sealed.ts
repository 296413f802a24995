/** The moment at which a loss is sealed, found one run at a time. */

/** The latest true time, ms, at which setting the clocks right still changes the outcome. */
export interface Seal {
  /** Undefined: it changes nothing, not even at the start. */
  readonly savedUntilMs: number | undefined;
}

/**
 * Halves the run between its start and its end; each step of the generator is one run.
 * @param saves whether setting the clocks right at a true time, ms, changes the outcome
 */
export function* sealOf(
  endMs: number,
  saves: (atMs: number) => boolean,
): Generator<undefined, Seal> {
  let [saved, sealed] = [0, endMs];
  const first = saves(saved);
  yield;
  if (!first) return { savedUntilMs: undefined };
  const last = saves(sealed);
  yield;
  if (last) return { savedUntilMs: endMs };
  while (sealed - saved > 1) {
    const middle = Math.floor((saved + sealed) / 2);
    if (saves(middle)) saved = middle;
    else sealed = middle;
    yield;
  }
  return { savedUntilMs: saved };
}
