/**
 * Instants finer than a millisecond. Nanoseconds since 1970 are no exact numbers, so an instant is a
 * whole number of milliseconds and the nanoseconds beyond it.
 */

export interface Instant {
  /** ms since 1970. */
  readonly at: number;
  /** Nanoseconds beyond `at`, 0 to 999,999. Default 0. */
  readonly ns?: number;
}

/** Negative, 0 or positive: `a` is before, at or after `b`. */
export const comparedInstants = (a: Instant, b: Instant): number =>
  a.at === b.at ? (a.ns ?? 0) - (b.ns ?? 0) : a.at - b.at;

/** The instant moved by whole milliseconds. */
export const movedBy = ({ at, ns = 0 }: Instant, ms: number): Instant =>
  ns === 0 ? { at: at + ms } : { at: at + ms, ns };

/** An instant as text, for a key. */
export const instantText = ({ at, ns = 0 }: Instant): string =>
  ns === 0 ? String(at) : `${String(at)}+${String(ns)}`;
